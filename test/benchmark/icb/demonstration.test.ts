import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../../../src/demonstration/organisations.ts';
import { demonstration } from '../../support/demonstration.ts';
import { heading, mainText } from '../../support/pages.ts';

const stage = demonstration();
const board = codeOf('NHS Wyverndale Integrated Care Board');
const analyst = () => stage.as('Philippa Strandberg-Okoro');

/** The trusts of the board, and whether they shared in the cycle that was released last. */
function trustsOfTheBoard() {
  return stage.database
    .selectFrom('icb_membership')
    .innerJoin('organisation', 'organisation.code', 'icb_membership.organisation_code')
    .select('organisation.name')
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('sign_off')
          .innerJoin('assessment', 'assessment.id', 'sign_off.assessment_id')
          .innerJoin('cycle', 'cycle.id', 'assessment.cycle_id')
          .select('sign_off.id')
          .whereRef('assessment.organisation_code', '=', 'organisation.code')
          .where('cycle.name', '=', 'Spring 2026')
          .where('sign_off.shared_at', 'is not', null),
      ).as('shares'),
    )
    .where('icb_membership.icb_code', '=', board)
    .execute();
}

describe('in the demonstration', () => {
  test('an analyst finds the board on their home page, and on its page those that share', async () => {
    const browser = await analyst();
    expect((await browser.get('/assessments').expect(200)).text).toContain(`/icbs/${board}`);
    const { text } = await browser.get(`/icbs/${board}`).expect(200);
    const trusts = await trustsOfTheBoard();
    const sharing = trusts.filter(({ shares }) => shares);
    expect(sharing.length).toBeGreaterThan(4);
    expect(sharing.length).toBeLessThan(trusts.length);
    for (const { name, shares } of trusts)
      expect([name, mainText(text).includes(name)]).toEqual([name, Boolean(shares)]);
    expect(mainText(text)).toContain('How the trusts that share are spread');
  });

  test('whoever leads the assessment of the board finds it beside others, and not its trusts', async () => {
    const browser = await stage.as('Leopold Hathersage');
    const { text } = await browser.get('/assessments').expect(200);
    expect(mainText(text)).toContain('You lead NHS Wyverndale Integrated Care Board');
    expect(text).toContain(`/benchmarks/${board}`);
    await browser.get(`/icbs/${board}`).expect(403);
  });

  test('every other board is closed to the analyst', async () => {
    const browser = await analyst();
    const other = codeOf('NHS Thameswold Integrated Care Board');
    expect(heading((await browser.get(`/icbs/${other}`).expect(404)).text)).not.toContain('NHS');
  });
});
