/**
 * W, the plain server that a save is measured against: stock Express, its form parser, the same
 * five-question form checked with zod, and five upserts in one durable transaction a request. No
 * session, no cross-site token, no versions.
 */
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import express from 'express';
import { z } from 'zod';
import { questionnaire } from './people.ts';

const database = new BetterSqlite3(path.join(process.env.DATA_DIR ?? '', 'service.sqlite'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');

const codes = questionnaire.dimensions[0]?.questions.map(({ code }) => code) ?? [];
const form = z.object({
  saveId: z.uuid(),
  afterwards: z.enum(['next', 'later', 'stay']),
  ...Object.fromEntries(
    codes.flatMap((code) => [
      [`${code}-answer`, z.enum(['1', '2', '3', '4', '5', 'dont-know', 'not-applicable'])],
      [`${code}-note`, z.string().trim().max(2000)],
      [`${code}-share`, z.literal('yes').optional()],
      [
        `${code}-version`,
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
    ]),
  ),
});
const upsert = database.prepare(
  `insert into answer (respondent_id, item, answer, note, note_shared, version, save_id, saved_at)
   values (?, ?, ?, ?, ?, ?, ?, ?)
   on conflict (respondent_id, item) do update set answer = excluded.answer, note = excluded.note,
     note_shared = excluded.note_shared, version = excluded.version, save_id = excluded.save_id, saved_at = excluded.saved_at`,
);

const app = express();
app.use(express.urlencoded({ extended: false }));

app.get('/health/live', (_req, res) => {
  res.send('live');
});

app.post('/respondents/:id', (req, res) => {
  const saved: Record<string, unknown> = form.parse(req.body);
  const now = new Date().toISOString();
  database.transaction(() => {
    for (const code of codes)
      upsert.run(
        req.params.id,
        code,
        saved[`${code}-answer`],
        saved[`${code}-note`] || null,
        saved[`${code}-share`] === 'yes' ? 1 : 0,
        Number(saved[`${code}-version`]) + 1,
        saved.saveId,
        now,
      );
  })();
  res.redirect(303, `/respondents/${req.params.id}`);
});

app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit());
