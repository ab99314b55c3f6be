/**
 * L, the plain server that the question page is measured against: stock Express with EJS through
 * res.render, view cache on (NODE_ENV=production), one query a request, and nothing else: no
 * session, no permissions, no security headers. The page is the service's own, with the same
 * markup, loops and escaped values (plain-views.ts); bench.ts compares the two before it measures.
 */
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import express from 'express';
import type { StoredAnswer } from '../../src/assessment/answers.ts';
import { formFields } from '../../src/assessment/form-fields.ts';
import { findPlace } from '../../src/assessment/store.ts';
import { savedAtWords } from '../../src/assessment/summary.ts';
import { assetsPath } from '../../src/shared/assets.ts';
import { openDatabase } from '../../src/shared/database.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Visitor } from './people.ts';
import { writePlainViews } from './plain-views.ts';
import { question, questionPath } from './steps.ts';

const folder = process.env.DATA_DIR ?? '';
const file = path.join(folder, 'service.sqlite');
const visitor = JSON.parse(process.env.VISITOR ?? '{}') as Visitor;
const person = { id: visitor.personId };

// What does not change from request to request is read once, before there are any.
const opening = await openDatabase(`sqlite:${file}`);
const place = await findPlace(opening, person, visitor.assessmentId);
await opening.destroy();
if (!place) throw new Error('The visitor has no place to answer');
const dimension = place.questionnaire.dimensions[0];
const base = `/assessments/${place.assessmentId}`;

const database = new BetterSqlite3(file, { readonly: true });
const select = database.prepare<unknown[], StoredAnswer>(
  'select item, answer, note, note_shared as noteShared, version, save_id as saveId, saved_at as savedAt from answer where respondent_id = ? and item = ?',
);

writePlainViews(path.join(folder, 'views'));
const app = express();
app.set('view engine', 'ejs');
app.set('views', path.join(folder, 'views'));

app.get('/health/live', (_req, res) => {
  res.send('live');
});

app.get(questionPath(visitor), (req, res) => {
  const row = select.get(visitor.respondentId, question.code);
  const answers = row ? [row] : [];
  res.render('question-page', {
    title: question.text,
    scripts: ['autosave.js'],
    refresh: undefined,
    room: undefined,
    frame: { person: { name: visitor.name }, csrfToken: visitor.csrfToken, demonstration: true },
    assets: assetsPath,
    path: req.path,
    place,
    base,
    action: req.originalUrl,
    saveId: newId(),
    fields: formFields([question.code], new Map(answers.map((each) => [each.item, each]))),
    kept: false,
    saved: savedAtWords(answers),
    errors: [],
    question,
    dimension,
    number: 1,
    back: base,
  });
});

app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit());
