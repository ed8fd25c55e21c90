import { describe, expect, it } from 'vitest';
import { textOfFile } from './file';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a file with a matrix', () => {
  it('is a text in the encodings of spreadsheets', () => {
    expect(textOfFile('a.csv', utf8('1;2\n3;4'))).toEqual({ text: '1;2\n3;4' });
    const wide = Uint8Array.of(
      0xff,
      0xfe,
      ...[...'1\t2'].flatMap((sign) => [sign.charCodeAt(0), 0]),
    );
    expect(textOfFile('a.txt', wide)).toEqual({ text: '1\t2' });
  });

  it.each([
    [
      'costs.xlsx',
      utf8('PK\u0003\u0004'),
      'costs.xlsx is a workbook or an archive; paste its numbers',
    ],
    ['old.xls', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'old.xls is a workbook; paste its numbers'],
    ['a.bin', Uint8Array.of(0, 1, 2, 3), 'a.bin is no text; paste its numbers'],
    ['none.csv', new Uint8Array(0), 'none.csv is empty; save it again.'],
    [
      'a.npy',
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59),
      'a.npy is an array of numpy; paste its numbers',
    ],
  ])('%s is named where it is something else', (name, bytes, fault) => {
    expect(textOfFile(name, bytes)).toEqual({ fault: expect.stringContaining(fault) as string });
  });
});

it('of old Latin letters is read, and other files are named', () => {
  const text = 'Zoë;1;2\nÅsa;3;4\n';
  expect(textOfFile('a.csv', Uint8Array.from(Buffer.from(text, 'latin1')))).toEqual({ text });
  expect(textOfFile('a.pkl', Uint8Array.of(0x80, 4, 0x95))).toEqual({
    fault: 'a.pkl is a pickle of Python; paste its numbers, or save them as CSV.',
  });
});
