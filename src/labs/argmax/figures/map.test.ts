import { describe, expect, it } from 'vitest';
import { regimeMapTitle } from '../../../charts/regime-map/describe';
import { defaultsOf } from '../../../state/params';
import { createMapSource } from '../compute/maps';
import { estimatorMean, exactGradient } from '../gradients';
import { problemOf } from '../model';
import {
  argmaxTable,
  epsilonBounds,
  initial,
  normalise,
  sigmaBounds,
  type ArgmaxValues,
} from '../params';
import { presets } from '../presets';
import { mapData, mapTable } from './MapFigure';

const valuesWith = (patch: Partial<ArgmaxValues>): ArgmaxValues =>
  normalise({ ...defaultsOf(argmaxTable), ...initial, ...patch });

function dataOf(values: ArgmaxValues) {
  const bounds = { sigmas: sigmaBounds, epsilons: epsilonBounds };
  return mapData(values, createMapSource()({ problem: problemOf(values), draws: 256, ...bounds }));
}

describe('the table of the map', () => {
  const values = valuesWith({ sigma: 0.25, epsilon: 0.6 });
  const { columns, rows } = mapTable(dataOf(values));
  const at = (name: string) => rows[0][columns.indexOf(name)];

  it('begins with the point, to the digits of the other figures', () => {
    const problem = problemOf(values);
    const [exact, mean] = [exactGradient(problem), estimatorMean(problem)];
    expect([at('sigma'), at('epsilon')]).toEqual([0.25, 0.6]);
    expect(at('sigma slope, exact')).toBeCloseTo(exact.sigma, 9);
    expect(at('sigma slope, expected')).toBeCloseTo(mean.sigma, 9);
    expect(at('expected loss')).toBeCloseTo(exact.value, 9);
    const length = Math.hypot(...exact.scores);
    const bias = Math.hypot(...mean.scores.map((m, i) => m - exact.scores[i]));
    expect(at('bias')).toBeCloseTo(bias / length, 9);
  });

  it('holds every cell, without a number where there is none', () => {
    expect(rows).toHaveLength(1 + 65 * 66);
    for (const row of rows) {
      expect(row).toHaveLength(columns.length);
      expect(row.some(Number.isNaN)).toBe(false);
    }
    const flat = mapTable(dataOf(valuesWith({ scores: [0, 0, 0], loss: [1, 1, 0] })));
    // equal scores have no slope in sigma, hence no error of it
    expect(new Set(flat.rows.map((row) => row[7]))).not.toContain(NaN);
  });
});

describe('the title of the map', () => {
  it('says of a strong epsilon which way it sends sigma, as the laws have it', () => {
    const { values } = presets.find(({ id }) => id === 'strong-epsilon')!;
    const shown = valuesWith(values);
    const [exact, mean] = [exactGradient(problemOf(shown)), estimatorMean(problemOf(shown))];
    expect(exact.sigma).toBeLessThan(0);
    expect(mean.sigma).toBeGreaterThan(0);
    expect(regimeMapTitle(dataOf(shown))).toBe(
      'ε = −12 is too strong: it asks for less noise, the wrong way',
    );
  });

  it('is there for subsets and other noise too', () => {
    const shown = valuesWith({ scores: [1, 0.5, 0, -1], k: 2, noise: 'uniform', epsilon: 3 });
    expect(regimeMapTitle(dataOf(shown))).toMatch(/^(Useful|Loud|Frozen|ε = 3.0 is too strong)/);
  });
});
