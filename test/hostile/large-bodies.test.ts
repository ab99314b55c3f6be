import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { newId } from '../../src/shared/ids.ts';
import { starting, untilServing } from '../support/npm-start.ts';

const megabyte = 1024 * 1024;
const chunk = Buffer.alloc(megabyte, 'a=b&');

/** Sends 100 MB, or as much of it as is taken, and resolves to the answer; 0 where there is none. */
function pour(address: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(address + path, { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      sent.destroy();
    });
    sent.on('error', () => resolve(0));
    let left = 100;
    const more = () => {
      while (left-- > 0) if (!sent.write(chunk)) return sent.once('drain', more);
      sent.end();
    };
    more();
  });
}

/** The most memory that any process below this one ever had, in MB. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const own = Number(status.match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024;
  const file = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = file.split(' ').filter(Boolean).map(Number);
  return Math.max(own, ...(await Promise.all(children.map(peakOf))));
}

describe('bodies of 100 MB', () => {
  const { start } = starting();
  const urlencoded = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const length = { 'Content-Length': String(100 * megabyte) };
  const multipart = { 'Content-Type': 'multipart/form-data; boundary=x' };
  const upload = `/surveys/${newId()}/invitations/check`;
  const bodies: [string, Record<string, string>][] = [
    ['/sign-in-links', { ...urlencoded, ...length }],
    ['/sign-in-links', urlencoded],
    ['/sessions', { ...urlencoded, 'Content-Encoding': 'gzip' }],
    ['/sessions', { 'Content-Type': 'application/json', ...length }],
    [upload, { ...multipart, ...length }],
    [upload, multipart],
    ['/my-data/erasure', urlencoded],
    ['/nowhere', { 'Content-Type': 'application/octet-stream' }],
  ];

  test('are refused, several at once, without being held in memory', async () => {
    const service = await start({
      NODE_ENV: 'production',
      BASE_URL: 'https://assess.example',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'no-reply@assess.example',
    });
    await untilServing(service);
    const pid = service.process.pid as number;
    const round = () =>
      Promise.all(
        [...bodies, ...bodies].map(([path, headers]) => pour(service.address, path, headers)),
      );
    // What it takes to be at work at all, sixteen such requests at once.
    const answers = await round();
    const atWork = await peakOf(pid);
    expect(atWork).toBeGreaterThan(20);
    expect(atWork).toBeLessThan(300);
    for (let rounds = 0; rounds < 3; rounds++) answers.push(...(await round()));
    // Where the connection was cut before the answer could be read, that is an answer too.
    expect(answers.filter((status) => status !== 0 && (status < 400 || status >= 500))).toEqual([]);
    expect(answers).toContain(413);
    expect((await fetch(`${service.address}/health/live`)).status).toBe(200);
    expect((await peakOf(pid)) - atWork).toBeLessThan(60);
  });
});
