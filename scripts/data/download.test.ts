import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download } from './download';
import { FileError } from './files';
import { breaking, contentOf, knownFile, startHome, whole, type Home } from './testing';

const content = contentOf(10_000);
const known = knownFile('a.gz', content);

/** Bytes that have been written so far. */
const written = () => statSync(`${path}.part`, { throwIfNoEntry: false })?.size ?? 0;

let folder: string;
let home: Home;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  path = join(folder, 'a.gz');
  home = await startHome();
});
afterEach(async () => {
  await home.close();
  rmSync(folder, { recursive: true });
});

const get = (options = {}) => download(`${home.url}a.gz`, path, known, { waitMs: 1, ...options });
const refusal = async (options = {}) => {
  const error: unknown = await get(options).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(FileError);
  return (error as FileError).message;
};
const arrived = () => new Uint8Array(readFileSync(path));

describe('download', () => {
  it('puts the file into place and tells how far it is', async () => {
    home.answer = whole(content);
    const progress: number[] = [];
    await get({ onProgress: (done: number, total: number) => progress.push(done / total) });
    expect(arrived()).toEqual(content);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(progress.at(-1)).toBe(1);
  });

  it('asks for the rest alone where an earlier run ended', async () => {
    writeFileSync(`${path}.part`, content.subarray(0, 4321));
    home.answer = whole(content);
    await get();
    expect(home.requests).toEqual(['/a.gz 4321']);
    expect(arrived()).toEqual(content);
  });

  it('asks for nothing where all has arrived but was not moved', async () => {
    writeFileSync(`${path}.part`, content);
    await get();
    expect(home.requests).toEqual([]);
    expect(arrived()).toEqual(content);
  });

  it('goes on where the connection breaks', async () => {
    home.answer = breaking(content, 4000, written);
    await get();
    expect(home.requests).toEqual(['/a.gz 0', '/a.gz 4000', '/a.gz 8000']);
    expect(arrived()).toEqual(content);
  });

  it('keeps what has arrived for the next run where it breaks too often', async () => {
    home.answer = breaking(content, 3000, written);
    expect(await refusal({ tries: 2 })).toMatch(/^http:\/\/127.+a\.gz can't be reached \(.+\)\.$/);
    expect(readFileSync(`${path}.part`)).toHaveLength(6000);
    await get();
    expect(arrived()).toEqual(content);
  });

  it('starts over where the home sends the whole file instead of the rest', async () => {
    writeFileSync(`${path}.part`, contentOf(100, 2));
    home.answer = (response) => whole(content)(response, 0, '');
    await get();
    expect(arrived()).toEqual(content);
  });

  it('starts over where the earlier part was of another file', async () => {
    writeFileSync(`${path}.part`, contentOf(100, 2));
    home.answer = whole(content);
    await get();
    expect(home.requests).toEqual(['/a.gz 100', '/a.gz 0']);
    expect(arrived()).toEqual(content);
  });

  it('starts over where the part is longer than the file, or the home says so', async () => {
    writeFileSync(`${path}.part`, contentOf(10_001));
    home.answer = whole(content);
    await get();
    expect(arrived()).toEqual(content);
    writeFileSync(`${path}.part`, contentOf(900, 2));
    home.answer = (response, from, at) =>
      from > 0 ? response.writeHead(416).end() : whole(content)(response, from, at);
    await get();
    expect(arrived()).toEqual(content);
  });

  it('refuses a file of another checksum and leaves the one in place', async () => {
    writeFileSync(path, 'before');
    home.answer = whole(contentOf(10_000, 5));
    expect(await refusal()).toMatch(/^The file from http.+a\.gz has the SHA-256 [0-9a-f]{12}/);
    expect(home.requests).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('refuses a file of another length before it is loaded', async () => {
    home.answer = whole(contentOf(9_999));
    expect(await refusal()).toMatch(/offers 9999 bytes; the published file has 10000\.$/);
    home.answer = (response) => response.end('<!doctype html><p>Moved.');
    expect(await refusal()).toMatch(/offers 24 bytes/);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it('refuses a stream that goes on and on', async () => {
    home.answer = (response) => {
      const chunk = contentOf(6000);
      const timer = setInterval(() => response.write(chunk), 1);
      response.on('close', () => clearInterval(timer));
    };
    expect(await refusal()).toMatch(/is \d+ bytes long; the published file has 10000\.$/);
  });

  it('says what the home answered, and asks again only where that may help', async () => {
    expect(await refusal()).toMatch(/a\.gz answered 404 Not Found\.$/);
    expect(home.requests).toHaveLength(1);
    home.answer = (response) => response.writeHead(503).end();
    expect(await refusal()).toMatch(/a\.gz answered 503\.$/);
    expect(home.requests).toHaveLength(4);
  });

  it('gives up on a home that falls silent', async () => {
    home.answer = (response) => void response.writeHead(200).write('start');
    expect(await refusal({ silenceMs: 60, tries: 1 })).toMatch(/a\.gz stopped sending\.$/);
  });

  it('says that nobody answers', async () => {
    await home.close();
    expect(await refusal({ tries: 1 })).toMatch(/can't be reached \(ECONNREFUSED\)\.$/);
  });

  it('says that the disk refuses', async () => {
    home.answer = whole(content);
    path = join(folder, 'none', 'a.gz');
    expect(await refusal()).toMatch(/^ENOENT: no such file or directory.+\.$/);
    expect(home.requests).toHaveLength(1);
  });
});
