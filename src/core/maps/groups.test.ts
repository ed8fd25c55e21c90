import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../noise/noise';
import type { ArgmaxProblem } from '../problem';
import { closedFormMap } from './closed-form';
import { differenceShares, mapDifference } from './difference';
import { addMapSums, CHUNK, GROUPS, mapErrors, totalOf } from './groups';
import { QUANTITIES, quantityAt } from './quantities';
import { mapGrid, mapTruth } from './regime-map';
import { mapFromSums } from './sampled';
import { addMapDraws, emptyMapSums } from './sums';

const nearTie: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 7 },
  noise: noiseSpec('gumbel'),
};
const GRID = mapGrid([0.1, 3], [0.1, 3], 4, 3);
const truth = mapTruth(nearTie, GRID);
const M = 10;

/** Groups of the draws 0 .. GROUPS * size - 1, one after the other. */
function groupsOf(size: number, problem = nearTie) {
  return Array.from({ length: GROUPS }, (_, g) => {
    const sums = emptyMapSums(3, GRID);
    addMapDraws(sums, problem, GRID, g * size, size);
    return sums;
  });
}

describe('groups of draws', () => {
  it('add up to the sums of all', () => {
    const whole = emptyMapSums(3, GRID);
    addMapDraws(whole, nearTie, GRID, 0, GROUPS * 8);
    const total = totalOf(groupsOf(8), GRID);
    expect(total.samples).toBe(GROUPS * 8);
    for (const name of ['shift', 'newcomers', 'differing'] as const) {
      expect(total[name]).toEqual(whole[name]);
    }
    const twice = totalOf(groupsOf(8), GRID);
    addMapSums(twice, whole);
    expect(twice.differing).toEqual(whole.differing.map((count) => 2 * count));
  });
});

describe('standard errors', () => {
  it('of a share are the spread of the shares of all groups over the root of their number', () => {
    const groups = groupsOf(CHUNK);
    const { differ } = mapErrors(nearTie, GRID, truth, groups, M);
    differ.forEach((error, at) => {
      const shares = groups.map(({ differing }) => differing[at] / CHUNK);
      const mean = shares.reduce((sum, share) => sum + share, 0) / GROUPS;
      const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
      expect(error).toBeCloseTo(Math.sqrt(squares / (GROUPS - 1) / GROUPS), 12);
    });
  });

  it('leave the groups as they were', () => {
    const groups = groupsOf(8);
    const again = groupsOf(8);
    mapErrors(nearTie, GRID, truth, groups, M);
    expect(groups).toEqual(again);
  });

  it('are the spread of maps of as many other draws, quantity by quantity', () => {
    // enumerated: maps of 200 seeds, each of 16 groups of 64 draws; of three losses, so that cosines leave 1
    const three = { ...nearTie, scores: [1, 0.9, 0.2], loss: [0.4, 0, 1] };
    const exactly = mapTruth(three, GRID);
    const SEEDS = 200;
    const size = 64;
    const values = QUANTITIES.map(() => [] as Float64Array[]);
    const told = QUANTITIES.map(() => new Float64Array(exactly.losses.length * 6));
    for (let seed = 0; seed < SEEDS; seed++) {
      const problem = { ...three, seed };
      const groups = groupsOf(size, problem);
      const map = mapFromSums(problem, GRID, exactly, totalOf(groups, GRID));
      const errors = mapErrors(problem, GRID, exactly, groups, M);
      QUANTITIES.forEach((quantity, q) => {
        values[q].push(Float64Array.from(told[q], (_, at) => quantityAt(map, at, quantity, M)));
        errors[quantity].forEach((error, at) => (told[q][at] += error ** 2 / SEEDS));
      });
    }
    const closed = closedFormMap(three, GRID);
    const tested = QUANTITIES.map(() => 0);
    QUANTITIES.forEach((quantity, q) => {
      for (let at = 0; at < told[q].length; at++) {
        const found = values[q].map((row) => row[at]);
        const mean = found.reduce((sum, value) => sum + value, 0) / SEEDS;
        const variance = found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (SEEDS - 1);
        // where the quantity is smooth: many draws differ, and it is far from its least and greatest value
        const known = closed.cells.differ[at] > 0.05 && closed.cells.bias[at] > 0.3;
        const exact = quantityAt(closed, at, quantity, M);
        const end = quantity === 'cosine' ? 1 - Math.abs(exact) : Math.abs(exact);
        if (!known || end < 6 * Math.sqrt(variance) || variance < 1e-12) continue;
        tested[q]++;
        const ratio = Math.sqrt(told[q][at] / variance);
        // a standard deviation of 200 values is known to 5%, one of 16 groups to 18%, of 200 times those to 1.3%
        expect(ratio, `${quantity} ${at}`).toBeGreaterThan(0.8);
        expect(ratio, `${quantity} ${at}`).toBeLessThan(1.35);
      }
    });
    expect(Math.min(...tested)).toBeGreaterThan(3);
  });
});

