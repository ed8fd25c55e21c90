import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { serve } from '../scripts/serve.mjs';
import { openKnn } from './helpers/knn';
import { drop, png } from './helpers/files';
import { atRest, enter, reload, unfold } from './helpers/page';
import { expect, test } from './helpers/test';
import { watch } from './helpers/watch';

/** Other images than the drawn digits: of the site, and of the reader. */

const root = fileURLToPath(new URL('..', import.meta.url));
const mnist = join(root, '../shared/data/mnist');

test('MNIST is put on the site by npm run data, and is learned in the page', async ({
  browser,
}) => {
  test.skip(!existsSync(mnist), `there is no ${mnist}: this journey needs the files of MNIST`);
  const copy = mkdtempSync(join(tmpdir(), 'noisy-argmax-'));
  cpSync(join(root, 'dist'), copy, { recursive: true });
  const from = ['--from', mnist, '--only', 'mnist', '--to', join(copy, 'data')];
  execFileSync('npm', ['run', '--silent', 'data', '--', ...from], { cwd: root, stdio: 'ignore' });
  const site = await serve({ root: copy });
  const context = await browser.newContext();
  try {
    const problems = watch(context, new URL(site.url).origin);
    const page = await context.newPage();
    const lab = await openKnn(page, '?maxSteps=60', site.url);
    await page.getByRole('combobox', { name: 'Images' }).selectOption('mnist');
    await expect(page.getByText(/60000 to learn from, 10000 to test/)).toBeVisible();
    await lab.trainToEnd();
    expect(await lab.accuracy()).toBeGreaterThan(85);
    const embedding = lab.figure('embedding');
    await embedding.scrollIntoViewIfNeeded();
    await expect(embedding.locator('desc')).toContainText('1200 points');
    // a network of the drawn digits has no place among these images, and one among its own
    await page.getByRole('radio', { name: /instance of Trained before/ }).check();
    await expect(lab.main).toContainText('This network is of other images');
    await page.getByRole('combobox', { name: 'Images' }).selectOption('drawn');
    await expect(embedding).toContainText('A network trained before');
    expect(problems).toEqual([]);
  } finally {
    await context.close();
    await site.close();
    rmSync(copy, { recursive: true, force: true });
  }
});

/** As few images in a step as there can be. */
const small = '?queries=5&candidates=50';

test('a set that is not on the site: the page says how to add it, and the digits come back', async ({
  page,
}) => {
  const lab = await openKnn(page, small);
  await lab.trainTo(2);
  const images = page.getByRole('combobox', { name: 'Images' });
  await images.selectOption('fashion-mnist');
  const told = page.getByText(/Fashion-MNIST is not on this site.*npm run data/);
  await expect(told.first()).toBeVisible();
  await expect(lab.main).toContainText('These images are not here');
  await images.selectOption('drawn');
  await expect(page.getByText(/6000 to learn from/)).toBeVisible();
  await atRest(page);
  expect(await lab.step()).toBeGreaterThanOrEqual(2);
  await lab.trainTo((await lab.step()) + 1);
});

test('files that are no images are named when they are dropped, and nothing is lost', async ({
  page,
}) => {
  const lab = await openKnn(page, small);
  await lab.trainTo(2);
  const before = await lab.step();
  // the magic number of IDX images, and a promise of 60000 of them
  const cut = Uint8Array.from([0, 0, 8, 3, 0, 0, 234, 96, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]);
  for (const [name, bytes] of [
    ['notes.idx', strToU8('Dear diary')],
    ['cut-images.idx', cut],
    ['cut.zip', strToU8('PK\x03\x04 and no more')],
    ['notes.txt', strToU8('Dear diary')],
  ] as const) {
    await drop(page, [{ name, bytes }]);
    await expect(page.getByRole('alert').filter({ hasText: name })).toBeVisible();
    expect(await lab.step()).toBe(before);
  }
  await expect(page).not.toHaveURL(/dataset/);
  await lab.trainTo(before + 1);
});

