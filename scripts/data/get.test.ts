import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tarEntry } from '../../src/data/testing';
import { collectionIds, collections, type Collection, type CollectionId } from './collections';
import type { ListedSet } from './contents';
import { FileError } from './files';
import { getSets } from './get';
import { folder, homes, type Source } from './sources';
import { contentOf, knownFile, startHome, whole, type Home } from './testing';
import { unpack } from './unpack';

const members = ['data_batch_1.bin', 'test_batch.bin'];
const archiveContent = gzipSync(
  Buffer.concat([
    tarEntry('set/', new Uint8Array(0), '5'),
    ...members.map((name, i) => tarEntry(`set/${name}`, contentOf(700 + i, i))),
    tarEntry('set/readme.html', contentOf(30)),
    new Uint8Array(1024),
  ]),
);
const contents: Record<string, Uint8Array> = {
  'mnist/images.gz': contentOf(2000, 1),
  'mnist/labels.gz': contentOf(50, 2),
  'fashion-mnist/images.gz': contentOf(2000, 3),
  'fashion-mnist/labels.gz': contentOf(50, 4),
  'cifar10/train.bin.gz': contentOf(900, 5),
  'cifar10/test.bin.gz': contentOf(90, 6),
  'cifar10/all.tar.gz': archiveContent,
  'label-ranking/iris.txt': contentOf(60, 7),
  'label-ranking/wine.txt': contentOf(70, 8),
};

/** The sets of the catalogue with files of a few bytes. */
function smallSet(id: CollectionId): Collection {
  const files = Object.keys(contents)
    .filter((path) => path.startsWith(`${id}/`))
    .map((path) => knownFile(path.split('/')[1], contents[path]));
  const [archive] = files.filter(({ name }) => name === 'all.tar.gz');
  return {
    ...collections[id],
    files: files.filter((file) => file !== archive),
    archive: archive ? { ...archive, members } : null,
  };
}
const known = Object.fromEntries(collectionIds.map((id) => [id, smallSet(id)])) as Record<
  CollectionId,
  Collection
>;

const RANKINGS = collections['label-ranking'].title;

let base: string;
let to: string;
let from: string;
let warnings: string[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'data-'));
  to = join(base, 'public', 'data');
  from = join(base, 'from');
  warnings = [];
});
afterEach(() => rmSync(base, { recursive: true }));

/** Lays files into the folder to copy from. */
function lay(paths: Record<string, Uint8Array>): void {
  for (const [path, content] of Object.entries(paths)) {
    mkdirSync(join(from, path, '..'), { recursive: true });
    writeFileSync(join(from, path), content, { mode: 0o444 });
  }
}
const without = (...paths: string[]) =>
  Object.fromEntries(Object.entries(contents).filter(([path]) => !paths.includes(path)));

const get = (source: Source, ids: readonly CollectionId[] = collectionIds) =>
  getSets({ ids, to, known, source, log: () => {}, warn: (line) => warnings.push(line) });

const index = () =>
  (JSON.parse(readFileSync(join(to, 'index.json'), 'utf8')) as { sets: ListedSet[] }).sets;
const titles = () => index().map(({ title }) => title);
const filesOf = (id: CollectionId) => readdirSync(join(to, id)).sort();

