import { insertInvitationLink } from '../../src/people/invitation-store.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import { newId } from '../../src/shared/ids.ts';
import { organisations, type Stage, stages, type Where } from './people.ts';
import type { Target } from './rules.ts';
import { insertThings, type Things } from './things.ts';
import { at, insertPerson, type World } from './world.ts';

/** What addresses name, for each organisation and each of its assessments. */
export type Places = Readonly<Record<Where, Readonly<Record<Stage, Things>>>>;

/** Things that nobody has: right in form, so that only looking for them tells. */
const nobodys = {
  id: '00000000-0000-4000-8000-00000000dead',
  organisation: 'RZZ',
  board: 'QZZ',
  code: 'WWWWWW',
  longCode: 'WWWWWWWW',
  token: 'x'.repeat(43),
  word: 'zz99',
};

/** Puts something of each kind everywhere, and says how addresses name it. */
export async function insertPlaces(world: World): Promise<Places> {
  const ofAll = await insertNational(world);
  const places = {} as Record<Where, Record<Stage, Things>>;
  for (const where of Object.keys(organisations) as Where[]) {
    places[where] = { released: {}, open: {} };
    for (const stage of stages)
      places[where][stage] = {
        ...ofAll,
        ...(await insertThings(world, where, stage)),
        ':cycle': world.cycles[stage],
      };
  }
  return places;
}

/** What belongs to no organisation. */
async function insertNational({ database, release }: World): Promise<Things> {
  const [appointment, invitation] = [newId(), newId()];
  const [token, session] = ['i'.repeat(43), 's'.repeat(43)];
  await database
    .insertInto('appointment')
    .values({
      id: appointment,
      person_id: await insertPerson(database, 'second administrator'),
      role: 'national-administrator',
      organisation_code: null,
      assessment_id: null,
      appointed_at: at,
    })
    .execute();
  await database
    .insertInto('invitation')
    .values({
      id: invitation,
      purpose: 'national-administrator',
      scope: 'england',
      organisation_code: null,
      assessment_id: null,
      email: 'administrator@england.example',
      name: null,
      created_at: at,
      expires_at: '2027-12-01T00:00:00.000Z',
    })
    .execute();
  await database
    .insertInto('session')
    .values({
      id_hash: session,
      person_id: await insertPerson(database, 'owner of a session'),
      csrf_token: 'c'.repeat(43),
      created_at: at,
      seen_at: at,
    })
    .execute();
  await insertInvitationLink(database, { invitationId: invitation, token, now: at });
  const [, , fingerprint = ''] = assetsPath.split('/');
  return {
    '/administration/appointments/:appointment': appointment,
    '/administration/invitations/:invitation': invitation,
    ':session': session,
    ':issuer': 'elsewhere',
    ':number': '1',
    ':release': release,
    ':fingerprint': fingerprint,
    ':name': 'styles.css',
    ':version': '1',
    ':wording': 'trust',
    ':question': 'A1',
    ':dimension': 'A',
    ':item': 'A1',
    // Links to sign in are used up by asking, so this is none: it is answered like one.
    '/sign-in-links/:token': 'y'.repeat(43),
    '/invitations/:token': token,
  };
}

/** An id in the pattern of a route. */
export interface Place {
  /** The pattern up to and with the id. */
  readonly pattern: string;
  /** As it is called: ":assessment". */
  readonly name: string;
}

export function placesIn(route: string): readonly Place[] {
  const path = pathIn(route);
  return [...path.matchAll(/:[A-Za-z]+/g)].map(({ 0: name, index }) => ({
    pattern: path.slice(0, index + name.length),
    name,
  }));
}

function pathIn(route: string): string {
  return route.slice(route.indexOf('/'));
}

/** What a route's id is among some things. @throws Error for one that the tests do not know. */
export function thingAt(things: Things, { pattern, name }: Place): string {
  const thing = things[pattern] ?? things[name];
  if (thing === undefined)
    throw new Error(`test/access/addresses.ts does not know what ${name} is in ${pattern}`);
  return thing;
}

/** The address of a route, with what stands at each of its places. */
export function addressOf(route: string, thing: (place: Place) => string): string {
  return placesIn(route).reduce(
    (address, place) => address.replace(place.name, thing(place)),
    pathIn(route),
  );
}

/** Whose things there can be at the first id of a route. */
export function targetsOf(route: string, places: Places, stage: Stage): readonly Target[] {
  const [first] = placesIn(route);
  if (!first) return ['own'];
  const wheres = Object.keys(organisations) as Where[];
  const differ = wheres.filter(
    (where) =>
      where === 'own' || thingAt(places[where][stage], first) !== thingAt(places.own[stage], first),
  );
  return [...differ, "nobody's"];
}

/** The same kind of thing as this, which there is not. */
export function nobodysLike(thing: string): string {
  if (/^[\da-f]{8}-/.test(thing)) return nobodys.id;
  if (/^R\w\d\d$/.test(thing)) return nobodys.organisation;
  if (/^Q\w\d$/.test(thing)) return nobodys.board;
  if (thing.length === 43) return nobodys.token;
  if (/^[A-Z]{6}$/.test(thing)) return nobodys.code;
  return /^[A-Z]{8}$/.test(thing) ? nobodys.longCode : nobodys.word;
}
