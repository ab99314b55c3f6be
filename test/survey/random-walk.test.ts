import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { resultsOf } from '../support/surveys.ts';
import * as walk from './walk.ts';

const addresses = ['ann', 'ben', 'cem', 'dot'].map((name) => `${name}@hill.example`);
const address = fc.constantFrom(...addresses);
const level = fc.constantFrom('1', '2', '3', '4', '5', 'dont-know');
const role = fc.constantFrom('chief-executive', 'data-lead', 'medical-director');
const item = fc.constantFrom('A1', 'C2', 'H5');

/** One thing that somebody does; left out where the model says that there is no way to do it. */
interface Step {
  readonly words: string;
  check(model: walk.Model): boolean;
  run(model: walk.Model, real: walk.Walked): Promise<void>;
}

function step(words: string, check: Step['check'], run: Step['run']): Step {
  return Object.assign({ words, check, run }, { [fc.toStringMethod]: () => words });
}

/** Somebody who came in by an invitation and has a browser of their own. */
function has(model: walk.Model, who: string): boolean {
  return model.invitees.get(who)?.accepted === true;
}

/** What a respondent's act is answered with, and whether it changes anything. */
function answeredWith({ closed, invitees }: walk.Model, who: string): number {
  const { withdrawn, submitted } = invitees.get(who) as walk.Invitee;
  if (withdrawn && !submitted) return 404;
  return submitted || closed ? 409 : 303;
}

const invite = address.map((who) =>
  step(
    `invite ${who}`,
    () => true,
    async (model, real) => {
      const status = await walk.invite(real, who);
      expect(status).toBe(model.closed ? 409 : 303);
      if (model.closed) return;
      const before = model.invitees.get(who);
      if (before && !before.withdrawn) return;
      model.invitees.set(who, {
        accepted: false,
        withdrawn: false,
        submitted: before?.submitted ?? false,
        role: before?.role ?? null,
        answers: before?.answers ?? new Map(),
      });
    },
  ),
);

const accept = address.map((who) =>
  step(
    `accept ${who}`,
    (model) => model.invitees.get(who)?.accepted === false,
    async (model, real) => {
      const invitee = model.invitees.get(who) as walk.Invitee;
      const status = await walk.accept(real, who);
      expect(status).toBe(invitee.withdrawn ? 404 : model.closed ? 409 : 303);
      invitee.accepted = status === 303;
    },
  ),
);

const withdraw = address.map((who) =>
  step(
    `withdraw ${who}`,
    (model) => model.invitees.get(who)?.withdrawn === false,
    async (model, real) => {
      const status = await walk.withdraw(real, who);
      expect(status).toBe(model.closed ? 409 : 303);
      if (!model.closed) (model.invitees.get(who) as walk.Invitee).withdrawn = true;
    },
  ),
);

const chooseRole = fc.tuple(address, role).map(([who, chosen]) =>
  step(
    `${who} answers as ${chosen}`,
    (model) => has(model, who),
    async (model, real) => {
      const status = await walk.chooseRole(real, who, chosen);
      expect(status).toBe(answeredWith(model, who));
      if (status === 303) (model.invitees.get(who) as walk.Invitee).role = chosen;
    },
  ),
);

const answer = fc.tuple(address, item, level).map(([who, question, given]) =>
  step(
    `${who} answers ${question} with ${given}`,
    (model) => has(model, who),
    async (model, real) => {
      const status = await walk.answer(real, who, question, given);
      expect(status).toBe(answeredWith(model, who));
      if (status === 303) model.invitees.get(who)?.answers.set(question, given);
    },
  ),
);

const answerAll = fc.tuple(address, level).map(([who, given]) =>
  step(
    `${who} answers everything with ${given}`,
    (model) => has(model, who),
    async (model, real) => {
      const statuses = await walk.answerAll(real, who, given);
      expect(new Set(statuses)).toEqual(new Set([answeredWith(model, who)]));
      if (statuses[0] !== 303) return;
      const answers = model.invitees.get(who)?.answers;
      for (const { questions } of walk.questionnaire.dimensions)
        for (const { code } of questions) answers?.set(code, given);
      for (const { code } of walk.questionnaire.ownership.capabilities)
        answers?.set(code, 'nobody');
    },
  ),
);

const submit = address.map((who) =>
  step(
    `${who} submits`,
    (model) => has(model, who),
    async (model, real) => {
      const invitee = model.invitees.get(who) as walk.Invitee;
      const may = answeredWith(model, who);
      const status = await walk.submit(real, who);
      expect(status).toBe(may === 303 && !walk.isComplete(invitee) ? 422 : may);
      if (status === 303) invitee.submitted = true;
    },
  ),
);

const close = fc.constant(
  step(
    'close',
    // Rarely of use twice, and once is the end of most of what can happen.
    (model) => model.invitees.size > 1,
    async (model, real) => {
      expect(await walk.close(real)).toBe(model.closed ? 409 : 303);
      if (model.closed) return;
      model.closed = true;
      const counted = [...model.invitees.values()].filter(({ submitted }) => submitted);
      const { respondents } = await resultsOf(real.database, real.world.assessments.hill);
      expect(respondents).toBe(counted.length);
    },
  ),
);

const steps = fc.oneof(
  ...[
    [4, invite],
    [6, accept],
    [1, withdraw],
    [4, chooseRole],
    [5, answer],
    [5, answerAll],
    [5, submit],
    [1, close],
  ].map(([weight, arbitrary]) => ({ weight, arbitrary }) as fc.WeightedArbitrary<Step>),
);

test('whatever people do, in whatever order, what is stored is what a simple model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 60, maxLength: 120 }), async (walked) => {
      const real = await walk.begin();
      const model: walk.Model = { invitees: new Map(), closed: false };
      const done: string[] = [];
      try {
        for (const { words, check, run } of walked) {
          if (!check(model)) continue;
          done.push(words);
          await run(model, real);
          expect([done, await walk.stored(real)]).toEqual([done, walk.believed(model)]);
          expect(real.service.logged).toEqual([]);
        }
      } finally {
        await real.stop();
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);
