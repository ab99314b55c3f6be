import { codeOf } from './organisations.ts';

/** How far a member of the cast is with the questionnaire of the open cycle. */
export type Stage = 'invited' | 'half-way' | 'submitted';

export interface CastPlace {
  readonly organisation: string;
  readonly role: string;
  readonly stage: Stage;
}

/** A fictional person, the places they hold, and what to see as that person. */
export interface FictionalPerson {
  readonly id: string;
  readonly name: string;
  readonly jobTitle: string;
  readonly whatToSee: string;
  readonly places: readonly CastPlace[];
}

function castId(position: number): string {
  return `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`;
}

const wyverndale = codeOf('Wyverndale University Hospitals NHS Trust');

export const fictionalPeople: readonly FictionalPerson[] = [
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
        organisation: codeOf('NHS Wyverndale Integrated Care Board'),
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
].map((person, position) => ({ id: castId(position + 1), ...person }) as FictionalPerson);
