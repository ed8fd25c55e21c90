import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { oracles } from '../core/atlas/oracles';
import { argmaxTable } from '../labs/argmax/params';
import { knnTable } from '../labs/knn/params';
import { matchingTable } from '../labs/matching/params';
import { pathsTable } from '../labs/paths/params';
import { perturbedTable } from '../labs/perturbed/params';
import { rankingsTable } from '../labs/rankings/params';
import { renderFormula } from '../ui/formula/katex';
import { notation } from './notation';

const { entries, named, sources } = notation;
const ids = entries.map(({ id }) => id);
const all = <Key extends 'terms' | 'signs' | 'params'>(key: Key) =>
  entries.flatMap((entry) => entry[key]);
const twice = (list: readonly string[]) => list.filter((one, i) => list.indexOf(one) !== i);

const params = [
  argmaxTable,
  matchingTable,
  knnTable,
  perturbedTable,
  pathsTable,
  rankingsTable,
].flatMap((table) => Object.entries(table).map(([name, { symbol }]) => ({ name, symbol })));

/** Signs and words of a formula in plain text, without its live numbers. */
function signsIn(plain: string): readonly string[] {
  return plain.replaceAll(/\{\w+\}/g, '').match(/y\*(\(epsilon\))?|[A-Za-z]+/g) ?? [];
}

/** Of the plain text: what is no sign. */
const filler = new Set(['of', 'q']);

describe('the entries', () => {
  it('have ids, terms, signs and parameters of their own', () => {
    for (const list of [ids, all('terms'), all('signs'), all('params')])
      expect(twice(list)).toEqual([]);
  });

  it('refer to each other and to the fourteen scenes', () => {
    for (const { id, see, scenes } of entries) {
      expect(see.filter((other) => !ids.includes(other) || other === id)).toEqual([]);
      for (const scene of scenes) expect([1 <= scene && scene <= 14, scene % 1]).toEqual([true, 0]);
    }
    const told = new Set(entries.flatMap(({ scenes }) => scenes));
    expect(told.size).toBe(14);
  });

  it.each(entries.filter(({ tex }) => tex))('have signs that can be typeset: $id', ({ tex }) => {
    expect(renderFormula(tex, false)).not.toContain('katex-error');
  });

  it('say what they are in one sentence, and where the paper has it', () => {
    for (const { id, sentence, paper, tex, sign } of entries) {
      expect(sentence, id).toMatch(/^[A-Z].{20,240}\.$/);
      expect(paper, id).toMatch(/\.$/);
      expect(Boolean(tex), id).toBe(Boolean(sign));
    }
  });

  it('light marks that the style sheet knows', () => {
    const sheet = readFileSync(new URL('../charts/charts.css', import.meta.url), 'utf8');
    for (const { mark } of entries)
      if (mark) expect(sheet).toContain(`[data-highlight='${mark}'] .chart`);
  });
});

describe('the labs', () => {
  it('have no parameter with a sign that is not explained', () => {
    const signs = all('signs');
    for (const { name, symbol } of params) {
      if (!symbol) continue;
      expect(signs, `${name}: ${symbol}`).toContain(symbol);
      const about = entries.find((entry) => entry.params.includes(name));
      expect(about?.signs, name).toContain(symbol);
    }
  });

  it('have the parameters that are explained', () => {
    const names = [...params.map(({ name }) => name), 'n'];
    expect(all('params').filter((name) => !names.includes(name))).toEqual([]);
  });

  const forms = Object.values(oracles).flatMap(({ perturbed }) =>
    perturbed ? [perturbed.prediction.plain, perturbed.augmented.plain] : [],
  );

  it.each(forms)('have no formula with a sign that is not explained: %s', (plain) => {
    const signs = all('signs');
    const open = signsIn(plain).filter((sign) => !filler.has(sign) && !signs.includes(sign));
    expect(open).toEqual([]);
  });
});

describe('the names elsewhere', () => {
  it('are complete: every source has a name for each entry, or says that it has none', () => {
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    for (const { name, names } of sources) {
      expect(Object.keys(names).sort(), name).toEqual([...named].sort());
      expect(Object.values(names).filter(Boolean).length, name).toBeGreaterThan(1);
    }
    expect(twice(sources.map(({ name }) => name))).toEqual([]);
  });

  it('say of a name that is the sign of another entry that it is not that', () => {
    for (const { name, names } of sources)
      for (const [id, other] of Object.entries(names)) {
        const { name: called, not } = typeof other === 'object' && other ? other : { name: other };
        const meant = entries.find(({ sign }) => sign === called);
        // the step between two calls of a solver is what our lambda is too
        if (!meant || meant.id === id || (id === 'weight' && meant.id === 'blackbox')) continue;
        expect([name, called, not]).toEqual([name, called, meant.id]);
      }
    const traps = sources.flatMap(({ names }) =>
      Object.values(names).flatMap((other) => (typeof other === 'object' && other?.not) || []),
    );
    expect(traps.filter((id) => !ids.includes(id))).toEqual([]);
    expect(traps).toEqual(expect.arrayContaining(['weight', 'noise', 'temperature', 'augmented']));
  });

  it.each(sources)('are those of a source with an address: $name', ({ url }) => {
    expect(url).toMatch(/^https:\/\//);
  });
});
