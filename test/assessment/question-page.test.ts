import { describe, expect, test } from '@jest/globals';
import { statedLevels } from '../../src/questionnaire/answer.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { wordings } from '../../src/questionnaire/questionnaire.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { baseOf, stage } from '../support/cast.ts';
import { fieldsOf, heading, mainText, title } from '../support/pages.ts';

const world = stage();
const where = { trust: 'dale', icb: 'board' } as const;

describe.each(wordings)('in the %s wording', (wording) => {
  const questionnaire = loadQuestionnaire(latestVersion, wording);
  const { scale } = questionnaire;

  test.each(questionsOf(questionnaire))(
    '$code shows its five levels with their statements',
    async (question) => {
      const { dora } = world.browsers;
      const { text } = await dora
        .get(`${baseOf(world, where[wording])}/questions/${question.code}`)
        .expect(200);
      const page = mainText(text);
      expect(heading(text).endsWith(question.text)).toBe(true);
      expect(title(text)).toBe(question.text);
      expect(page).toContain(`1 ${scale[0]?.name} ${scale[0]?.meaning}`);
      for (const level of statedLevels)
        expect(page).toContain(
          [
            `${level} ${scale[level - 1]?.name}`,
            ...question.statements[level].map((statement) => statement.text),
          ].join(' '),
        );
      expect(page).toContain(question.why);
      for (const evidence of question.evidence) expect(page).toContain(evidence);
      expect(page).toContain('I do not know');
      expect(page.includes('Not applicable here')).toBe(question.notApplicable !== null);
    },
  );

  test('nothing is chosen before the person chooses', async () => {
    const base = baseOf(world, where[wording]);
    const { dora } = world.browsers;
    for (const page of ['/questions/A1', '/dimensions/A', '/role']) {
      const { text } = await dora.get(`${base}${page}`).expect(200);
      expect(text).toContain('type="radio"');
      expect(text).not.toMatch(/<input[^>]* checked/);
    }
    const { text } = await dora.get(`${base}/ownership`).expect(200);
    expect(text).not.toContain(' selected');
  });

  test('the whole dimension on one page asks every question of it', async () => {
    const base = baseOf(world, where[wording]);
    for (const { code, name, questions } of questionnaire.dimensions) {
      const { text } = await world.browsers.dora.get(`${base}/dimensions/${code}`).expect(200);
      expect(heading(text)).toContain(name);
      for (const question of questions) {
        expect(mainText(text)).toContain(question.text);
        expect(text.match(new RegExp(`name="${question.code}-answer"`, 'g'))?.length).toBe(
          question.notApplicable === null ? 6 : 7,
        );
        expect(fieldsOf(text)).toHaveProperty(`${question.code}-version`, '0');
      }
    }
  });

  test('the ownership map asks for each capability who is accountable', async () => {
    const { text } = await world.browsers.dora
      .get(`${baseOf(world, where[wording])}/ownership`)
      .expect(200);
    const { capabilities } = questionnaire.ownership;
    for (const { code, name } of capabilities) {
      expect(mainText(text)).toContain(name);
      expect(text).toContain(`<select class="nhsuk-select app-select-wide" id="${code}-answer"`);
    }
    // Every role, three other owners and "choose", each time.
    expect(text.match(/<option/g)).toHaveLength(
      capabilities.length * (questionnaire.roles.length + 4),
    );
  });
});

test('an ICB is not asked what is only for trusts, in questions or in roles', async () => {
  const { dora } = world.browsers;
  await dora.get(`${baseOf(world, 'dale')}/questions/B5`).expect(200);
  await dora.get(`${baseOf(world, 'board')}/questions/B5`).expect(404);
  const { text } = await dora.get(`${baseOf(world, 'board')}/role`).expect(200);
  expect(text).not.toContain('role-service-manager');
  expect(text).toContain('role-place-director');
});
