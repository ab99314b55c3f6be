import type { TrustType } from '../organisations/organisation.ts';

/** A fictional organisation. No NHS body has any of these names or codes. */
export interface FictionalOrganisation {
  readonly code: string;
  readonly name: string;
  readonly kind: 'trust' | 'icb';
  readonly trustType: TrustType | null;
  readonly region: string;
  /** The ICBs that a trust belongs to; none for an ICB itself. */
  readonly icbs: readonly string[];
}

const icbs: readonly (readonly [name: string, region: string])[] = [
  ['NHS Aldermarsh and the Fens Integrated Care Board', 'East of England'],
  ['NHS Thameswold Integrated Care Board', 'London'],
  ['NHS Wyverndale Integrated Care Board', 'Midlands'],
  ['NHS Calder Vale and Hollinmoor Integrated Care Board', 'North East and Yorkshire'],
  ['NHS Tarnwick and Saltersby Integrated Care Board', 'North East and Yorkshire'],
  ['NHS Ribbledown Integrated Care Board', 'North West'],
  ['NHS Downsea and Wealdmere Integrated Care Board', 'South East'],
  ['NHS Ivelcombe and Moorland Integrated Care Board', 'South West'],
];

/** Each with the position of its ICB in the list above; ambulance trusts serve several. */
const trusts: Readonly<Record<TrustType, readonly (readonly [name: string, ...icbs: number[]])[]>> =
  {
    acute: [
      ['Aldermarsh University Hospitals NHS Foundation Trust', 0],
      ['Fenbridge and Littleholme Hospitals NHS Trust', 0],
      ['Rushmere Staithe Hospital NHS Foundation Trust', 0],
      ['Thameswold Royal Infirmary NHS Trust', 1],
      ['Kestrel Park University Hospitals NHS Trust', 1],
      ['Marlhanger and Vexley Hospitals NHS Foundation Trust', 1],
      ['Saint Ebba’s Thameside NHS Foundation Trust', 1],
      ['Wyverndale University Hospitals NHS Trust', 2],
      ['Pellborough General Hospitals NHS Foundation Trust', 2],
      ['Quarrendon Vale Hospitals NHS Trust', 2],
      ['Millbrough and Ashenford NHS Foundation Trust', 2],
      ['Larkhaven Hospitals NHS Trust', 2],
      ['Calder Vale Teaching Hospitals NHS Foundation Trust', 3],
      ['Hollinmoor Hospitals NHS Trust', 3],
      ['Garrowby District Hospitals NHS Foundation Trust', 3],
      ['Tarnwick Infirmary NHS Foundation Trust', 4],
      ['Saltersby and Dunmere Hospitals NHS Trust', 4],
      ['Netherwick Hospitals NHS Foundation Trust', 4],
      ['Ribbledown University Hospitals NHS Foundation Trust', 5],
      ['Oakenclough Hospitals NHS Trust', 5],
      ['Ulverdon Bay Hospitals NHS Foundation Trust', 5],
      ['Brackenford and Sefterton NHS Trust', 5],
      ['Downsea University Hospitals NHS Trust', 6],
      ['Wealdmere Hospitals NHS Foundation Trust', 6],
      ['Copperhythe Hospitals NHS Trust', 6],
      ['Ivelcombe Royal Hospitals NHS Foundation Trust', 7],
      ['Moorland and Tawcross Hospitals NHS Trust', 7],
      ['Westerquay Hospitals NHS Foundation Trust', 7],
    ],
    mental_health: [
      ['Aldermarsh and Fens Partnership NHS Foundation Trust', 0],
      ['Thameswold Mental Health NHS Foundation Trust', 1],
      ['Kestrel Park and Vexley Partnership NHS Trust', 1],
      ['Wyverndale Mental Health NHS Foundation Trust', 2],
      ['Ashenford Minds NHS Trust', 2],
      ['Calder Vale Partnership NHS Foundation Trust', 3],
      ['Tarnwick and Garrowby Mental Health NHS Trust', 4],
      ['Ribbledown Mental Health NHS Foundation Trust', 5],
      ['Ulverdon and Brackenford Partnership NHS Trust', 5],
      ['Downsea Partnership NHS Foundation Trust', 6],
      ['Wealdmere Minds NHS Trust', 6],
      ['Ivelcombe Partnership NHS Foundation Trust', 7],
    ],
    community: [
      ['Littleholme Community Health NHS Trust', 0],
      ['Thameside Neighbourhoods NHS Trust', 1],
      ['Wyverndale Community Health NHS Trust', 2],
      ['Hollinmoor Community NHS Foundation Trust', 3],
      ['Sefterton Community Health NHS Trust', 5],
      ['Tawcross Community Health NHS Trust', 7],
    ],
    ambulance: [
      ['Fens and Wolds Ambulance Service NHS Trust', 0, 2],
      ['Thameswold Ambulance Service NHS Trust', 1],
      ['Wyvern Shires Ambulance Service NHS Foundation Trust', 2],
      ['Tarn and Calder Ambulance Service NHS Trust', 3, 4],
      ['Ribbledown Ambulance Service NHS Trust', 5],
      ['Downs and Moors Ambulance Service NHS Foundation Trust', 6, 7],
    ],
    specialist: [
      ['Saint Orrin’s Heart Hospital NHS Foundation Trust', 1],
      ['Thameswold Children’s Hospital NHS Trust', 1],
      ['The Wyvern Orthopaedic Hospital NHS Foundation Trust', 2],
      ['Hollinmoor Cancer Centre NHS Foundation Trust', 3],
      ['Ribbledown Women’s Hospital NHS Trust', 5],
      ['The Merrow Eye Hospital NHS Foundation Trust', 6],
      ['Ivelcombe Neurological Hospital NHS Trust', 7],
    ],
    digital: [['The Farwater Digital Care NHS Trust', 1]],
  };

function code(letter: 'I' | 'T', position: number): string {
  return `D${letter}${String(position + 1).padStart(3, '0')}`;
}

/** Eight ICBs and sixty trusts of every type, in all seven regions. */
export const fictionalOrganisations: readonly FictionalOrganisation[] = [
  ...icbs.map(([name, region], position) => ({
    code: code('I', position),
    name,
    kind: 'icb' as const,
    trustType: null,
    region,
    icbs: [],
  })),
  ...Object.entries(trusts)
    .flatMap(([type, named]) => named.map((trust) => [type as TrustType, trust] as const))
    .map(([trustType, [name, ...served]], position) => ({
      code: code('T', position),
      name,
      kind: 'trust' as const,
      trustType,
      region: icbs[served[0] ?? 0]?.[1] ?? '',
      icbs: served.map((icb) => code('I', icb)),
    })),
];

/** The code of a fictional organisation, by its name. */
export function codeOf(name: string): string {
  const organisation = fictionalOrganisations.find((each) => each.name === name);
  if (!organisation) throw new Error(`There is no fictional organisation ${name}`);
  return organisation.code;
}
