import { expect, it } from 'vitest';
import { imageSize } from './image-size';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

it.each([
  ['PNG', '89504e47 0d0a1a0a 0000000d 49484452 00004e20 00000003 08'],
  ['GIF', '474946383961 204e 0300 00'],
  ['BMP', '424d 00000000 00000000 00000000 28000000 204e0000 fdffffff'],
  ['JPEG', 'ffd8 ffe0 0004 0000 ffc4 0004 0000 ffff ffc2 000b 08 0003 4e20 01'],
  ['WebP', '52494646 00000000 57454250 56503820 00000000 000000 9d012a 204e 0300'],
  ['WebP without loss', '52494646 00000000 57454250 5650384c 00000000 2f 1f8e0000'],
  ['extended WebP', '52494646 00000000 57454250 56503858 0a000000 00000000 1f4e00 020000'],
])('is told by the first bytes: %s', (name, hex) => {
  // 14 bits hold at most 16384
  const width = name.startsWith('WebP') ? 20000 & 0x3fff : 20000;
  expect(imageSize(bytesOf(hex))).toEqual({ width, height: 3 });
});

it.each([
  ['nothing', ''],
  ['a PNG that is cut', '89504e47 0d0a1a0a 0000000d 49484452 00004e20'],
  ['a JPEG without a frame', 'ffd8 ffe0 0004 0000 00'],
  ['another format', '00000018 66747970 61766966'],
])('is not told of %s', (_, hex) => {
  expect(imageSize(bytesOf(hex))).toBeNull();
});