/** Images of two kinds that a network can tell apart, in a folder each. */
function stripes(perClass: number) {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < perClass; i++) {
    const wave = (at: number) => ((at + i) % 8 < 4 ? 255 : (13 * i) % 90);
    files[`mine/upright/${i}.png`] = png(28, 28, (x) => wave(x));
    files[`mine/level/${i}.png`] = png(28, 28, (_, y) => wave(y));
  }
  return zipSync(files);
}

test('a zip of images in sub-folders becomes a set of its own, is learned, and stays', async ({
  page,
}) => {
  const lab = await openKnn(page, '?queries=5&maxSteps=20');
  await drop(page, [{ name: 'stripes.zip', bytes: stripes(60) }]);
  await expect(page.getByText(/100 to learn from, 20 to test, 2 classes/)).toBeVisible();
  await expect(page).toHaveURL(/dataset=own/);
  await lab.trainToEnd();
  expect(await lab.accuracy()).toBeGreaterThan(90);
  await reload(page);
  await expect(page.getByText(/100 to learn from, 20 to test, 2 classes/)).toBeVisible();
  expect(await lab.step()).toBe(20);
  await unfold(page, 'Training');
  await enter(page, 'Steps at most', '200');
  await lab.trainTo(22);
});

/** A file of IDX: its magic word and numbers, then bytes. */
const idx = (numbers: readonly number[], bytes: Uint8Array) => {
  const head = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((number, i) => head.setUint32(4 * i, number));
  return new Uint8Array([...new Uint8Array(head.buffer), ...bytes]);
};

test('a zip of packed IDX files under the names of copies is learned; a wrong file beside it is named', async ({
  page,
}) => {
  const lab = await openKnn(page, '?queries=5&maxSteps=10');
  const part = (count: number) => {
    const pixels = Uint8Array.from({ length: count * 256 }, (_, i) => {
      const at = (i >> 8) % 2 ? i % 16 : (i >> 4) % 16;
      return at % 8 < 4 ? 255 : (i >> 8) % 90;
    });
    const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
    return [idx([2051, count, 16, 16], pixels), idx([2049, count], labels)] as const;
  };
  const files: Record<string, Uint8Array> = { '__MACOSX/._raw': strToU8('x') };
  for (const [name, count] of [
    ['train', 100],
    ['t10k', 20],
  ] as const) {
    const [images, labels] = part(count);
    files[`raw/${name}-images-idx3-ubyte (1).gz`] = gzipSync(images);
    files[`raw/${name}-labels-idx1-ubyte (1).gz`] = gzipSync(labels);
  }
  const hdf5 = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10);
  await drop(page, [
    { name: 'archive.zip', bytes: zipSync(files) },
    { name: 'model.h5', bytes: hdf5 },
  ]);
  const set = page.getByText('Your own IDX files: 100 to learn from, 20 to test, 2 classes');
  await expect(set).toBeVisible();
  const left = page.getByRole('alert').filter({ hasText: 'model.h5 is an HDF5 file; it was left' });
  await expect(left).toBeVisible();
  await lab.trainToEnd();
  // alone it changes nothing, and what to do is said
  await drop(page, [{ name: 'model.h5', bytes: hdf5 }]);
  await expect(
    page.getByText('model.h5 is an HDF5 file; save its arrays by numpy.savez.'),
  ).toBeVisible();
  await expect(set).toBeVisible();
  // photos of 3 to 2 keep their shape, with a word
  const photos: Record<string, Uint8Array> = {};
  for (let i = 0; i < 6; i++) {
    for (const folder of ['train/upright', 'test/upright']) {
      photos[`${folder}/${i}.png`] = png(48, 32, (x) => ((x + i) % 8 < 4 ? 255 : 9 * i));
    }
    for (const folder of ['train/level', 'test/level']) {
      photos[`${folder}/${i}.png`] = png(32, 48, (_, y) => ((y + i) % 8 < 4 ? 255 : 9 * i));
    }
  }
  await drop(page, [{ name: 'photos.zip', bytes: zipSync(photos) }]);
  await expect(page.getByText(/12 to learn from, 12 to test, 2 classes/)).toBeVisible();
  await expect(page.getByText(/24 images are not square: kept in shape/)).toBeVisible();
});
