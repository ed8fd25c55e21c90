import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { siteFiles } from './files.mjs';

const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-files-'));
const write = (name: string, text: string) => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

beforeAll(() => {
  write('index.html', 'a');
  write('assets/lab-C8f241Rr.js', '1');
  write('assets/lab-C8f241Rr.js.map', '2');
  write('assets/old-format.json', '3');
  write('recorded/table.json', '4');
  write('previews/home.png', '5');
  write('data/mnist/images.gz', '6');
  write('.nojekyll', '');
  write('service-worker.js', '7');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('keeps what the page needs, with a revision where the name says nothing of the content', () => {
  const revision = expect.stringMatching(/^[0-9a-f]{16}$/);
  expect(siteFiles(folder)).toEqual([
    { url: 'assets/lab-C8f241Rr.js', revision: null },
    { url: 'assets/old-format.json', revision },
    { url: 'index.html', revision },
    { url: 'recorded/table.json', revision },
  ]);
});

it('gives another revision to another content', () => {
  const revisionOf = (name: string) => siteFiles(folder).find(({ url }) => url === name)?.revision;
  const before = revisionOf('index.html');
  write('index.html', 'b');
  expect(revisionOf('index.html')).not.toBe(before);
});
