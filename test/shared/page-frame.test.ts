import { expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { type Frame, type PageValues, showPage } from '../../src/shared/page.ts';

const maren = { name: 'Maren Oakhurst' };

async function shown(values: Partial<PageValues>, frame: Partial<Frame> = {}): Promise<string> {
  const app = express();
  app.get('/', (req, res) => {
    res.locals.frame = { person: maren, csrfToken: '', demonstration: false, ...frame };
    const common = { title: 'The vote', message: 'Choose a level.', reference: null, kept: [] };
    showPage(req, res, 'layout/problem', { ...common, signIn: '', ...values });
  });
  return (await request(app).get('/').expect(200)).text;
}

test('a page refreshes itself only where scripts do not run, and only if it asks to', async () => {
  const refresh = '<noscript><meta http-equiv="refresh" content="5"></noscript>';
  const page = await shown({ refresh: 5 });
  expect(page.slice(0, page.indexOf('</head>'))).toContain(refresh);
  expect(await shown({})).not.toContain('http-equiv');
});

test('a page for a room shows the name of the service and nothing that leads away', async () => {
  const page = await shown({ room: true }, { demonstration: true });
  expect(page).toContain('class="nhsuk-template__body app-room"');
  expect(page).toContain('Assess your digital operations leadership</span>');
  expect(page).toContain('Choose a level.');
  expect(page).toContain('Nothing here is real.');
  expect(page).not.toMatch(/<nav|<footer|Maren|Sign (in|out)/);
  const frame = page.replace(/<main.*<\/main>/s, '');
  expect(frame.match(/href="\/(?!assets)[^"]*"/g)).toBeNull();
});

test('every other page has its menu, the account and the foot of the page', async () => {
  const page = await shown({});
  expect(page).toContain('class="nhsuk-template__body"');
  for (const part of ['Maren Oakhurst', 'aria-label="Menu"', '<footer', 'href="/organisations"'])
    expect(page).toContain(part);
});
