import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DataError } from '../images';
import { webPage } from '../testing';
import { knownRankings, openKnown } from './catalogue';
import { parseRankings } from './rankings';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => parseRankings('r.csv', bytesOf(text));

const want = {
  rows: 2,
  features: ['A1', 'A2'],
  labels: ['a', 'b', 'c'],
  x: Float64Array.of(0.5, -1, 2e3, 0),
  // b is the best of the first row, c of the second
  ranks: Float64Array.of(1, 2, 0, 0, 1, 2),
};

describe('files of rankings', () => {
  it.each([
    ['orders, CRLF', 'A1,A2,ranking\r\n0.5,-1,b>a>c\r\n2e3,0,c>b>a\r\n'],
    ['orders and places, LF', 'A1,A2,ranking,a,b,c\n0.5,-1,b>a>c,1,0,2\n2e3,0,c>b>a,2,1,0\n'],
    ['places from 1, semicolons', 'A1;place:c;place:a;A2;place: b\n0.5;3;2;-1;1\n2e3;1;3;0;2'],
    [
      'tabs, a byte-order mark, blanks',
      '\ufeffA1\tA2\tRanking\n\n0.5\t-1\tb > a>c \n2e3\t0\tc>b>a',
    ],
    ['no header', '0.5,-1,b>a>c\n2e3,0,c>b>a\n'],
    ['no header, semicolons', '0.5;-1;b > a > c\n2e3;0;c>b>a'],
    ['decimal commas, semicolons', 'A1;A2;ranking\n0,5;-1;b>a>c\n2e3;0;c>b>a'],
    ['decimal commas, tabs, no header', '0,5\t-1,0\tb>a>c\n2e3\t0\tc>b>a'],
    ['comments before it', '# one, two\n# three\nA1,A2,ranking\n0.5,-1,b>a>c\n2e3,0,c>b>a'],
    ['a separator that is told', 'sep=;\nA1;A2;ranking\n0.5;-1;b>a>c\n2e3;0;c>b>a'],
    ['quotes', '"A1",A2,ranking\n"0.5",-1,"b>a>c"\n2e3,0,c>b>a'],
  ])('hold the same in every form: %s', (_, text) => {
    expect(parse(text)).toEqual(want);
  });

  it('may quote separators and quotes in names', () => {
    const { features, labels } = parse('"one, ""x""",ranking\n1,"b, 1>a"');
    expect([features, labels]).toEqual([['one, "x"'], ['a', 'b, 1']]);
  });

  it('may have three decimals with a point where others tell that these are none of thousands', () => {
    expect([...parse('A1;ranking\n1.250;a>b\n0.5;b>a').x]).toEqual([1.25, 0.5]);
    expect([...parse('A1,ranking\n1.250,a>b\n2.500,b>a').x]).toEqual([1.25, 2.5]);
  });

  it('may have three decimals with a comma where others tell that these are none of thousands', () => {
    expect([...parse('A1;ranking\n1,250;a>b\n0,5;b>a').x]).toEqual([1.25, 0.5]);
  });

  const A = 'A1,ranking\n';
  const B = 'A1,ranking,a,b\n';
  const C = 'A1,place:a,place:b\n';
  it.each([
    ['', 'r.csv is empty; it must be a table of comma-separated values.'],
    ['A1,ranking', 'r.csv has no row below its header.'],
    ['A1,A2\n1,2', 'r.csv holds no rankings; rankings are in a column "ranking" (such as'],
    ['ranking\na>b', 'r.csv holds no features;'],
    ['A1,place:a\n1,1', 'r.csv has places of the label "a" alone'],
    ['A1,,ranking\n1,2,a>b', 'r.csv, row 1, column 2: the name is empty.'],
    ['A1,place:,place:b\n1,2,1', 'r.csv, row 1, column 2: the label is empty.'],
    ['A1,A1,ranking\n1,2,a>b', 'r.csv, row 1, column 2: another column has the name "A1".'],
    ['A1,place:a,place: a\n1,2,1', 'r.csv, row 1, column 3: another column has the label "a".'],
    [`${A}1,a>b\n2`, 'r.csv, row 3: there are 1 cells; row 1 has 2.'],
    [`${A}1,"a>b`, 'r.csv, row 2: a double quote is not closed.'],
    [`${A},a>b`, 'r.csv, row 2, column "A1": the cell is empty; every feature must be known.'],
    [`${A}1,a>b\n\n1:5,b>a`, 'r.csv, row 4, column "A1": "1:5" is not a finite number.'],
    [`${A}1e999,a>b`, 'r.csv, row 2, column "A1": "1e999" is not a finite number.'],
    [
      `${A}"0,5",a>b`,
      'r.csv, row 2, column "A1": "0,5" has a decimal comma; write it with a point, 0.5.',
    ],
    ['# a\n# b', 'r.csv holds comments alone; it must be a table of comma-separated values.'],
    [
      'A1;ranking\n1,000;a>b',
      'r.csv, row 2, column "A1": "1,000" may be 1000 or 1; write it in full, without a mark of thousands.',
    ],
    [
      `${A}"1,000.5",a>b`,
      'r.csv, row 2, column "A1": "1,000.5" has marks of thousands; write it without them, 1000.5.',
    ],
    [
      'A1;ranking\n1.000,5;a>b',
      'r.csv, row 2, column "A1": "1.000,5" has marks of thousands; write',
    ],
    ['A1;ranking\n1 000;a>b', '"1 000" has marks of thousands; write it without them, 1000.'],
    [
      'A1;ranking\n-1.000.000;a>b',
      '"-1.000.000" has marks of thousands; write it without them, -1000000.',
    ],
    [
      'A1;A2;ranking\n1.000;7;a>b\n2.500;8;b>a',
      'r.csv, row 2, column "A1": "1.000" may be 1000 or 1; write it in full',
    ],
    [
      `${A}0,5,a>b`,
      'r.csv, row 2: there are 3 cells; row 1 has 2; a decimal comma makes two cells of one.',
    ],
    ['1,2,3\n4,5,6', 'r.csv, row 1: there is no header, so nothing tells features from places;'],
    ['a>b\nb>a', 'r.csv holds no rankings;'],
    [
      `${A}1,a>b>c\n2,a>b=c`,
      'r.csv, row 3, column "ranking": "b=c" is a tie; every label needs a place of its own.',
    ],
    [`${A}1,a~b>c`, 'r.csv, row 2, column "ranking": "a~b" is a tie;'],
    [
      `${A}1,a<b`,
      'r.csv, row 2, column "ranking": "a<b" begins with the worst label; write the best one first, with ">".',
    ],
    [`${A}0x10,a>b`, 'r.csv, row 2, column "A1": "0x10" is not a finite number.'],
    [`${A}1,a`, 'r.csv ranks a single label; there must be two.'],
    [`${A}1,a>>b`, 'r.csv, row 2, column "ranking": a label is empty in "a>>b".'],
    [`${A}1,a>b>a`, 'r.csv, row 2, column "ranking": the label "a" stands there twice.'],
    [
      `${A}1,a>b\n2,a>c`,
      'r.csv, row 3, column "ranking": the label "c" is not one of the first row.',
    ],
    [`${A}1,a>b\n2,b`, 'r.csv, row 3, column "ranking": the label "a" is missing.'],
    [`${B}1,a>b,1,0`, 'r.csv, row 2, column "a": place 1 is not that of the column "ranking".'],
    [
      `${B}1,a>c,0,1`,
      'r.csv, row 2, column "ranking": "b", which has a column of places, is not ranked.',
    ],
    [
      `${B}1,a>b>c,0,1`,
      'r.csv, row 2, column "ranking": "c" has no column of places, as the others have.',
    ],
    [`${C}1,1,2\n1,2,3`, 'r.csv, row 3, column "place:b": "3" is not a place from 1 to 2.'],
    [`${C}1,1,2\n1,0,1`, 'r.csv, row 3, column "place:a": "0" is not a place from 1 to 2.'],
    [
      `${C}1,0,1\n1,1,`,
      'r.csv, row 3, column "place:b": the cell is empty; every label needs a place.',
    ],
    [`${C}1,x,1`, 'r.csv, row 2, column "place:a": "x" is not a place from 1 to 2.'],
    [`${C}1,1,1`, 'r.csv, row 2, column "place:b": place 1 is taken twice; ties can\'t be ranked.'],
    [
      `A1,ranking\n1,${Array.from({ length: 101 }, (_, i) => `l${i}`).join('>')}`,
      'r.csv ranks 101 labels; at most 100 can be ranked.',
    ],
  ])('%j are refused with their place', (text, says) => {
    expect(() => parse(text)).toThrow(DataError);
    expect(() => parse(text)).toThrow(says);
  });

  it.each<[string, string]>([
    ['signs of papers', 'A1,ranking\n1,b≻a\n2,a≻b'],
    ['signs of web pages', 'A1,ranking\n1,b&gt;a\n2,a&gt;b'],
    ['wide signs', 'A1,ranking\n１,b＞a\n２,a＞b'],
    ['lines of old systems', 'A1,ranking\r1,b>a\r2,a>b\r'],
    ['bars', 'A1|ranking\n1|b>a\n2|a>b'],
    ['empty cells at the ends', 'A1,ranking,\n1,b>a,\n2,a>b,'],
    ['a count of the rows', ',A1,ranking\n0,1,b>a\n1,2,a>b'],
    ['a count by pandas', 'Unnamed: 0,A1,ranking\n0,1,b>a\n1,2,a>b'],
  ])('with %s are read', (_, text) => {
    const { features, labels, x, ranks } = parse(text);
    expect([features, labels, [...x], [...ranks]]).toEqual([
      ...[['A1'], ['a', 'b'], [1, 2], [0, 1, 1, 0]],
    ]);
  });

  it('in other encodings are read', () => {
    const text = 'A1,ranking\n1,ä>b\n2,b>ä\n';
    const wide = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
    for (const bytes of [wide, Uint8Array.from(Buffer.from(text, 'latin1'))]) {
      expect(parseRankings('r.csv', bytes).labels).toEqual(['b', 'ä']);
    }
  });

  it.each<[Uint8Array, string]>([
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'an Office document'],
    [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0), 'a zip archive, such as a workbook'],
    [Uint8Array.of(0x1f, 0x8b, 8, 0, 0), 'a file packed by gzip'],
    [bytesOf('%PDF-1.7\n\0'), 'a PDF'],
    [Uint8Array.of(0xfe, 0xed, 0, 1), 'no text'],
    [bytesOf('[{"A1": 1, "ranking": "a>b"}]'), 'JSON'],
    [bytesOf('@relation r\n@data\n1,a>b'), 'an ARFF file'],
  ])('%# is named for what it is', (bytes, what) => {
    expect(() => parseRankings('r.csv', bytes)).toThrow(
      `r.csv is ${what}; it must be a table of comma-separated values.`,
    );
  });

  it('are no web pages', () => {
    expect(() => parseRankings('r.csv', webPage)).toThrow(
      'r.csv is a web page; it must be a table',
    );
  });
});

