import { describe, expect, it } from 'vitest';
import { firstOf } from './first-uses';
import { termFinder } from './segments';
import type { Notation, NotationEntry } from './types';
import { elsewhereLine, elsewhereOf, namesTable, search, titleOf } from './words';

const entry = (id: string, more: Partial<NotationEntry>): NotationEntry => ({
  ...{ id, name: id, tex: '', sign: '', sentence: '', paper: '' },
  ...{ terms: [], signs: [], params: [], scenes: [], see: [] },
  ...more,
});

const notation: Notation = {
  words: {
    ...{ title: '', search: '', paper: '', confused: '', where: '', see: '' },
    ...{ table: '', source: 'source' },
    found: String,
    lit: String,
    names: String,
    scenes: String,
    notOurs: (sign) => `not our ${sign}`,
  },
  entries: [
    entry('scale', { name: 'Noise scale', sign: 'σ', sentence: 'How loud it is.' }),
    entry('weight', { name: 'Loss weight', sign: 'ε', sentence: 'How much loss; no temperature.' }),
    entry('stop', { name: 'Early stop', terms: ['early stop'] }),
  ],
  named: ['scale', 'weight'],
  sources: [
    {
      ...{ kind: 'paper', name: 'Berthet', url: '' },
      names: { scale: { name: 'ε', not: 'weight' }, weight: null },
    },
    { ...{ kind: 'library', name: 'Optax', url: '' }, names: { scale: 'sigma', weight: null } },
    {
      ...{ kind: 'library', name: 'InferOpt', url: '' },
      names: { scale: { name: 'ε', not: 'weight' }, weight: { name: 'λ', note: 'a step' } },
    },
    { ...{ kind: 'library', name: 'torch', url: '' }, names: { scale: 'noise_temperature' } },
  ],
};

describe('terms in a text', () => {
  const find = termFinder([
    { id: 'scale', terms: ['σ', 'noise scale'] },
    { id: 'learned', terms: ['σ(x)'] },
    { id: 'noise', terms: ['noise', 'γ'] },
    { id: 'prediction', terms: ['y*'] },
    { id: 'augmented', terms: ['y*(ε)'] },
    { id: 'weight', terms: ['ε'] },
    { id: 'structure', terms: ['k'] },
  ]);
  const marked = (text: string) =>
    find(text)
      .map(({ text: piece, entry: id }) => (id === undefined ? piece : `[${piece}]`))
      .join('');

  it.each([
    ['Noise moves σ.', '[Noise] moves [σ].'],
    ['the longest first: noise scale, noise', 'the longest first: [noise scale], [noise]'],
    ['σ(x)γ and σγ', '[σ(x)][γ] and [σ]γ'],
    ['y* and y*(ε) differ by ε', '[y*] and [y*(ε)] differ by [ε]'],
    ['noise, then noise', '[noise], then noise'],
    ['noiseless, top-k and task, but k', 'noiseless, top-k and task, but [k]'],
    ['ε = −0.1', '[ε] = −0.1'],
    ['NOISE', 'NOISE'],
    ['', ''],
    ['nothing of the kind', 'nothing of the kind'],
  ])('%j', (text, expected) => {
    expect(marked(text)).toBe(expected);
    expect(
      find(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('the first use on a page', () => {
  it('is in the first text that has the term', () => {
    const first = firstOf([['a'], ['b', 'a'], [], ['b', 'c']]);
    expect(Object.fromEntries(first)).toEqual({ a: 0, b: 1, c: 3 });
    expect(firstOf([]).size).toBe(0);
  });
});

describe('names elsewhere', () => {
  it('stand together where they mean the same, and say what they are not', () => {
    const lines = elsewhereOf(notation, 'scale').map((one) => {
      const { name, rest } = elsewhereLine(one, notation);
      return name + rest;
    });
    expect(lines).toEqual([
      'ε, not our ε: Berthet, InferOpt',
      'sigma: Optax',
      'noise_temperature: torch',
    ]);
    const [{ note }] = elsewhereOf(notation, 'weight');
    expect(note).toBe('a step');
    expect(elsewhereOf(notation, 'stop')).toEqual([]);
  });

  it('are a table with a source a row', () => {
    const { columns, rows } = namesTable(notation);
    expect(columns).toEqual(['source', 'σ', 'ε']);
    expect(rows[0]).toEqual(['Berthet', 'ε (not our ε)', '–']);
    expect(rows.every((row) => row.length === columns.length)).toBe(true);
  });
});

describe('the search', () => {
  const found = (query: string) => search(notation, query).map(({ entry: { id } }) => id);

  it('finds signs, words, names elsewhere and what is said, in this order', () => {
    expect(found('  ')).toEqual(['scale', 'weight', 'stop']);
    expect(found('LOSS w')).toEqual(['weight']);
    expect(found('ε')).toEqual(['weight', 'scale']);
    expect(found('noise temperature')).toEqual(['scale']);
    expect(found('temperature')).toEqual(['scale', 'weight']);
    expect(found('optax')).toEqual(['scale']);
    expect(found('zebra')).toEqual([]);
    expect(search(notation, 'optax')[0].elsewhere).toBe(true);
    expect(search(notation, 'noise')[0].elsewhere).toBe(false);
  });
});

it('an entry is called by its name and its sign', () => {
  expect(titleOf(notation.entries[0])).toBe('Noise scale σ');
  expect(titleOf(notation.entries[2])).toBe('Early stop');
});
