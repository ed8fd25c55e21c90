import { describe, expect, it } from 'vitest';
import { bitmapDecoder, type Decoding } from './decode';

/** A stand-in for a browser: a file's bytes are the width and height of its image. */
function browser() {
  const closed: number[] = [];
  const decoding = {
    createImageBitmap: async (file: Blob) => {
      const [width, height] = new Uint16Array(await file.arrayBuffer());
      if (width === 0) throw new Error('The source image could not be decoded.');
      return { width, height, close: () => closed.push(width) };
    },
    canvas: (width: number, height: number) => ({
      drawImage: () => {},
      getImageData: () => ({ data: new Uint8ClampedArray(4 * width * height).fill(7) }),
    }),
  };
  return { decoding, closed };
}
const file = (width: number, height: number) =>
  new Uint8Array(Uint16Array.of(width, height).buffer);

describe('decoding images with the means of the browser', () => {
  it('gives the pixels and frees the bitmap', async () => {
    const { decoding, closed } = browser();
    const { width, height, rgba } = await bitmapDecoder(decoding)('a.png', file(3, 2));
    expect([width, height, rgba.length, rgba[0]]).toEqual([3, 2, 24, 7]);
    expect(closed).toEqual([3]);
  });

  it('frees the bitmap of an image that is too large or has no canvas', async () => {
    const { decoding, closed } = browser();
    await expect(bitmapDecoder(decoding)('a.png', file(60_000, 2000))).rejects.toThrow(
      '60000 by 2000 pixels are more than 64000000',
    );
    const without = { ...decoding, canvas: () => null };
    await expect(bitmapDecoder(without)('a.png', file(4, 4))).rejects.toThrow('no canvas');
    expect(closed).toEqual([60_000, 4]);
  });

  it('does not unpack what tells that it is too large', async () => {
    const { decoding, closed } = browser();
    const png = Buffer.from('89504e470d0a1a0a0000000d4948445200004e2000004e2001', 'hex');
    await expect(bitmapDecoder(decoding)('a.png', png)).rejects.toThrow(
      '20000 by 20000 pixels are more than 64000000',
    );
    expect(closed).toEqual([]);
  });

  it('unpacks large images one after the other, and small ones together', async () => {
    let [open, most] = [0, 0];
    const decoding = {
      ...browser().decoding,
      createImageBitmap: async () => {
        most = Math.max(most, ++open);
        await Promise.resolve();
        return { width: 1, height: 1, close: () => open-- };
      },
    };
    const png = (side: string) =>
      Buffer.from(`89504e470d0a1a0a0000000d49484452${side}${side}08`, 'hex');
    const decode = bitmapDecoder(decoding);
    // 6000 and 100 pixels a side
    await Promise.all(Array.from({ length: 4 }, () => decode('a.png', png('00001770'))));
    expect([most, open]).toEqual([1, 0]);
    await Promise.all(Array.from({ length: 4 }, () => decode('a.png', png('00000064'))));
    expect([most, open]).toEqual([4, 0]);
  });

  it('passes on what the browser says of a file that is no image', async () => {
    const { decoding } = browser();
    await expect(bitmapDecoder(decoding)('a.png', file(0, 0))).rejects.toThrow(
      'could not be decoded',
    );
  });

  it('takes what browsers and workers offer', () => {
    const real: Decoding<ImageBitmap> = {
      createImageBitmap: (blob) => createImageBitmap(blob),
      canvas: (width, height) => new OffscreenCanvas(width, height).getContext('2d'),
    };
    expect(bitmapDecoder(real)).toBeTypeOf('function');
  });
});
