import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { createMeter } from '../estimators/meter';
import { meanOf, lossGradient } from '../laws/gibbs-moments';
import { gibbsTable } from '../laws/gibbs-table';
import { oneHotLosses, smallProblems } from '../laws/testing/problems';
import { kSubset } from '../oracles/k-subset/k-subset';
import { structureTable } from '../structures/table';
import { dot } from '../vector';
import { bendLoss } from './bend';
import { gameLoss } from './game';
import { drawnRound } from './game-round';
import { linearLoss } from './linear';
import type { Loss } from './loss';
import { metered } from './metered';
import { drawnNetwork, networkLoss } from './network';
import { tableLoss } from './table';

const costs = [0.7, 0.1, 0.9, 0.3, 0, 0.5];
const losses: readonly Loss[] = [
  linearLoss(costs),
  bendLoss(costs, 1.3),
  bendLoss(costs, -2, [0, 3]),
  networkLoss(drawnNetwork(6, 7)),
  gameLoss(drawnRound(6, 7)),
];

describe.each(losses)('the $name loss', (loss) => {
  const point = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 6,
    maxLength: 6,
  });

  it('has its gradient at every point of the hull (finite differences)', () => {
    fc.assert(
      fc.property(point, (y) => {
        const out = new Float64Array(6).fill(9);
        expect(loss.gradient!(y, out)).toBeCloseTo(loss.value(y), 12);
        const expected = finiteDifferenceGradient((at) => loss.value(at), y);
        expected.forEach((g, i) => expect(out[i]).toBeCloseTo(g, 8));
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('counts values and gradients at structures and between them', () => {
    const meter = createMeter();
    const counting = metered(loss, meter);
    const [y, between, out] = [[1, 1, 0, 0, 0, 0], new Array(6).fill(1 / 3), new Float64Array(6)];
    expect(counting.value(y)).toBe(loss.value(y));
    counting.gradient!(y, out);
    counting.gradient!(between, out);
    counting.gradient!(between, out);
    expect(meter).toEqual({ ...createMeter(), values: 1, gradients: 1, relaxed: 2 });
  });
});

describe('losses of structures', () => {
  const structures = [...kSubset(6, 2).enumerate()];

  it('bend: equals the linear loss at every structure, whatever kappa', () => {
    for (const kappa of [-2, -0.5, 0, 1]) {
      const bend = bendLoss(costs, kappa);
      for (const y of structures) expect(bend.value(y)).toBe(dot(costs, y));
    }
  });

  it('bend: at kappa = -1/2 it is half a squared distance up to a constant', () => {
    const bend = bendLoss(costs, -0.5);
    const offset = (y: ArrayLike<number>) =>
      Array.from(y).reduce((sum, v, i) => sum + (v - (1 - costs[i])) ** 2 / 2, 0) - bend.value(y);
    const points = [[1, 1, 0, 0, 0, 0], [0.5, 0.5, 0.5, 0.5, 0, 0], new Array(6).fill(1 / 3)];
    points.forEach((y) => expect(offset(y)).toBeCloseTo(offset(points[0]), 12));
  });

  it('network and half squared distance: the numbers that were computed elsewhere', () => {
    const law = gibbsTable(structureTable(smallProblems.oneHot.oracle));
    law.bind(smallProblems.oneHot.scores, 1);
    const network = law.rows.map((y) => oneHotLosses.network.value(y));
    const expected = [2.3249343886, 0.3171231157, 0.5243151475, 0.0561623659];
    network.forEach((l, s) => expect(l).toBeCloseTo(expected[s], 9));
    expect(meanOf(law, network)).toBeCloseTo(1.2389741433, 9);
    const gradient = [0.4941708075, -0.2544348888, -0.1196375587, -0.12009836];
    lossGradient(law, network).forEach((g, i) => expect(g).toBeCloseTo(gradient[i], 9));
    const quad = law.rows.map((y) => oneHotLosses.quad.value(y));
    quad.forEach((l, s) => expect(l).toBeCloseTo([0.55, 0.25, 0.45, 0.35][s], 14));
    const slope = [0.0545378304, -0.0497224372, 0.0033228368, -0.00813823];
    lossGradient(law, quad).forEach((g, i) => expect(g).toBeCloseTo(slope[i], 9));
  });

  it('a coin: the marginal relaxation has the wrong sign below mu = -.004', () => {
    // .002 y - y (1 - y) is (y - .499)^2 and a constant
    const coin = bendLoss([0.002], -1);
    const out = new Float64Array(1);
    for (const [mu, sign] of [
      [-0.1, -1],
      [-0.0041, -1],
      [-0.0039, 1],
      [0, 1],
    ]) {
      const p = 1 / (1 + Math.exp(-mu));
      coin.gradient!([p], out);
      expect(Math.sign(out[0] * p * (1 - p))).toBe(sign);
    }
    coin.gradient!([0.5], out);
    expect(out[0] / 4).toBeCloseTo(0.0005, 15);
  });

  it('game: a cross-entropy of eight candidates, different concepts of length 1', () => {
    const round = drawnRound(6, 3);
    const images = Array.from({ length: 8 }, (_, c) =>
      Array.from(round.candidates).slice(10 * c, 10 * (c + 1)),
    );
    const concepts = images.map((x) => {
      expect(dot(x, x)).toBeCloseTo(1, 12);
      const best = (from: number, to: number) => x.indexOf(Math.max(...x.slice(from, to)));
      return [best(0, 4), best(4, 8), best(8, 10)].join();
    });
    expect(new Set(concepts).size).toBe(8);
    const y = [0, 0, 1, 0, 0, 0];
    const width = Array.from({ length: 16 }, (_, w) => round.words[2 * 16 + w]);
    const scores = images.map((x) =>
      dot(
        width,
        width.map((_, w) => dot(x, Array.from(round.images).slice(10 * w, 10 * w + 10))),
      ),
    );
    const total = scores.reduce((sum, s) => sum + Math.exp(s), 0);
    expect(gameLoss(round).value(y)).toBeCloseTo(Math.log(total) - scores[0], 12);
  });

  it('draws the same network and round for the same seed, others for others', () => {
    expect(drawnNetwork(4, 7)).toEqual(drawnNetwork(4, 7));
    expect(drawnNetwork(4, 8).outer).not.toEqual(drawnNetwork(4, 7).outer);
    expect(drawnRound(4, 7)).toEqual(drawnRound(4, 7));
    expect(drawnRound(4, 8).candidates).not.toEqual(drawnRound(4, 7).candidates);
    expect(drawnNetwork(4, 7).bias).toHaveLength(8);
  });

  it('table: any number for each structure, no gradient, nothing between structures', () => {
    const loss = tableLoss(
      structures,
      structures.map((_, s) => s * s),
    );
    structures.forEach((y, s) => expect(loss.value(y)).toBe(s * s));
    expect(loss.gradient).toBeUndefined();
    expect(metered(loss, createMeter()).gradient).toBeUndefined();
    expect(() => loss.value([0.5, 0.5, 0.5, 0.5, 0, 0])).toThrow('not a structure');
  });

  it('refuse numbers that are not finite and sizes that do not fit', () => {
    expect(() => bendLoss([1, NaN], 0)).toThrow('costs[1] must be a finite number, got NaN');
    expect(() => bendLoss([1], NaN)).toThrow('kappa must be finite, got NaN');
    expect(() => bendLoss([1], 0, [1])).toThrow('bent[0] must be a part from 0 to 0, got 1');
    const network = { inner: [1, 2], bias: [0], outer: [1], offset: 0 };
    expect(() => networkLoss({ ...network, inner: [] })).toThrow('inner must have a row for each');
    expect(() => networkLoss({ ...network, outer: [1, 2] })).toThrow('outer must have 1 entries');
    expect(() => networkLoss({ ...network, bias: [NaN] })).toThrow('bias[0] must be a finite');
    expect(() => networkLoss({ ...network, offset: NaN })).toThrow('offset must be finite');
    const round = drawnRound(3, 1);
    expect(() => gameLoss({ ...round, images: [1] })).toThrow('images must have 160 entries');
    expect(() => gameLoss({ ...round, words: [1] })).toThrow('words must have rows of 16 entries');
    expect(() => gameLoss({ ...round, candidates: [1] })).toThrow(
      'candidates must have rows of 10',
    );
    expect(() => tableLoss(structures, [1])).toThrow('losses must have 15 entries, got 1');
    expect(() => tableLoss([[0, 1], [1]], [1, 2])).toThrow(
      'structures[1] must have 2 entries, got 1',
    );
    expect(() => tableLoss([[NaN]], [1])).toThrow('structures[0][0] must be a finite number');
    expect(() => tableLoss([], [])).toThrow('needs a structure');
  });
});