const folder = '../shared/data/label-ranking';
const there = existsSync(folder);
const why = there ? '' : ` (skipped: there is no ${folder})`;
describe.skipIf(!there)(`the real files of ${folder}${why}`, () => {
  it.each(knownRankings)('$id is the known one, with permutations as ranks', async (known) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${known.file.name}`));
    const { rows, x, ranks, labels } = await openKnown(known, bytes);
    expect(x.every(Number.isFinite)).toBe(true);
    const n = labels.length;
    for (let r = 0; r < rows; r++) {
      let seen = 0;
      for (let i = 0; i < n; i++) seen |= 1 << ranks[r * n + i];
      if (seen !== (1 << n) - 1) throw new Error(`row ${r} is no permutation`);
    }
  });

  it('begin and end as they are printed', () => {
    const read = (id: string) =>
      parseRankings(id, new Uint8Array(readFileSync(`${folder}/${id}.txt`)));
    const [iris, heat] = [read('iris'), read('heat')];
    expect([...iris.x.slice(0, 4)]).toEqual([-0.555556, 0.25, -0.864407, -0.916667]);
    expect([...iris.ranks.slice(0, 3)]).toEqual([2, 1, 0]);
    expect([...heat.x.slice(-3)]).toEqual([-0.18100000000000002, -0.5529999999999999, -0.519]);
    // a>c>f>b>e>d
    expect([...heat.ranks.slice(-6)]).toEqual([5, 2, 4, 0, 1, 3]);
  });
});

it('there are 21 known sets', () => {
  expect(knownRankings).toHaveLength(21);
  expect(knownRankings.reduce((sum, { rows }) => sum + rows, 0)).toBe(116_485);
});

it('a file that is not the published one is refused', async () => {
  const [iris] = knownRankings;
  expect(iris.id).toBe('iris');
  await expect(openKnown(iris, bytesOf('A1,ranking\n1,a>b'))).rejects.toThrow(
    'iris.txt is 16 bytes long; the published file has 6427.',
  );
});
