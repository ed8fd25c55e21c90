import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assembleSet } from './assemble';
import { catalogue, isSetId, setIds, verify, type SetId } from './catalogue';
import { checkArrived } from './checksum';
import { gunzip } from './gunzip';
import { DataError } from './images';
import { cifarFile, gzip, imagesFile, labelsFile, smallCifar, smallLabels } from './testing';

const small = (): Map<string, Uint8Array> =>
  new Map([
    ['train-images-idx3-ubyte.gz', gzip(imagesFile(12))],
    ['train-labels-idx1-ubyte.gz', gzip(labelsFile(12))],
    ['t10k-images-idx3-ubyte.gz', gzip(imagesFile(6))],
    ['t10k-labels-idx1-ubyte.gz', gzip(labelsFile(6))],
  ]);

describe('the catalogue', () => {
  it.each(setIds)('describes %s with ten classes and checksums', (id) => {
    const { classes, files, home } = catalogue[id];
    expect(catalogue[id].id).toBe(id);
    expect(new Set(classes).size).toBe(10);
    expect(home).toMatch(/^https?:\/\/.+\/$/);
    for (const { sha256 } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('knows its identifiers', () => {
    expect(isSetId('mnist')).toBe(true);
    expect(isSetId('toString')).toBe(false);
  });
});

describe('assembleSet', () => {
  it('puts training and test part together', async () => {
    const set = await assembleSet('mnist', small());
    expect(set.title).toBe('MNIST, a part (12 training and 6 test images)');
    expect([set.height, set.width, set.channels, set.classes.length]).toEqual([28, 28, 1, 10]);
    expect([...set.train.labels]).toEqual([...smallLabels(12)]);
    expect([set.train.pixels.length, set.test.pixels.length]).toEqual([12 * 784, 6 * 784]);
  });

  it('takes unpacked files too', async () => {
    const files = small();
    files.delete('t10k-labels-idx1-ubyte.gz');
    files.set('t10k-labels-idx1-ubyte', labelsFile(6));
    expect((await assembleSet('fashion-mnist', files)).test.count).toBe(6);
  });

  it.each([...small().keys()])('says that %s is missing', async (name) => {
    const files = small();
    files.delete(name);
    await expect(assembleSet('mnist', files)).rejects.toThrow(`${name} is missing;`);
  });

  it('refuses images of another size', async () => {
    const files = small().set('train-images-idx3-ubyte.gz', imagesFile(12, 20, 28));
    await expect(assembleSet('mnist', files)).rejects.toThrow(
      'train-images-idx3-ubyte.gz holds images of 20 by 28 pixels; those of MNIST are 28 by 28.',
    );
  });

  it('joins the batches of CIFAR-10 in their order', async () => {
    const files = new Map([
      ['data_batch_2.bin', cifarFile(3)],
      ['data_batch_1.bin.gz', gzip(cifarFile(2))],
      ['test_batch.bin', cifarFile(4)],
      ['test_batch_first1000.bin.gz', gzip(cifarFile(1))],
    ]);
    const { train, test, title } = await assembleSet('cifar10', files);
    expect([...train.labels]).toEqual([0, 1, 0, 1, 2]);
    expect(train.pixels).toEqual(
      new Uint8Array([...smallCifar(2).pixels, ...smallCifar(3).pixels]),
    );
    expect(test.count).toBe(4);
    expect(title).toBe('CIFAR-10, a part (5 training and 4 test images)');
  });

  it('needs a training and a test batch', async () => {
    const train = new Map([['data_batch_3.bin', cifarFile(1)]]);
    await expect(assembleSet('cifar10', train)).rejects.toThrow('test_batch.bin.gz is missing');
    const test = new Map([['test_batch.bin', cifarFile(1)]]);
    await expect(assembleSet('cifar10', test)).rejects.toThrow('data_batch_1.bin.gz is missing');
  });
});

describe('verify', () => {
  it('refuses another size, another content and another name', async () => {
    const [, labels] = catalogue.mnist.files;
    await expect(verify('mnist', labels.name, new Uint8Array(5))).rejects.toThrow(
      'train-labels-idx1-ubyte.gz is 5 bytes long; the published file has 28881.',
    );
    const other = verify('mnist', labels.name, new Uint8Array(labels.bytes));
    await expect(other).rejects.toBeInstanceOf(DataError);
    await expect(other).rejects.toThrow(
      /^train-labels-idx1-ubyte\.gz has the SHA-256 [0-9a-f]{12}/,
    );
    await expect(verify('mnist', 'x.gz', new Uint8Array(5))).rejects.toThrow(
      'x.gz is no file of MNIST whose checksum is known.',
    );
  });
});

const shared = '../shared/data';
const there = existsSync(shared);
const why = there ? '' : ` (skipped: there is no ${shared})`;
describe.skipIf(!there)(`the real files of ${shared}${why}`, () => {
  const read = (id: SetId) =>
    new Map(
      catalogue[id].files.map(
        ({ name }) => [name, new Uint8Array(readFileSync(`${shared}/${id}/${name}`))] as const,
      ),
    );

  it.each(setIds)('%s has the published checksums and can be put together', async (id) => {
    const files = read(id);
    for (const [name, bytes] of files) {
      await verify(id, name, bytes);
      const known = catalogue[id].files.find((file) => file.name === name)!;
      await checkArrived(name, known, await gunzip(name, bytes));
    }
    const set = await assembleSet(id, files);
    const { counts } = catalogue[id];
    if (id === 'cifar10') {
      expect([set.train.count, set.test.count]).toEqual([10_000, 1000]);
      expect(set.title).toBe('CIFAR-10, a part (10000 training and 1000 test images)');
      expect([...set.test.labels.subarray(0, 10)]).toEqual([3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
    } else {
      expect([set.train.count, set.test.count]).toEqual([counts.train, counts.test]);
      expect(set.title).toBe(catalogue[id].title);
    }
    expect(new Set(set.train.labels).size).toBe(10);
  });
});
