import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError } from '../images';
import { webPage } from '../testing';
import { crc32 } from './crc32';
import { readZip } from './zip';

describe('zip archives', () => {
  const archive = zipSync({
    pets: { cats: { '1.png': Uint8Array.of(1, 2, 3) }, 'dogs/': {}, 'a.txt': new Uint8Array(500) },
  });

  it('give back the files in them', () => {
    const entries = readZip('pets.zip', archive);
    expect(entries.map(({ path }) => path)).toEqual(['pets/cats/1.png', 'pets/a.txt']);
    expect([...entries[0].bytes]).toEqual([1, 2, 3]);
  });

  it('are refused where they unpack to more than a set of images', () => {
    expect(() => readZip('pets.zip', archive, 502)).toThrow(/^pets\.zip unpacks to more than 502/);
    expect(readZip('pets.zip', archive, 503)).toHaveLength(2);
  });

  it('are refused where they are no archive or a damaged one', () => {
    expect(() => readZip('a.zip', webPage)).toThrow('a.zip is a web page;');
    expect(() => readZip('a.zip', Uint8Array.of(82, 97, 114))).toThrow(/^a\.zip is no zip archive/);
    for (let length = 2; length < archive.length; length += 7) {
      const read = () => readZip('a.zip', archive.subarray(0, length));
      expect(read, `cut to ${length} bytes`).toThrow(DataError);
      expect(read).toThrow(/^a\.zip is a damaged zip archive/);
    }
  });

  it('are refused where a member is not what was packed, stored or deflated', () => {
    for (const level of [0, 9] as const) {
      const packed = zipSync({ 'a.bin': new Uint8Array(300).fill(7) }, { level });
      const at = 30 + 'a.bin'.length;
      const wrong = packed.slice();
      wrong[at + 1] ^= 4;
      expect(() => readZip('a.zip', wrong)).toThrow(/^a\.zip is a damaged zip archive \(a\.bin /);
    }
  });

  const flat = zipSync({ 'cats/1.png': strToU8('one'), 'b.png': new Uint8Array(500) });

  /** The archive with a number of two bytes replaced, behind the header of its directory's entry. */
  const withEntry = (at: number, value: number) => {
    const copy = flat.slice();
    const view = new DataView(copy.buffer);
    const entry = view.getUint32(copy.length - 6, true);
    view.setUint16(entry + at, value, true);
    return copy;
  };

  it('are refused where they are locked, or packed in a way that is not read', () => {
    expect(() => readZip('a.zip', withEntry(8, 1))).toThrow(
      'a.zip is locked with a password; pack it again without one.',
    );
    expect(() => readZip('a.zip', withEntry(10, 9))).toThrow(
      'a.zip: cats/1.png is packed in a way that is not read (method 9); pack it as a plain zip archive.',
    );
  });

  it('may have a comment at the end, and names of old programs', () => {
    const names = zipSync({ 'caf\u00e9/1.png': strToU8('x') });
    expect(readZip('a.zip', names)[0].path).toBe('caf\u00e9/1.png');
    const commented = zipSync({ 'a.bin': strToU8('x') }, { comment: 'made by hand' });
    expect(readZip('a.zip', commented)).toHaveLength(1);
    const length = 12;
    const behind = new Uint8Array([...archive, ...new Uint8Array(length).fill(32)]);
    behind[archive.length - 2] = length;
    expect(readZip('a.zip', behind)).toHaveLength(2);
  });

  it('may have a directory of 64 bits, as those of many files have', () => {
    const end = flat.length - 22;
    const view = new DataView(flat.buffer, flat.byteOffset);
    const end64 = new DataView(new ArrayBuffer(56 + 20 + 22));
    end64.setUint32(0, 0x06064b50, true);
    end64.setBigUint64(32, 2n, true);
    end64.setBigUint64(48, BigInt(view.getUint32(end + 16, true)), true);
    end64.setUint32(56, 0x07064b50, true);
    end64.setBigUint64(64, BigInt(end), true);
    end64.setUint32(76, 0x06054b50, true);
    end64.setUint16(86, 0xffff, true);
    end64.setUint32(92, 0xffffffff, true);
    const large = new Uint8Array([...flat.subarray(0, end), ...new Uint8Array(end64.buffer)]);
    expect(readZip('a.zip', large)).toEqual(readZip('a.zip', flat));
  });
});

describe('the checksum', () => {
  it('is that of the standard', () => {
    expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});
