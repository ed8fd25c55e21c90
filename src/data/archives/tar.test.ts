import { describe, expect, it } from 'vitest';
import { DataError } from '../images';
import { tarEntry, tarOf, webPage } from '../testing';
import { isTar, readTar } from './tar';

const text = (words: string) => new TextEncoder().encode(words);
const joined = (...blocks: Uint8Array[]) => Uint8Array.from(blocks.flatMap((bytes) => [...bytes]));
const content = Uint8Array.from({ length: 700 }, (_, i) => i % 251);

describe('tar archives', () => {
  const archive = tarOf({ 'a/x.bin': content, 'a/y.bin': new Uint8Array(0) });

  it('give back the files in them, of any length', () => {
    expect(isTar(archive)).toBe(true);
    expect(readTar('a.tar', archive)).toEqual([
      { path: 'a/x.bin', bytes: content },
      { path: 'a/y.bin', bytes: new Uint8Array(0) },
    ]);
  });

  it('leave out folders and links, and may end without the two empty blocks', () => {
    const some = joined(
      tarEntry('./a/', new Uint8Array(0), '5'),
      tarEntry('./a/x.bin', content),
      tarEntry('a/link', new Uint8Array(0), '2'),
    );
    expect(readTar('a.tar', some).map(({ path }) => path)).toEqual(['a/x.bin']);
  });

  it('have long names in a member before, in two ways', () => {
    const long = `${'deep/'.repeat(30)}1.png`;
    const gnu = joined(tarEntry('././@LongLink', text(`${long}\0`), 'L'), tarEntry('x', content));
    expect(readTar('a.tar', gnu)[0].path).toBe(long);
    const record = ` path=${long}\n`;
    const posix = joined(
      tarEntry('PaxHeader', text(`18 mtime=12345678\n${record.length + 3}${record}`), 'x'),
      tarEntry('x', content),
      tarEntry('y', content),
    );
    expect(readTar('a.tar', posix).map(({ path }) => path)).toEqual([long, 'y']);
  });

  it('are refused where they are cut, at whatever byte', () => {
    for (let length = 513; length < 1536; length += 73) {
      const read = () => readTar('a.tar', archive.subarray(0, length));
      if (length < 1212) {
        expect(read, `${length}`).toThrow(
          'a.tar is a damaged tar archive (it ends within a/x.bin); get it again.',
        );
      } else expect(read()).toHaveLength(1);
    }
  });

  it('are refused where a header is damaged, and where they are none', () => {
    const wrong = archive.slice();
    wrong[1536 + 100] ^= 1;
    expect(() => readTar('a.tar', wrong)).toThrow('(there is no header after a/x.bin)');
    expect(() => readTar('a.tar', webPage)).toThrow(DataError);
    expect(() => readTar('a.tar', content)).toThrow('a.tar is no tar archive.');
    expect(isTar(new Uint8Array(1024))).toBe(false);
  });
});
