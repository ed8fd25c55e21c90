import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knnVariants } from '../../src/labs/knn/experiment/spec';
import { matchingVariants } from '../../src/labs/matching/experiment/spec';
import { pathsVariants } from '../../src/labs/paths/experiment/spec';
import { rankingVariants } from '../../src/labs/rankings/experiment/spec';
import { categoryStyle } from '../../src/charts/shared/category';
import { methods } from '../../src/core/atlas/methods';

const all = Object.values(methods);

describe('methods', () => {
  it('have one name, one short name and one place each', () => {
    expect(all.map(({ place }) => place)).toEqual(all.map((_, i) => i));
    for (const key of ['label', 'short'] as const) {
      expect(new Set(all.map((method) => method[key])).size).toBe(all.length);
    }
    for (const { label, short } of all) expect(short.length).toBeLessThanOrEqual(label.length);
  });

  it('are called the same in every lab, and stand in the same order', () => {
    const labs = [matchingVariants, knnVariants, pathsVariants, rankingVariants].map((variants) =>
      Object.values(variants),
    );
    for (const variants of labs) {
      const places = variants.map(({ place }) => place);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      for (const { label, short, place } of variants)
        expect({ label, short, place }).toEqual(all[place]);
    }
    for (const variants of labs) {
      const dashes = variants.map(({ place }) => categoryStyle(place).strokeDasharray);
      expect(new Set(dashes).size, 'apart by dashes alone').toBe(variants.length);
    }
    expect(new Set(labs.flat().map(({ place }) => place)).size).toBe(all.length);
  });
});

/** Where names are shown: the page, its exports, the printed tables. */
const FOLDERS = [
  ...['app', 'charts', 'labs', 'state', 'ui', 'worker'].map((folder) => `src/${folder}`),
  'scripts/reproduce',
];

/** The sources of the page and of the commands, without tests. */
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path}`)
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !/\.test\.tsx?$/.test(path)),
);

it('are written nowhere else', () => {
  const names = all.flatMap(({ label, short }) => [label, short]);
  const faults = sources.flatMap((path) => {
    const texts = [...readFileSync(path, 'utf8').matchAll(/(['"`])([^'"`\n]*)\1/g)];
    return texts
      .map(([, , text]) => text)
      .filter((text) => names.includes(text) || /direct(?: loss)?,? σ/i.test(text))
      .map((text) => `${path}: ${text}`);
  });
  expect(faults).toEqual([]);
});
