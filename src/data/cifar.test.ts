import { describe, expect, it } from 'vitest';
import { parseCifar } from './cifar';
import { DataError } from './images';
import { cifarFile, smallCifar, withByte } from './testing';

describe('CIFAR-10 batches', () => {
  it('give back the images that were written', () => {
    expect(parseCifar('a', cifarFile(3))).toEqual(smallCifar(3));
  });

  it('turn planes of red, green and blue into pixels of three bytes', () => {
    const record = new Uint8Array(3073);
    record[0] = 7;
    record.set([10, 11], 1);
    record.set([20, 21], 1 + 1024);
    record.set([30, 31], 1 + 2048);
    const { labels, pixels } = parseCifar('a', record);
    expect([...labels]).toEqual([7]);
    expect([...pixels.subarray(0, 6)]).toEqual([10, 20, 30, 11, 21, 31]);
  });

  it('are refused where the size is no whole number of images', () => {
    const read = () => parseCifar('b.bin', cifarFile(2).subarray(1));
    expect(read).toThrow(DataError);
    expect(read).toThrow(/^b\.bin is 6145 bytes long; it must be a multiple of 3073/);
  });

  it('are refused where a label is no class', () => {
    expect(() => parseCifar('b.bin', withByte(cifarFile(3), 3073, 10))).toThrow(
      'b.bin: the label of image 2 is 10; labels must be 0 to 9.',
    );
  });
});
