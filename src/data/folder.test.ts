import { describe, expect, it } from 'vitest';
import { sortIntoClasses, type Decode, type FolderEntry } from './folder';
import { DataError } from './images';

/** A stand-in for an image file: its one byte is the grey of its one pixel; 255 is damaged. */
const decode: Decode = async (_path, bytes) => {
  if (bytes[0] === 255) throw new Error('not an image.');
  return { width: 1, height: 1, rgba: Uint8ClampedArray.of(bytes[0], bytes[0], bytes[0], 255) };
};

const file = (path: string, value = 1): FolderEntry => ({ path, bytes: Uint8Array.of(value) });
const files = (folder: string, count: number, first = 0) =>
  Array.from({ length: count }, (_, i) => file(`${folder}/${i + 1}.png`, first + i));

async function refusal(entries: FolderEntry[]): Promise<string> {
  const error: unknown = await sortIntoClasses(entries, decode).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
}

describe('images in folders', () => {
  it('become classes in the order of their names, every sixth image a test', async () => {
    const entries = [...files('pets/10 dogs', 11, 100), ...files('pets/2 cats', 4)];
    const { set, problems } = await sortIntoClasses(entries, decode, 1);
    expect(problems).toEqual([]);
    expect(set.classes).toEqual(['2 cats', '10 dogs']);
    expect([set.height, set.width, set.channels, set.title]).toEqual([
      1,
      1,
      1,
      'Own images (2 classes)',
    ]);
    expect([...set.test.pixels]).toEqual([3, 103, 109]);
    expect([...set.test.labels]).toEqual([0, 1, 1]);
    expect([...set.train.pixels]).toEqual([0, 1, 2, 100, 101, 102, 104, 105, 106, 107, 108, 110]);
    expect(set.train.count).toBe(12);
  });

  it('give the same set in any order of the files', async () => {
    const entries = [...files('a', 12), ...files('b', 9, 50)];
    const one = await sortIntoClasses(entries, decode, 2);
    const other = await sortIntoClasses(entries.toReversed(), decode, 2);
    expect(other).toEqual(one);
  });

  it('can keep their colours', async () => {
    const { set } = await sortIntoClasses([...files('a', 4), ...files('b', 4)], decode, 28, 3);
    expect(set.channels).toBe(3);
    expect(set.train.pixels).toHaveLength(6 * 28 * 28 * 3);
  });

  it('are read from one level down or from the top, with either slash', async () => {
    for (const top of ['', 'x/', 'x/y/', 'x\\']) {
      const entries = [...files(`${top}a`, 4), ...files(`${top}b`, 4)];
      expect((await sortIntoClasses(entries, decode)).set.classes).toEqual(['a', 'b']);
    }
  });

  it('leave out what is no image, with a sentence for each file', async () => {
    const entries = [
      ...files('x/a', 5),
      ...files('x/b', 5),
      file('x/readme.txt'),
      file('x/a/broken.png', 255),
      { path: 'x/b/empty.png', bytes: new Uint8Array(0) },
      file('x/.DS_Store'),
      file('x/b/Thumbs.db'),
      file('__MACOSX/x/a/._1.png'),
    ];
    const { set, problems } = await sortIntoClasses(entries, decode);
    expect(set.train.count + set.test.count).toBe(10);
    expect(problems).toEqual([
      'x/readme.txt lies in no folder of a class.',
      "x/a/broken.png can't be read as an image (not an image); it was left out.",
      'x/b/empty.png is empty; it was left out.',
    ]);
  });

  it('leave out an image whose pixels are not as many as it says', async () => {
    const wrong: Decode = async (path, bytes) =>
      path === 'a/5.png'
        ? { width: 0, height: 3, rgba: new Uint8ClampedArray(0) }
        : decode(path, bytes);
    const { problems } = await sortIntoClasses([...files('a', 5), ...files('b', 4)], wrong);
    expect(problems).toEqual(['a/5.png has 0 by 3 pixels; it was left out.']);
  });

  it('must be of 2 to 100 classes', async () => {
    expect(await refusal([])).toMatch(
      /^There is no folder of images; put the images of each class/,
    );
    expect(await refusal(files('pets/cats', 9))).toMatch(/^There is the one folder cats of images/);
    expect(await refusal([file('1.png'), file('2.png')])).toMatch(/1\.png lies in no folder/);
    const many = Array.from({ length: 101 }, (_, i) => files(`c${i}`, 4)).flat();
    expect(await refusal(many)).toBe(
      'There are 101 folders of images, from c0 to c100; at most 100 classes are read.',
    );
    const { set } = await sortIntoClasses(many.slice(4), decode, 1);
    expect([set.classes.length, set.test.count]).toEqual([100, 100]);
  });

  it('must be four readable images of each class', async () => {
    const entries = [...files('a', 4), ...files('b', 3), file('b/4.png', 255)];
    expect(await refusal(entries)).toBe(
      'The folder b holds 3 readable images; each class needs 4. ' +
        "b/4.png can't be read as an image (not an image); it was left out.",
    );
  });
});