describe('sets from a folder', () => {
  it('are copied, and listed with sizes and checksums', async () => {
    lay(contents);
    expect(await get(folder(from), ['mnist', 'fashion-mnist'])).toBe(true);
    expect(titles()).toEqual(['MNIST', 'Fashion-MNIST']);
    expect(index()[1]).toEqual({
      id: 'fashion-mnist',
      title: 'Fashion-MNIST',
      part: false,
      files: known['fashion-mnist'].files,
    });
    expect(filesOf('mnist')).toEqual(['images.gz', 'labels.gz']);
    expect(warnings).toEqual([]);
  });

  it('are told apart by their checksums wherever they lie', async () => {
    lay({
      'a/b/images.gz': contents['fashion-mnist/images.gz'],
      'a/c/images.gz': contents['mnist/images.gz'],
      'labels.gz': contents['mnist/labels.gz'],
    });
    expect(await get(folder(from), ['mnist'])).toBe(true);
    expect(new Uint8Array(readFileSync(join(to, 'mnist', 'images.gz')))).toEqual(
      contents['mnist/images.gz'],
    );
  });

  it('are unpacked where the archive is there, a part of the set where it is not', async () => {
    lay(without('cifar10/all.tar.gz'));
    expect(await get(folder(from), ['cifar10'])).toBe(true);
    expect(titles()).toEqual(['CIFAR-10, a part']);
    lay({ 'cifar10/all.tar.gz': archiveContent });
    expect(await get(folder(from), ['cifar10'])).toBe(true);
    expect(titles()).toEqual(['CIFAR-10']);
    expect(index()[0].files.map(({ name }) => name)).toEqual(members);
    expect(new Uint8Array(readFileSync(join(to, 'cifar10', members[1])))).toEqual(
      contentOf(701, 1),
    );
    expect(existsSync(join(from, 'cifar10/all.tar.gz'))).toBe(true);
    expect(await get(folder(join(base, 'from', 'cifar10')), ['cifar10'])).toBe(true);
    expect(titles()).toEqual(['CIFAR-10']);
  });

  it('are reported file by file where they are missing or damaged', async () => {
    lay({ ...without('mnist/labels.gz', 'fashion-mnist/labels.gz') });
    lay({ 'mnist/labels.gz': contents['mnist/labels.gz'].subarray(1) });
    lay({ 'cifar10/all.tar.gz': contentOf(archiveContent.length) });
    expect(await get(folder(from))).toBe(false);
    expect(warnings).toHaveLength(3);
    expect(warnings[0]).toBe(
      `${join(from, 'mnist/labels.gz')} is 49 bytes long; the published file has 50.`,
    );
    expect(warnings[1]).toContain('mnist/labels.gz is 49 bytes long');
    expect(warnings[2]).toContain('all.tar.gz has the SHA-256');
    expect(titles()).toEqual([RANKINGS]);
  });

  it('keep what was there before, and list it again', async () => {
    lay(contents);
    await get(folder(from), ['mnist']);
    rmSync(join(to, 'index.json'));
    writeFileSync(join(to, 'mnist', 'images.gz.part'), 'begun');
    mkdirSync(join(base, 'empty'));
    expect(await get(folder(join(base, 'empty')), ['mnist', 'fashion-mnist'])).toBe(false);
    expect(titles()).toEqual(['MNIST']);
    expect(filesOf('mnist')).toEqual(['images.gz', 'images.gz.part', 'labels.gz']);
    expect(warnings).toEqual([
      `${join(base, 'empty')} holds no images.gz of Fashion-MNIST.`,
      `${join(base, 'empty')} holds no labels.gz of Fashion-MNIST.`,
    ]);
  });

  it('replace a damaged file, and are not listed while it is damaged', async () => {
    lay(contents);
    await get(folder(from), ['mnist', 'cifar10']);
    writeFileSync(join(to, 'mnist', 'labels.gz'), 'damaged');
    writeFileSync(join(to, 'cifar10', members[0]), 'damaged');
    await get(folder(from), []);
    expect(titles()).toEqual([]);
    expect(await get(folder(from), ['mnist', 'cifar10'])).toBe(true);
    expect(titles()).toEqual(['MNIST', 'CIFAR-10']);
  });

  it('say that the folder is not there', () => {
    expect(() => folder(join(base, 'none'))).toThrow(FileError);
    expect(() => folder(join(base, 'none'))).toThrow(/none can't be read \(ENOENT\)\.$/);
  });
});

describe('sets from their homes', () => {
  let home: Home;
  beforeEach(async () => (home = await startHome()));
  afterEach(() => home.close());

  const source = () =>
    homes(
      ({ id }) => `${home.url}${id}/`,
      () => ({ waitMs: 1 }),
    );
  const serve = (files: Record<string, Uint8Array>) => {
    home.answer = (response, start, path) => {
      const content = files[path.slice(1)];
      if (content) whole(content)(response, start, path);
      else response.writeHead(404).end();
    };
  };

  it('are downloaded, and the archive is gone after it was unpacked', async () => {
    serve(contents);
    expect(await get(source())).toBe(true);
    expect(titles()).toEqual(['MNIST', 'Fashion-MNIST', 'CIFAR-10', RANKINGS]);
    expect(filesOf('cifar10')).toEqual(members);
    const asked = home.requests.length;
    expect(await get(source())).toBe(true);
    expect(home.requests).toHaveLength(asked);
  });

  it('go on where one home is down, and get the rest the next time', async () => {
    serve(without('fashion-mnist/labels.gz'));
    expect(await get(source())).toBe(false);
    expect(titles()).toEqual(['MNIST', 'CIFAR-10', RANKINGS]);
    expect(warnings).toEqual([`${home.url}fashion-mnist/labels.gz answered 404 Not Found.`]);
    home.requests.length = 0;
    serve(contents);
    expect(await get(source())).toBe(true);
    expect(home.requests).toEqual(['/fashion-mnist/labels.gz 0']);
  });

  it('go on from the bytes of a .part file', async () => {
    mkdirSync(join(to, 'mnist'), { recursive: true });
    writeFileSync(
      join(to, 'mnist', 'images.gz.part'),
      contents['mnist/images.gz'].subarray(0, 1234),
    );
    serve(contents);
    expect(await get(source(), ['mnist'])).toBe(true);
    expect(home.requests).toEqual(['/mnist/images.gz 1234', '/mnist/labels.gz 0']);
  });

  it('are refused with another checksum', async () => {
    serve({ ...contents, 'mnist/images.gz': contentOf(2000, 9) });
    expect(await get(source(), ['mnist'])).toBe(false);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/mnist\/images\.gz has the SHA-256/);
    expect(filesOf('mnist')).toEqual(['labels.gz']);
    expect(index()).toEqual([]);
  });
});

