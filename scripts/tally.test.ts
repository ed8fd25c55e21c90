import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTally, serveTally } from './tally.mjs';

let root: string;
let server: Awaited<ReturnType<typeof serveTally>>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'tally-'));
  writeFileSync(join(root, 'index.html'), 'the page');
  server = await serveTally({ root, host: '127.0.0.1' });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const ask = (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { method });

it('counts votes by scene and answer, moves one that is changed, and serves the page', async () => {
  for (const path of ['/tally/8/2', '/tally/8/2', '/tally/8/1', '/tally/3/1'])
    expect((await ask(path, 'POST')).status).toBe(204);
  const reply = await ask('/tally/8');
  expect(reply.headers.get('access-control-allow-origin')).toBe('*');
  expect(await reply.json()).toEqual([1, 2]);
  await ask('/tally/8/3?instead=2', 'POST');
  expect(await (await ask('/tally/8')).json()).toEqual([1, 1, 1]);
  expect(await (await ask('/tally/5')).json()).toEqual([]);
  expect(await (await ask('/')).text()).toBe('the page');
});

it.each([
  ['POST', '/tally/8', 405],
  ['GET', '/tally/8/1', 405],
  ['DELETE', '/tally/8/1', 405],
  ['POST', '/tally/8/0', 404],
  ['POST', '/tally/8/10', 404],
  ['POST', '/tally/1000/1', 404],
  ['POST', '/tally/8/1?name=me', 404],
  ['POST', '/tally/__proto__/1', 404],
  ['OPTIONS', '/tally/8/1', 204],
])('%s %s is answered by %i and counts nothing', (method, url, status) => {
  const tally = createTally();
  expect(tally(method, url)?.[0]).toBe(status);
  expect(tally('GET', '/tally/8')).toEqual([200, '[]']);
});

it('no count is below none', () => {
  const tally = createTally();
  tally('POST', '/tally/8/1?instead=3');
  expect(tally('GET', '/tally/8')).toEqual([200, '[1,0,0]']);
});
