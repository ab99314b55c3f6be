import { expect, test } from '@jest/globals';
import { publishRelease } from '../../src/benchmark/publish.ts';
import { closeSurvey } from '../../src/results/close.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import type { Schema } from '../../src/shared/schema.ts';
import { buildWorld, organisations, people, placeOf, save } from '../support/cast.ts';
import { onEachDatabase } from '../support/databases.ts';
import { dump } from '../support/pages.ts';
import { startService, today } from '../support/service.ts';

const tables: readonly (keyof Schema)[] = [
  'organisation',
  'icb_membership',
  'succession',
  'person',
  'cycle',
  'assessment',
  'respondent',
  'answer',
  'survey_results',
  'release',
  'release_comparison',
];

onEachDatabase('reading', (database) => {
  test('any page, by GET or HEAD, changes nothing', async () => {
    const world = await buildWorld(database());
    await closeSurvey(database(), () => today, world.assessments.dale, null);
    await publishRelease(database(), () => today, world.cycle);
    await database().updateTable('assessment').set({ shared_at: today.toISOString() }).execute();
    const place = await placeOf(world, 'alice', 'hill');
    await save(database(), place.respondentId, [['A1', '3']]);
    const service = startService(database(), Object.values(people));
    const browsers = [
      await service.as(people.alice),
      await service.as(people.charlie),
      service.visitor(),
    ];
    const before = await dump(database(), tables);

    const assessment = `/assessments/${world.assessments.hill}`;
    const pages = [
      ...[
        '/',
        '/sign-in',
        '/questionnaire',
        '/questionnaire/1/icb',
        '/questionnaire/1/trust/paper',
      ],
      ...['/method', '/organisations', '/organisations?q=nhs', '/organisations/RAA'],
      ...['/health/live', `${assetsPath}/app.js`, '/assessments', '/nowhere'],
      ...['', '/notice', '/role', '/answers', '/submission', '/profile', '/ownership'].map(
        (page) => assessment + page,
      ),
      ...['/questions/A1', '/questions/A1?change', '/dimensions/A', '/dimensions/A/answers'].map(
        (page) => assessment + page,
      ),
      `/benchmarks/${organisations.hill.code}`,
      `/benchmarks/${organisations.dale.code}`,
      '/sessions',
      `${assessment}/questions/A1?A1-answer=5&saveId=x&_method=POST`,
    ];
    for (const page of pages)
      for (const browser of browsers) {
        expect((await browser.get(page)).status).toBeLessThan(500);
        expect((await browser.head(page)).status).toBeLessThan(500);
      }
    expect(service.logged).toEqual([]);
    expect(await dump(database(), tables)).toBe(before);
    service.server.close();
  });
});
