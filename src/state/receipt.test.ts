import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataHash } from './data-hash';
import { MAX_QUERY_LENGTH } from './url';
import { encodeReceipt, parseReceipt, type Receipt } from './receipt';

const good: Receipt = {
  app: 'noisy-argmax',
  version: '0.1.0',
  hash: '#/argmax?sigma=0.5',
  seed: 7,
  backend: 'webgpu',
  adapter: 'Google SwiftShader',
  samples: 1048576,
  dataHash: 'fnv1a64:cbf29ce484222325',
};

const damaged: [field: keyof Receipt, value: unknown][] = [
  ['app', 'another-app'],
  ['app', 3],
  ['version', ''],
  ['version', 'latest'],
  ['version', 1],
  ['version', `1.2.3${'0'.repeat(60)}`],
  ['created', 'yesterday'],
  ['created', 1700000000],
  ['created', '2026-99-99'],
  ['hash', ''],
  ['hash', '/argmax'],
  ['hash', '#/'],
  ['hash', `#/argmax?${'x'.repeat(MAX_QUERY_LENGTH + 1)}`],
  ['hash', null],
  ['hash', 'javascript:alert(1)'],
  ['seed', -1],
  ['seed', 1.5],
  ['seed', 4294967296],
  ['seed', '7'],
  ['seed', null],
  ['backend', ''],
  ['backend', 'x'.repeat(100)],
  ['backend', ['webgpu']],
  ['adapter', 5],
  ['adapter', { name: 'GPU' }],
  ['adapter', 'x'.repeat(400)],
  ['samples', -5],
  ['samples', 0.5],
  ['samples', 1e300],
  ['samples', 'many'],
  ['dataHash', ''],
  ['dataHash', 'fnv1a64:12'],
  ['dataHash', 'md5:cbf29ce484222325'],
  ['dataHash', 42],
];

const fault = (text: string) => {
  const parsed = parseReceipt(text);
  return parsed.ok ? undefined : parsed.fault;
};

describe('a receipt', () => {
  it('reads back', () => {
    for (const receipt of [good, { ...good, created: '2026-05-04T03:02:01Z', adapter: '' }]) {
      expect(parseReceipt(encodeReceipt(receipt))).toEqual({ ok: true, receipt });
    }
  });

  it('reads past fields of later versions', () => {
    const later = JSON.stringify({ ...good, mood: 'sunny' });
    expect(parseReceipt(later)).toEqual({ ok: true, receipt: good });
  });

  it.each(damaged)('with %s = %j is refused in a sentence that names the field', (field, value) => {
    const sentence = fault(JSON.stringify({ ...good, [field]: value }));
    expect(sentence).toMatch(new RegExp(`"${field}" of the receipt must be .+, not .+\\.$`));
    expect(sentence!.length).toBeLessThan(180);
  });

  it.each(Object.keys(good))('without %s is refused in a sentence that names it', (field) => {
    const rest = Object.entries(good).filter(([name]) => name !== field);
    expect(fault(JSON.stringify(Object.fromEntries(rest)))).toMatch(
      new RegExp(`^The receipt has no "${field}"; it must be .+\\.$`),
    );
  });

  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['{', /not JSON: it begins with "\{"/],
    [encodeReceipt(good).slice(0, -5), /not JSON/],
    ['[]', /object, not a list/],
    ['null', /object, not null/],
    ['"text"', /object, not "text"/],
    ['7', /object, not 7/],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', /not JSON: it begins with "<svg/],
    ['x'.repeat(30_000), /30000 characters long/],
  ])('that reads %j is refused', (text, sentence) => {
    expect(fault(text)).toMatch(sentence);
  });

  it('is never the cause of an exception', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseReceipt(text) && true));
  });
});

describe('dataHash', () => {
  it('is that of FNV-1a for no data', () => {
    expect(dataHash([])).toBe('fnv1a64:cbf29ce484222325');
  });

  it('tells numbers from texts, and any change of a bit or of the order', () => {
    const hashes = [[1, 2], [2, 1], ['1', '2'], ['12'], [1, 2 + 2 ** -51], [0], [-0]].map(dataHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
