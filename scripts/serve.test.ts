import { request } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type Served } from './serve.mjs';

let folder: string;
let site: Served;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  const root = join(folder, 'dist');
  mkdirSync(join(root, 'sub'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  for (const name of ['index.html', 'sub/index.html', 'a.wasm', 'a.wgsl', 'a.js', 'two words.csv'])
    writeFileSync(join(root, name), name);
  site = await serve({ root, base: '/some/where' });
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, options = {}) => fetch(new URL(path, site.url), options);

/** A request whose path is sent as it is: fetch would tidy it up first. */
const rawStatus = (path: string) =>
  new Promise<number | undefined>((done, fail) => {
    const { hostname, port } = new URL(site.url);
    request({ hostname, port, path }, (response) => done(response.resume().statusCode))
      .on('error', fail)
      .end();
  });

describe('the static server', () => {
  it('serves index.html at its base path', async () => {
    expect(site.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/some\/where\/$/);
    expect(await (await get('')).text()).toBe('index.html');
    expect(await (await get('./?x=1')).text()).toBe('index.html');
  });
  it.each([
    ['a.wasm', 'application/wasm'],
    ['a.wgsl', 'text/wgsl; charset=utf-8'],
    ['a.js', 'text/javascript; charset=utf-8'],
    ['', 'text/html; charset=utf-8'],
    ['two%20words.csv', 'text/csv; charset=utf-8'],
  ])('sends "%s" as %s, never to be cached', async (path, type) => {
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('cache-control')).toBe('no-store');
  });
  it('leads folders without their slash to the address with it', async () => {
    expect((await get('/some/where')).url).toBe(site.url);
    expect((await get('sub')).url).toBe(`${site.url}sub/`);
  });
  it.each(['nothing.js', 'index.html/', '/', '/some', '/somewhere/', '/a.js'])(
    'answers 404 to "%s"',
    async (path) => expect((await get(path)).status).toBe(404),
  );
  it.each([
    ['/some/where/../../../secret.txt', 404],
    ['/some/where/..%2f..%2fsecret.txt', 404],
    ['/some/where/../secret.txt', 404],
    ['/some/where/%', 400],
    ['/some/where/%00', 400],
  ])('lets nobody out of the folder by "%s"', async (path, status) => {
    expect(await rawStatus(path)).toBe(status);
  });
  it('answers GET and HEAD only', async () => {
    const head = await get('a.js', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe('4');
    expect((await get('', { method: 'POST', body: 'x' })).status).toBe(405);
  });
  it('takes the next free port only when it may', async () => {
    const root = join(folder, 'dist');
    await expect(serve({ root, port: site.port })).rejects.toThrow('EADDRINUSE');
    const other = await serve({ root, port: site.port, tries: 20 });
    expect(other.port).toBeGreaterThan(site.port);
    await other.close();
  });
});
