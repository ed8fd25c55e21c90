import { describe, expect, it } from 'vitest';
import { DataError } from '../images';
import { gzip, imagesFile, labelsFile, smallImages, withByte } from '../testing';
import { readOwn } from './own';

const neverDecoded = () => Promise.reject(new Error('no pictures here'));
const read = (...files: [string, Uint8Array][]) =>
  readOwn(
    files.map(([path, bytes]) => ({ path, bytes })),
    neverDecoded,
  );
const set = async (...files: [string, Uint8Array][]) => (await read(...files)).set;

async function refusal(...files: [string, Uint8Array][]): Promise<string> {
  const error: unknown = await set(...files).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

describe('own IDX files', () => {
  it('keep the last sixth of each class of one pair for tests', async () => {
    const own = await set(
      ['letters.idx', gzip(imagesFile(20, 17, 16))],
      ['names', labelsFile(20, 3)],
    );
    expect([own.id, own.title, own.height, own.width]).toEqual([
      ...['own', 'Your own IDX files'],
      ...[17, 16],
    ]);
    expect(own.classes).toEqual(['0', '1', '2']);
    expect([own.train.count, own.test.count]).toEqual([17, 3]);
    expect([...own.test.labels]).toEqual([2, 0, 1]);
    expect(own.test.pixels).toEqual(smallImages(20, 17, 16).pixels.subarray(17 * 17 * 16));
  });

  it('are paired by their counts, and the smaller pair is the test part', async () => {
    const own = await set(
      ['a', labelsFile(6)],
      ['b', imagesFile(9)],
      ['c', imagesFile(6)],
      ['d', labelsFile(9)],
    );
    expect([own.train.count, own.test.count]).toEqual([9, 6]);
  });

  it('are paired by their names where the counts are equal', async () => {
    const own = await set(
      ['train-images.gz', imagesFile(8, 16, 16, 1)],
      ['test-images.gz', imagesFile(8, 16, 16, 2)],
      ['test-labels.gz', withByte(labelsFile(8), 8, 9)],
      ['train-labels.gz', labelsFile(8)],
    );
    expect(own.classes[own.test.labels[0]]).toBe('9');
    expect(own.train.labels[0]).toBe(0);
    expect(own.test.pixels).toEqual(smallImages(8, 16, 16, 2).pixels);
  });

  it('say which part is the test by their name, even where it is the larger one', async () => {
    const own = await set(
      ['x-test-images', imagesFile(9)],
      ['x-test-labels', labelsFile(9)],
      ['x-images', imagesFile(6)],
      ['x-labels', labelsFile(6)],
    );
    expect([own.train.count, own.test.count]).toEqual([6, 9]);
  });

  it('are refused with a sentence that names the file', async () => {
    expect(await refusal()).toMatch(/^There are no files of data/);
    expect(await refusal(['a', imagesFile(8)])).toBe(
      'With a there is no IDX file of labels; a set needs both.',
    );
    expect(await refusal(['a', labelsFile(8)])).toMatch(/^With a there is no IDX file of images/);
    // names that say what the bytes are not
    expect(await refusal(['a', imagesFile(8)], ['labels', imagesFile(8)])).toBe(
      'With a and labels there is no IDX file of labels; a set needs both.',
    );
    expect(await refusal(['a', imagesFile(5)], ['b', labelsFile(5)])).toMatch(
      /^a holds 5 images; at least 6 are needed/,
    );
    expect(await refusal(['a', imagesFile(8)], ['b', labelsFile(9)])).toMatch(
      /^a holds 8 images and b 9 labels/,
    );
    expect(await refusal(['a', imagesFile(8)], ['b', labelsFile(8, 1)])).toMatch(
      /^b holds the label 0 alone/,
    );
    expect(await refusal(['a', imagesFile(8)], ['b', withByte(labelsFile(8), 8, 100)])).toBe(
      'b: label 1 is 100; labels must be 0 to 99.',
    );
    expect(await refusal(['a', imagesFile(8)], ['b', imagesFile(9)], ['c', labelsFile(8)])).toBe(
      'There are 2 files of images and 1 of labels (a and b and c); ' +
        'a set is one pair of them, or two of which one is the test part.',
    );
  });

  it('are refused where two pairs do not fit together', async () => {
    const pairs = (...files: [number, number][]) =>
      files.flatMap(([images, labels], i): [string, Uint8Array][] => [
        [`${i}-images`, imagesFile(images, 28, 28, i + 1)],
        [`${i}-labels`, labelsFile(labels)],
      ]);
    expect(await refusal(...pairs([8, 8], [8, 9]))).toBe(
      '1-labels holds 9 labels, and no file has as many images.',
    );
    expect(await refusal(...pairs([8, 8], [9, 7]))).toMatch(
      /^1-images holds 9 images, and no file/,
    );
    expect(await refusal(...pairs([8, 8], [8, 8]))).toMatch(/put "test" into the name/);
    const [a, b, c] = pairs([8, 8], [8, 8]);
    expect(await refusal(a, ['x', b[1]], c, ['y', labelsFile(8, 4)])).toMatch(
      /^0-images could belong to x and y/,
    );
    expect(await refusal(a, b, ['c', imagesFile(9, 5, 5)], ['d', labelsFile(9)])).toMatch(
      /both parts must be of one size\.$/,
    );
  });
});
