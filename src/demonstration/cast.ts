import type { AppointedRole } from '../people/permissions.ts';
import { codeOf } from './organisations.ts';

/** How far a member of the cast is with the questionnaire of the open cycle. */
export type Stage = 'invited' | 'half-way' | 'submitted';

export interface CastPlace {
  readonly organisation: string;
  readonly role: string;
  readonly stage: Stage;
}

/** A role that a member of the cast is appointed to. */
export interface CastAppointment {
  readonly role: AppointedRole;
  /** Null for a role that is held for the whole of England. */
  readonly organisation: string | null;
}

/** A fictional person, the places and roles they hold, and what to see as that person. */
export interface FictionalPerson {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly email: string;
  readonly whatToSee: string;
  readonly places: readonly CastPlace[];
  readonly appointments: readonly CastAppointment[];
}

function castId(position: number): string {
  return `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`;
}

const wyverndale = codeOf('Wyverndale University Hospitals NHS Trust');
const wyverndaleBoard = codeOf('NHS Wyverndale Integrated Care Board');

const people: readonly (Pick<FictionalPerson, 'name' | 'jobTitle' | 'whatToSee'> &
  Partial<Pick<FictionalPerson, 'places' | 'appointments'>>)[] = [
  {
    name: 'Maren Oakhurst',
    jobTitle: 'Chief operating officer',
    whatToSee: 'Has just been invited: take the whole journey from the start.',
    places: [{ organisation: wyverndale, role: 'chief-operating-officer', stage: 'invited' }],
  },
  {
    name: 'Idris Fennimore',
    jobTitle: 'Service manager',
    whatToSee: 'Is half-way through: come back to answers given earlier.',
    places: [{ organisation: wyverndale, role: 'service-manager', stage: 'half-way' }],
  },
  {
    name: 'Saoirse Lindqvist',
    jobTitle: 'Chief clinical information officer',
    whatToSee: 'Has submitted: see a personal profile, and the trust beside many acute trusts.',
    places: [
      { organisation: wyverndale, role: 'chief-clinical-information-officer', stage: 'submitted' },
    ],
  },
  {
    name: 'Tobias Amankwah-Reed',
    jobTitle: 'Chief executive',
    whatToSee: 'Leads an ambulance trust: a small peer group, with little shown.',
    places: [
      {
        organisation: codeOf('Thameswold Ambulance Service NHS Trust'),
        role: 'chief-executive',
        stage: 'invited',
      },
    ],
  },
  {
    name: 'Perpetua Nansen',
    jobTitle: 'Nursing director',
    whatToSee: 'Works at a community trust: too few peers of its type, so all trusts instead.',
    places: [
      {
        organisation: codeOf('Wyverndale Community Health NHS Trust'),
        role: 'nursing-director',
        stage: 'half-way',
      },
    ],
  },
  {
    name: 'Rafferty Boateng-Hale',
    jobTitle: 'Non-executive director',
    whatToSee: 'Belongs to a trust where too few people answered for anything to be shown.',
    places: [
      {
        organisation: codeOf('Ashenford Minds NHS Trust'),
        role: 'non-executive-director',
        stage: 'invited',
      },
    ],
  },
  {
    name: 'Yevgenia Castellane',
    jobTitle: 'Place director',
    whatToSee: 'Answers for an integrated care board, in the wording for ICBs.',
    places: [
      {
        organisation: wyverndaleBoard,
        role: 'place-director',
        stage: 'invited',
      },
    ],
  },
  {
    name: 'Ottoline Mbeki-Shaw',
    jobTitle: 'Chief digital and information officer of two trusts',
    whatToSee: 'Answers for two organisations, one of them the only one of its type.',
    places: [
      {
        organisation: codeOf('The Farwater Digital Care NHS Trust'),
        role: 'chief-digital-and-information-officer',
        stage: 'submitted',
      },
      {
        organisation: codeOf('Kestrel Park University Hospitals NHS Trust'),
        role: 'chief-digital-and-information-officer',
        stage: 'invited',
      },
    ],
  },
  {
    name: 'Adaeze Thornbury',
    jobTitle: 'Director of transformation',
    whatToSee:
      'Leads an assessment: invite leaders, read earlier results, see the agreed position, the plan.',
    appointments: [{ role: 'assessment-lead', organisation: wyverndale }],
  },
  {
    name: 'Casimir Oyelaran-Webb',
    jobTitle: 'Chief of staff',
    whatToSee: 'Leads an assessment in which too few people answered for anything to be shown.',
    appointments: [{ role: 'assessment-lead', organisation: codeOf('Ashenford Minds NHS Trust') }],
  },
  {
    name: 'Gwendolen Achterberg',
    jobTitle: 'Organisation development partner',
    whatToSee:
      'Facilitates the workshops of a trust: prepare the next one and run it, with phones that vote.',
    appointments: [{ role: 'facilitator', organisation: wyverndale }],
  },
  {
    name: 'Cornelius Prideaux-Sato',
    jobTitle: 'Chief executive',
    whatToSee:
      'Signs off for a trust and decides what its ICB sees, and answers like everybody else.',
    places: [{ organisation: wyverndale, role: 'chief-executive', stage: 'invited' }],
    appointments: [{ role: 'signatory', organisation: wyverndale }],
  },
  {
    name: 'Philippa Strandberg-Okoro',
    jobTitle: 'Head of performance analysis',
    whatToSee:
      'Analyses for an ICB: compare those of its trusts that share, see how many take part.',
    appointments: [{ role: 'icb-analyst', organisation: wyverndaleBoard }],
  },
  {
    name: 'Leopold Hathersage',
    jobTitle: 'Director of digital transformation',
    whatToSee: 'Leads the assessment of an ICB: see the board beside the few others there are.',
    appointments: [{ role: 'assessment-lead', organisation: wyverndaleBoard }],
  },
  {
    name: 'Honor Valkenburg',
    jobTitle: 'National administrator',
    whatToSee:
      'Opens cycles, publishes releases, and appoints those who lead assessments and sign off.',
    appointments: [{ role: 'national-administrator', organisation: null }],
  },
];

export const fictionalPeople: readonly FictionalPerson[] = people.map((person, position) => ({
  places: [],
  appointments: [],
  ...person,
  id: castId(position + 1),
  email: addressOf(person.name, 'leaders'),
}));

/** "maren.oakhurst@leaders.example": an address that nobody can have. */
export function addressOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@${domain.toLowerCase()}.example`;
}
