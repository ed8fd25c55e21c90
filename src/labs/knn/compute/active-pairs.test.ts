import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../../../core/check/enumeration';
import { createNoiseFill } from '../../../core/neighbours/noise';
import { plainPairMath } from '../../../core/neighbours/pairs';
import { normals } from '../../../core/neighbours/testing/numbers';
import { kSubset } from '../../../core/oracles/k-subset/k-subset';
import type { DistanceRows, TopKKnobs } from '../../../gpu/kernels/perturbed-top-k/layout';
import { activePairs } from './active-pairs';
import { createObjective } from '../experiment/objective';
import { paperKnobs } from '../experiment/spec';

const [queries, dim] = [12, 3];
const labelsOf = (images: number) => Uint8Array.from({ length: images }, (_, i) => (7 * i) % 3);
const sigma = Float32Array.from({ length: queries }, (_, q) => 0.2 + 0.05 * q);

function rowsOf(candidates: number, embeddings: Float32Array): DistanceRows {
  const labels = labelsOf(queries + candidates);
  const squared = new Float64Array(queries * candidates);
  plainPairMath.squaredDistances(embeddings, { queries, candidates, dim }, squared);
  const fits = Uint8Array.from(squared, (_, i) =>
    labels[Math.floor(i / candidates)] === labels[queries + (i % candidates)] ? 1 : 0,
  );
  return {
    queries,
    candidates,
    distances: Float32Array.from(squared, Math.sqrt),
    fits,
    scales: sigma,
  };
}

const knobsOf = (k: number, samples: number, epsilon: number, lossForm: 'distance' | 'count') =>
  ({
    ...{ k, samples, epsilon, lossForm, sigma: 0.7, law: 'gumbel', seed: 5, step: 4 },
  }) satisfies TopKKnobs;

const CASES = [1, 3, 5, 9].flatMap((k) =>
  [1, 5].flatMap((samples) => [-0.3, 2].map((epsilon) => [k, samples, epsilon] as const)),
);

describe('pairs that get a gradient', () => {
  it.each(CASES)(
    'are those whose weight a training step finds not zero: k = %i, N = %i, ε = %d',
    (k, samples, epsilon) => {
      const candidates = 30;
      const embeddings = normals((queries + candidates) * dim, 3);
      for (const lossForm of ['distance', 'count'] as const) {
        const knobs = knobsOf(k, samples, epsilon, lossForm);
        const found = activePairs(rowsOf(candidates, embeddings), knobs);
        const weights = new Float64Array(queries * candidates);
        const pairs = {
          ...plainPairMath,
          addGradient: (_: unknown, given: Float64Array) => weights.set(given),
        };
        createObjective(
          { method: 'direct', scale: 'learned', classes: 3 },
          pairs,
        )({
          batch: { embeddings, labels: labelsOf(queries + candidates), sigma, dim },
          knobs: { ...paperKnobs, ...knobs, queries, candidates },
          ...{ epsilon, step: 4, head: null, noise: createNoiseFill(5, 'gumbel', false) },
        });
        // where draws cancel, sums of floats leave dust
        const acting = (q: number) =>
          weights.subarray(q * candidates, (q + 1) * candidates).filter((w) => Math.abs(w) > 1e-12);
        expect([...found]).toEqual([...found.keys()].map((q) => acting(q).length));
        expect(found.some((count) => count > 0)).toBe(true);
      }
    },
  );

  it('are what looking at every set of k candidates finds', () => {
    const candidates = 7;
    const rows = rowsOf(candidates, normals((queries + candidates) * dim, 8));
    for (const k of [1, 3]) {
      const knobs = knobsOf(k, 3, -0.8, 'distance');
      const structures = [...kSubset(candidates, k).enumerate()].map((y) => y.slice());
      const best = (scores: Float64Array) => {
        const out = new Float64Array(candidates);
        maximiseByEnumeration(structures, scores, () => 0, out);
        return out;
      };
      const noise = createNoiseFill(5, 'gumbel', false);
      const expected = Array.from({ length: queries }, (_, q) => {
        const net = new Float64Array(candidates);
        for (let sample = 0; sample < 3; sample++) {
          const gamma = new Float64Array(candidates);
          noise(4, sample, q, gamma);
          const at = (c: number) => rows.distances[q * candidates + c];
          const scores = gamma.map((g, c) => 0.7 * sigma[q] * g - at(c));
          const pulled = scores.map((s, c) => s + 0.8 * at(c) * rows.fits[q * candidates + c]);
          const [y, z] = [best(scores), best(pulled)];
          for (let c = 0; c < candidates; c++) net[c] += z[c] - y[c];
        }
        return net.filter((n) => n !== 0).length;
      });
      expect([...activePairs(rows, knobs)]).toEqual(expected);
    }
  });
});
