import { describe, expect, it } from 'vitest';
import { gunzip } from './gunzip';
import { checkSameCount, idxKind, parseIdxImages, parseIdxLabels, writeIdxImages } from './idx';
import { DataError } from './images';
import { gzip, imagesFile, labelsFile, smallImages, smallLabels, webPage } from './testing';

describe('IDX files', () => {
  it('give back the images that were written', () => {
    const images = smallImages(7);
    expect(parseIdxImages('a', writeIdxImages(images))).toEqual(images);
  });

  it('give back the labels that were written', () => {
    expect(parseIdxLabels('a', labelsFile(23))).toEqual(smallLabels(23));
  });

  it('are read as big-endian numbers after the magic of the format', () => {
    const bytes = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 17, 200);
    const { count, height, width, pixels } = parseIdxImages('a', bytes);
    expect([count, height, width, ...pixels]).toEqual([1, 1, 2, 17, 200]);
  });

  it('are read where they lie within a larger buffer', () => {
    const file = labelsFile(5);
    const buffer = new Uint8Array(file.length + 6);
    buffer.set(file, 3);
    expect(parseIdxLabels('a', buffer.subarray(3, -3))).toEqual(smallLabels(5));
  });

  it('say what they are', () => {
    expect(idxKind(imagesFile(1))).toBe('images');
    expect(idxKind(labelsFile(1))).toBe('labels');
    expect(idxKind(webPage)).toBeNull();
    expect(idxKind(new Uint8Array(2))).toBeNull();
  });

  it('are refused with a sentence that says what would be right', () => {
    const refusal = (read: () => unknown) => {
      try {
        read();
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        return (error as DataError).message;
      }
      return 'no error';
    };
    expect(refusal(() => parseIdxImages('train.gz', labelsFile(3)))).toBe(
      'train.gz holds labels; a file of images is needed here.',
    );
    expect(refusal(() => parseIdxImages('train.gz', imagesFile(3, 2, 2).subarray(0, 27)))).toBe(
      'train.gz is 27 bytes long; its header says 3 images of 2 by 2 pixels, which make 28 bytes.',
    );
    expect(refusal(() => parseIdxLabels('l.gz', labelsFile(12), 8))).toBe(
      'l.gz: label 9 is 8; labels must be 0 to 7.',
    );
    expect(refusal(() => parseIdxLabels('l.gz', webPage))).toBe(
      'l.gz is a web page; it must be an IDX file of labels.',
    );
    expect(refusal(() => parseIdxLabels('l.gz', Uint8Array.of(0, 0, 13, 1, 0, 0, 0, 1)))).toBe(
      'l.gz starts with the bytes 00 00 0d 01; an IDX file of labels starts with 00 00 08 01.',
    );
  });

  it('must have one label for each image', () => {
    const images = { name: 'i', value: smallImages(3) };
    expect(() => checkSameCount(images, { name: 'l', value: smallLabels(3) })).not.toThrow();
    expect(() => checkSameCount(images, { name: 'l', value: smallLabels(4) })).toThrow(
      'i holds 3 images and l 4 labels; there must be one label for each image.',
    );
  });
});

describe('gunzip', () => {
  it('unpacks gzip, also of several members', async () => {
    const file = imagesFile(40);
    expect(await gunzip('a', gzip(file))).toEqual(file);
    const two = new Uint8Array([...gzip(file.subarray(0, 100)), ...gzip(file.subarray(100))]);
    expect(await gunzip('a', two)).toEqual(file);
  });

  it('passes other bytes through', async () => {
    const file = imagesFile(2);
    expect(await gunzip('a', file)).toBe(file);
    expect(await gunzip('a', new Uint8Array(0))).toHaveLength(0);
  });

  it('names the file that is cut short', async () => {
    const cut = gzip(imagesFile(2)).subarray(0, 200);
    await expect(gunzip('x/train.gz', cut)).rejects.toThrow(
      /^x\/train\.gz is a damaged gzip file \(.+\); get it again\.$/,
    );
  });

  it('refuses what unpacks to more than a set of images', async () => {
    const bomb = gzip(new Uint8Array(1_000_000));
    expect(bomb.length).toBeLessThan(2000);
    await expect(gunzip('bomb.gz', bomb, 999_999)).rejects.toThrow(/^bomb\.gz unpacks to more/);
    expect(await gunzip('bomb.gz', bomb, 1_000_000)).toHaveLength(1_000_000);
  });
});
