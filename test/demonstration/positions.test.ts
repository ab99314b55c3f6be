import { describe, expect, test } from '@jest/globals';
import { commentedTrust } from '../../src/demonstration/comments.ts';
import { signedPosition } from '../../src/position/sign-off/signed-position.ts';
import { questionsOf } from '../../src/questionnaire/lookup.ts';
import { latestVersion, loadQuestionnaire } from '../../src/questionnaire/versions.ts';
import { demonstration } from '../support/demonstration.ts';

const staged = demonstration();

async function closed() {
  return staged.database
    .selectFrom('assessment')
    .leftJoin('sign_off', 'sign_off.assessment_id', 'assessment.id')
    .innerJoin('organisation', 'organisation.code', 'assessment.organisation_code')
    .select([
      'assessment.id',
      'assessment.closed_at',
      'organisation.code',
      'organisation.kind',
      'sign_off.content',
      'sign_off.shared_at',
      'sign_off.signed_at',
    ])
    .where('assessment.closed_at', 'is not', null)
    .orderBy('assessment.closed_at')
    .execute();
}

describe('the agreed positions of the demonstration', () => {
  test('most organisations of the released cycles signed theirs off, some share it, some do not', async () => {
    const all = await closed();
    const signed = all.filter(({ content }) => content);
    expect(signed.length).toBeGreaterThan(0.7 * all.length);
    expect(signed.length).toBeLessThan(all.length);
    const trusts = signed.filter(({ kind }) => kind === 'trust');
    const shared = trusts.filter(({ shared_at }) => shared_at);
    expect(shared.length).toBeGreaterThan(0.4 * trusts.length);
    expect(shared.length).toBeLessThan(0.8 * trusts.length);
    expect(signed.filter(({ kind, shared_at }) => kind === 'icb' && shared_at)).toEqual([]);
  });

  test('they are agreed statement by statement, after the survey, and scored', async () => {
    const questionnaire = loadQuestionnaire(latestVersion, 'trust');
    const signed = (await closed()).filter(({ content, kind }) => content && kind === 'trust');
    for (const { content, closed_at, signed_at } of signed) {
      const position = signedPosition.parse(JSON.parse(content ?? ''));
      expect(Object.keys(position.questions)).toHaveLength(questionsOf(questionnaire).length);
      expect(position.eligible).toBe(true);
      expect((signed_at ?? '') > (closed_at ?? '')).toBe(true);
      for (const { statements } of Object.values(position.questions))
        expect(Object.keys(statements).length).toBeGreaterThan(0);
    }
    const capped = signed.filter(({ content }) => content?.includes('"binds":true'));
    expect(capped.length).toBeGreaterThan(0);
  });

  test("the facilitator's trust has still to finish its last position, and has a plan", async () => {
    const ofTrust = (await closed()).filter(({ code }) => code === commentedTrust);
    expect(ofTrust.map(({ content }) => content !== null)).toEqual([true, false]);
    const browser = await staged.as('Gwendolen Achterberg');
    const id = ofTrust[1]?.id;
    const position = await browser.get(`/positions/${id}`).expect(200);
    expect(position.text).toMatch(/3[0-7] of 38 questions are agreed/);
    const workshops = await browser.get(`/surveys/${id}/workshops`).expect(200);
    expect(workshops.text).toContain('Prepare');
    const plan = await browser.get(`/plans/${id}`).expect(200);
    expect(plan.text).toContain('Take a baseline before the next go-live');
  });
});
