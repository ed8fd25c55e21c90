import { describe, expect, it } from 'vitest';
import { expectation } from '../check/enumeration';
import { rankingProbabilities } from '../check/structure-laws';
import { lawNames } from '../noise/laws';
import { createNoise, noiseSpec } from '../noise/noise';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { perturbedRanking } from './perturbed-ranking';
import { rankingPlaces } from './ranking-places';

const scores = [0.7, -0.4, 1.3, 0.2, 0.2];
const n = scores.length;
const gumbel = createNoise(noiseSpec('gumbel'));

it('places of a ranking under Gumbel noise are those of all orders of Plackett and Luce', () => {
  const sigma = 0.8;
  const law = rankingProbabilities(scores.map((mu) => mu / (sigma * gumbel.scale)));
  const places = rankingPlaces(scores, sigma, gumbel);
  for (let i = 0; i < n; i++) {
    for (let place = 0; place < n; place++) {
      const wanted = expectation(
        ranking(n),
        (_, index) => law[index],
        (y) => Number(y[i] === n - 1 - place),
      );
      expect(places[i * n + place]).toBeCloseTo(wanted, 9);
    }
  }
});

describe.each(lawNames)('places of a ranking under %s noise', (law) => {
  const noise = createNoise(noiseSpec(law));

  it('are a law of every item and of every place, with the expected ranks as their means', () => {
    for (const sigma of [0.01, 0.5, 20]) {
      const places = rankingPlaces(scores, sigma, noise);
      const { mean } = perturbedRanking(scores, sigma, noise);
      for (let i = 0; i < n; i++) {
        const row = places.subarray(i * n, (i + 1) * n);
        expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
        const rank = row.reduce((sum, p, place) => sum + p * (n - 1 - place), 0);
        expect(rank).toBeCloseTo(mean[i], 8);
        const column = scores.reduce((sum, _, j) => sum + places[j * n + i], 0);
        expect(column).toBeCloseTo(1, 9);
      }
    }
  });

  it('are those of draws', () => {
    const rng = createRng(5, 'places');
    const { solve } = ranking(n);
    const [draws, counts] = [4000, new Float64Array(n * n)];
    const [perturbed, y] = [new Float64Array(n), new Float64Array(n)];
    for (let draw = 0; draw < draws; draw++) {
      scores.forEach((mu, i) => (perturbed[i] = mu + noise.sample(rng.word(draw, i))));
      solve(perturbed, y);
      y.forEach((rank, i) => counts[i * n + n - 1 - rank]++);
    }
    rankingPlaces(scores, 1, noise).forEach((p, e) => {
      // five standard errors, and half a draw where it is always the same
      const error = 5 * Math.sqrt((p * (1 - p)) / draws) + 0.5 / draws;
      expect(Math.abs(counts[e] / draws - p)).toBeLessThan(error);
    });
  });
});

it('is sure without a second item, and refuses what is no score', () => {
  expect([...rankingPlaces([3], 1, gumbel)]).toEqual([1]);
  expect(() => rankingPlaces([], 1, gumbel)).toThrow(RangeError);
  expect(() => rankingPlaces([1, 2], 0, gumbel)).toThrow(RangeError);
});
