import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { conform } from './conform';
import { sampleTable as table } from './testing';
import { defaultsOf, numbers, type Values } from './params';
import { decode, encode, MAX_QUERY_LENGTH } from './url';

type Sample = Values<typeof table>;

const inside = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const magnitude = inside(0.001, 100);
const anyValues: fc.Arbitrary<Sample> = fc.record({
  list: fc.array(inside(-5, 5), { minLength: 2, maxLength: 4 }),
  size: inside(0.01, 100),
  weight: fc.tuple(magnitude, fc.boolean()).map(([size, up]) => (up ? size : -size)),
  shift: inside(-3, 3),
  count: fc.nat(0xffffffff),
  shape: fc.constantFrom('round', 'square'),
  on: fc.boolean(),
  place: fc.constantFrom('', 'a=1', 'long=20~other'),
});

const isValid = (values: Sample) =>
  Object.entries(table).every(
    ([name, param]) => conform(param, values[name as keyof Sample], undefined).exact,
  );

const messages = (query: string) => decode(table, query).notices.map((notice) => notice.message);

describe('encode and decode', () => {
  it('read back every valid value exactly, without a notice', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const { values: back, notices } = decode(table, encode(table, values));
        // the codec writes -0 as 0
        expect(JSON.stringify(back)).toBe(JSON.stringify(values));
        expect(notices).toEqual([]);
      }),
    );
  });

  it('write nothing for the defaults', () => {
    expect(encode(table, defaultsOf(table))).toBe('');
  });

  it('write the shortest decimal', () => {
    const values = { ...defaultsOf(table), size: 0.5, list: [1, 0.2, -1], on: false };
    expect(encode(table, values)).toBe('list=1,0.2,-1&size=0.5&on=0');
  });

  it('never throw and always give valid values, whatever the text', () => {
    const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.webQueryParameters());
    fc.assert(fc.property(anyText, (text) => isValid(decode(table, text).values)));
  });

  it('give valid values for any text behind a known name', () => {
    const pairs = fc.array(
      fc.tuple(
        fc.constantFrom(...Object.keys(table)),
        fc.oneof(fc.string(), fc.double().map(String), fc.array(fc.double()).map(String)),
      ),
    );
    fc.assert(
      fc.property(pairs, (given) =>
        isValid(decode(table, given.map((pair) => pair.join('=')).join('&')).values),
      ),
    );
  });

  it('infer the types of the values from the table', () => {
    expectTypeOf<Sample['shape']>().toEqualTypeOf<'round' | 'square'>();
    expectTypeOf<Sample['list']>().toEqualTypeOf<readonly number[]>();
    expectTypeOf<Sample['on']>().toEqualTypeOf<boolean>();
    expectTypeOf<Sample['place']>().toEqualTypeOf<string>();
    expectTypeOf<Sample['size']>().toEqualTypeOf<number>();
  });
});

describe('decode tells', () => {
  it.each([
    ['size=1e9', 'size must be a number from 0.01 to 100; the link gives "1e9", so 100 is used.'],
    ['size=NaN', 'size must be a number from 0.01 to 100; the link gives "NaN", so 1 is used.'],
    [
      'size=Infinity',
      'size must be a number from 0.01 to 100; the link gives "Infinity", so 1 is used.',
    ],
    ['size=', 'size must be a number from 0.01 to 100; the link gives "", so 1 is used.'],
    ['size=0x10', 'size must be a number from 0.01 to 100; the link gives "0x10", so 1 is used.'],
    [
      'weight=0',
      'weight must be a number of magnitude 0.001 to 100, of either sign; the link gives "0", so -0.001 is used.',
    ],
    [
      'count=1.5',
      'count must be a whole number from 0 to 4294967295; the link gives "1.5", so 2 is used.',
    ],
    ['shape=oval', 'shape must be one of round, square; the link gives "oval", so round is used.'],
    ['on=maybe', 'on must be 1 or 0; the link gives "maybe", so 1 is used.'],
    [
      'list=1',
      'list must be 2 to 4 numbers, each from -5 to 5; the link gives "1", so 1,2 is used.',
    ],
    [
      'list=1,2,3,4,5',
      'list must be 2 to 4 numbers, each from -5 to 5; the link gives "1,2,3,4,5", so 1,2,3,4 is used.',
    ],
    [
      'list=1,9',
      'list must be 2 to 4 numbers, each from -5 to 5; the link gives "1,9", so 1,5 is used.',
    ],
    [
      'list=1,NaN',
      'list must be 2 to 4 numbers, each from -5 to 5; the link gives "1,NaN", so 1,2 is used.',
    ],
    [
      'place=nowhere',
      'place must be a name and a number such as a=1~b; the link gives "nowhere", so none is used.',
    ],
    [
      'place=a=1~averylongnameindeed',
      'place must be a name and a number such as a=1~b; the link gives "a=1~averylongnameindeed", so none is used.',
    ],
    ['colour=red', 'The link sets "colour", which this lab does not have; it is ignored.'],
    ['__proto__=1', 'The link sets "__proto__", which this lab does not have; it is ignored.'],
    [
      'size=2&size=3',
      'The link sets size more than once; the first, "2", is used and "3" is ignored.',
    ],
  ])('%s', (query, message) => {
    expect(messages(query)).toEqual([message]);
  });

  it('an absurdly long link in one short sentence', () => {
    const { values, notices } = decode(table, `list=${'1,'.repeat(MAX_QUERY_LENGTH)}`);
    expect(values).toEqual(defaultsOf(table));
    expect(notices).toHaveLength(1);
    expect(notices[0].message.length).toBeLessThan(160);
  });

  it('nothing of a list that is empty where it may be, and says so where nothing is left of one', () => {
    const points = numbers({
      ...{ label: 'Points', default: [], min: -5, max: 5, minLength: 0, maxLength: 4 },
      ...{ class: 'live', help: 'Some points.' },
    });
    expect(decode({ points }, 'points=')).toEqual({ values: { points: [] }, notices: [] });
    const told = (query: string, normalise = (values: { points: readonly number[] }) => values) =>
      decode({ points }, query, { normalise }).notices.map((notice) => notice.message);
    expect(told('points=here')).toEqual([
      'points must be 0 to 4 numbers, each from -5 to 5; the link gives "here", so none is used.',
    ]);
    expect(told('points=1', () => ({ points: [] }))).toEqual([
      'points must fit the other settings; the link gives "1", so none is used.',
    ]);
  });

  it('nothing about names that are reserved', () => {
    expect(decode(table, 'present=one', { reserved: ['present'] }).notices).toEqual([]);
  });

  it('of many faults the first few', () => {
    const query = Array.from({ length: 50 }, (_, i) => `x${i}=1`).join('&');
    expect(messages(query)).toHaveLength(6);
  });
});