describe('the difference of two maps', () => {
  const measured = (patch: Partial<ArgmaxProblem>, draws = M) => ({
    map: closedFormMap({ ...nearTie, ...patch }, GRID),
    errors: null,
    draws,
  });

  it('is the logarithm of the ratio, computed from the softmax alone', () => {
    const softmax = (scores: readonly number[], t: number) => {
      const weights = scores.map((score) => Math.exp(score / t));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => weight / total);
    };
    // of a 0-1 loss with one target those draws differ in which the target comes or goes
    const differ = (scores: readonly number[], sigma: number, epsilon: number) => {
      const pushed = scores.map((score, i) => score + epsilon * nearTie.loss[i]);
      return Math.abs(softmax(pushed, sigma)[1] - softmax(scores, sigma)[1]);
    };
    const other = [1, 0.2, -1];
    const { values } = mapDifference(measured({}), measured({ scores: other }), 'differ');
    values.forEach((value, at) => {
      const sigma = GRID.sigmas[at % 4];
      const epsilon = GRID.epsilons[Math.floor(at / 4)];
      const ratio = differ(other, sigma, epsilon) / differ(nearTie.scores, sigma, epsilon);
      expect(value).toBeCloseTo(Math.log10(ratio), 8);
    });
  });

  it('of the spreads of 1 and 100 draws is a factor of 10 everywhere', () => {
    const { values } = mapDifference(measured({}, 1), measured({}, 100), 'spread');
    for (const value of values) expect(value).toBeCloseTo(-1, 12);
    expect(differenceShares(mapDifference(measured({}, 1), measured({}, 100), 'spread'))).toEqual({
      ...{ more: 0, less: 1, neither: 0 },
    });
  });

  it('of cosines is what the second is more', () => {
    const [a, b] = [measured({}), measured({ loss: [0, 1, 0.5] })];
    const { values } = mapDifference(a, b, 'cosine');
    values.forEach((value, at) => {
      expect(value).toBe(b.map.cells.cosine[at] - a.map.cells.cosine[at]);
    });
  });

  it('of a map and itself is 0, and changes its sign with the order', () => {
    const [a, b] = [measured({}), measured({ scores: [1, 0, -1] })];
    for (const quantity of QUANTITIES) {
      expect(mapDifference(a, a, quantity).values.every((value) => value === 0)).toBe(true);
      const there = mapDifference(a, b, quantity).values;
      const back = mapDifference(b, a, quantity).values;
      there.forEach((value, at) => expect(back[at]).toBeCloseTo(-value, 12));
    }
  });

  it('is open where draws do not tell two maps of one problem apart, seldom closed by chance', () => {
    const by = (seed: number) => {
      const groups = groupsOf(CHUNK, { ...nearTie, seed });
      return {
        map: mapFromSums(nearTie, GRID, truth, totalOf(groups, GRID)),
        errors: mapErrors(nearTie, GRID, truth, groups, M),
        draws: M,
      };
    };
    const { open } = mapDifference(by(1), by(2), 'differ');
    expect(open.filter((one) => one === 1).length).toBeGreaterThan(0.9 * open.length);
    const sure = mapDifference(by(1), measured({ scores: [3, 0, -1] }), 'differ');
    expect(sure.open.filter((one) => one === 0).length).toBeGreaterThan(0.5 * open.length);
  });

  it('is refused for maps of two grids', () => {
    const other = {
      ...measured({}),
      map: closedFormMap(nearTie, mapGrid([0.1, 3], [0.1, 3], 4, 2)),
    };
    expect(() => mapDifference(measured({}), other, 'bias')).toThrow('one grid');
  });
});