describe('archives', () => {
  it('say which file they lack', () => {
    const path = join(base, 'a.tar.gz');
    writeFileSync(path, gzipSync(tarEntry('a.bin', contentOf(9))));
    expect(() => unpack(path, base, ['a.bin', 'b.bin'])).toThrow(`${path} holds no b.bin.`);
  });
});

const shared = resolve('../shared/data');
const there = existsSync(shared);
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/data.ts', ...args], {
    encoding: 'utf8',
  });

describe('npm run data', () => {
  it.skipIf(!there)(
    `copies all sets from ${shared}${there ? '' : ` (skipped: there is no ${shared})`}`,
    () => {
      const { status, stdout, stderr } = run('--from', shared, '--to', to);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(stdout).toContain('mnist/train-images-idx3-ubyte.gz  9.9 MB\n');
      expect(titles()).toEqual(['MNIST', 'Fashion-MNIST', 'CIFAR-10, a part', RANKINGS]);
      for (const { id, files } of index()) expect(files).toEqual(collections[id].files);
    },
  );

  it('exits with 1 and a line per file where something is missing', () => {
    mkdirSync(from);
    const { status, stderr } = run('--from', from, '--to', to, '--only', 'mnist');
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      ...collections.mnist.files.map(({ name }) => `${from} holds no ${name} of MNIST.`),
      'Not all is there; the same command goes on where this one ended.',
    ]);
  });

  it('exits with 2 where it is asked for what there is not', () => {
    const { status, stderr } = run('--only', 'mnist,mnst');
    expect(status).toBe(2);
    expect(stderr).toContain(
      '--only "mnst" is no set; there are mnist, fashion-mnist, cifar10, label-ranking.\n',
    );
  });
});
