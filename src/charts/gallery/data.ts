import type { BiasVarianceData, BiasVarianceSeries } from '../bias-variance/model';
import type { DrawData } from '../draw/layout';
import type { FlipsData } from '../flips/layout';
import type { FrequencyData } from '../frequency/layout';
import type { GradientData } from '../gradient/layout';
import type { LossCurveData } from '../loss-curve/layout';
import { logSpace } from '../shared/scale';
import type { Triple } from '../simplex/geometry';
import type { SimplexData, SimplexPath } from '../simplex/layout';

/* Made-up but plausible data, the same at every run, for the gallery and the snapshots. */

const NAMES = [...'ABCDEFGHIJKL'];
const LONG_TAIL = [2.5, 1.5, 1, 0.6, 0.3, 0, -0.2, -0.5, -0.8, -1, -1.2, -1.25];
const GAMMA = [-0.31, 0.9, -0.7, 2.1, 0.4, 1.3, -0.9, 3.4, 0.1, -1.1, 0.75, 2.9];

export function softmax(scores: readonly number[], sigma: number): number[] {
  const top = Math.max(...scores);
  const weights = scores.map((score) => Math.exp((score - top) / sigma));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export function frequencyCase(scores: readonly number[], sigma = 1, samples = 4000): FrequencyData {
  const exact = softmax(scores, sigma);
  const errors = exact.map((p) => Math.sqrt((p * (1 - p)) / samples));
  return {
    labels: NAMES.slice(0, scores.length),
    scores,
    scoreBounds: [-3, 3],
    losses: scores.map((_, i) => (i === 1 ? 0 : 1)),
    isTruth: scores.map((_, i) => i === 1),
    frequencies: exact.map((p, i) => p + errors[i] * Math.sin(5 * i + 1)),
    standardErrors: errors,
    augmented: softmax(
      scores.map((score, i) => score + (i === 1 ? 0 : 0.7)),
      sigma,
    ),
    exact,
    exactLabel: 'Gibbs law',
    gibbs: null,
    k: 1,
  };
}

export const longTail = (n: number) => LONG_TAIL.slice(0, n);

export function drawCase(n: number, k = 1): DrawData {
  const scores = longTail(n);
  const perturbation = GAMMA.slice(0, n);
  const augmentation = scores.map((_, i) => (i === 3 % n ? 0 : 1.5));
  const best = (sums: readonly number[]) => {
    const order = sums.map((_, i) => i).sort((a, b) => sums[b] - sums[a] || a - b);
    return sums.map((_, i) => order.indexOf(i) < k);
  };
  const sums = scores.map((score, i) => score + perturbation[i]);
  return {
    labels: NAMES.slice(0, n),
    scores,
    perturbation,
    augmentation,
    winners: best(sums),
    augmentedWinners: best(sums.map((sum, i) => sum + augmentation[i])),
  };
}

export const flipsCase = (n: number, k = 1, sigma = 0.8): FlipsData => ({
  labels: NAMES.slice(0, n),
  scores: longTail(n),
  gamma: GAMMA.slice(0, n),
  k,
  sigma,
  sigmaBounds: [0.01, 100],
});

/** Shares of the k-subset of the first k draws without replacement (Plackett-Luce), over k. */
function inclusion(p: readonly number[], k: number): Triple {
  const share = (i: number) => {
    const second = p.reduce(
      (sum, q, j) => (j === i ? sum : sum + (q * p[i]) / (1 - q + 1e-300)),
      0,
    );
    return k === 1 ? p[i] : (p[i] + second) / 2;
  };
  return [share(0), share(1), share(2)];
}

const SIMPLEX_SIGMA = 0.4;

function simplexPath(
  id: string,
  label: string,
  series: number,
  bend: number,
  k: number,
): SimplexPath {
  const sigmas = logSpace(0.02, 50, 60);
  const at = (sigma: number): Triple => {
    const p = softmax([1, 0.6, -0.5], sigma * (1 - 0.2 * bend));
    const mixed = 4 * p[0] * p[1] * (p[0] - p[2]);
    const weights = [p[0], p[1] * Math.exp(bend * mixed), p[2]];
    const total = weights[0] + weights[1] + weights[2];
    const shares = weights.map((weight) => weight / total);
    return inclusion(shares, k);
  };
  return { id, label, series, sigmas, points: sigmas.map(at), current: at(SIMPLEX_SIGMA) };
}

export function simplexCase(k = 1): SimplexData {
  const paths = [
    simplexPath('gumbel', 'Gumbel', 1, 0, k),
    simplexPath('normal', 'Normal', 2, -0.25, k),
    simplexPath('logistic', 'Logistic', 3, 0.12, k),
    simplexPath('uniform', 'Uniform', 4, -0.6, k),
  ];
  const [a, b, c] = paths[0].current!;
  return {
    labels: ['A', 'B', 'C'],
    k,
    paths,
    ...{ currentId: 'gumbel', sigma: SIMPLEX_SIGMA, sigmaBounds: [0.02, 50] },
    estimate: { point: [a + 0.01, b - 0.012, c + 0.002], standardErrors: [0.012, 0.011, 0.006] },
  };
}

export function gradientCase(n: number): GradientData {
  const rows = Array.from({ length: n + 1 }, (_, i) => {
    const exact = i === 0 ? -0.22 : 0.18 * Math.cos(2 * i) ** 3;
    const expected = exact * 1.15 + 0.012;
    return {
      label: i < n ? `μ ${NAMES[i]}` : 'σ',
      group: i < n ? ('mu' as const) : ('sigma' as const),
      exact,
      expected,
      estimate: expected + 0.008 * Math.sin(7 * i),
      standardError: 0.009,
    };
  });
  return { rows };
}

/** With a bias that changes its sign at the magnitude `turn`. */
export function biasVarianceCase(epsilon = 0.6, zeros = false, turn = Infinity): BiasVarianceData {
  const magnitudes = logSpace(0.01, 10, 31);
  const biasOf = (factor: number, e: number) =>
    zeros && e < 0.1 ? 0 : Math.sqrt(factor * 0.02 * e * (e / (1 + e))) * (1 - e / turn);
  const series = (factor: number): BiasVarianceSeries => ({
    epsilon: magnitudes,
    biasAlong: magnitudes.map((e) => biasOf(factor, e)),
    biasSquared: magnitudes.map((e) => biasOf(factor, e) ** 2),
    variance: magnitudes.map((e) => 0.8 / e / (1 + 0.2 * e)),
  });
  const measured = [0.03, 0.1, 0.3, 1, 3];
  return {
    negative: series(1.6),
    positive: series(1),
    monteCarlo: [-1, 1].flatMap((sign) =>
      measured.map((e) => ({
        epsilon: sign * e,
        biasSquared: ((sign < 0 ? 1.7 : 0.95) * e * e * 0.02) / (1 + e),
        variance: 0.82 / e / (1 + 0.2 * e),
      })),
    ),
    gradientSquared: 0.1,
    samplesPerEstimate: 1000,
    epsilon,
    bounds: [0.01, 10],
  };
}

export function lossCurveCase(sigma = 0.5, interior = true): LossCurveData {
  const sigmas = logSpace(0.02, 50, 49);
  const loss = (s: number) => {
    const p = 1 / (1 + Math.exp(-1.2 / s));
    return interior
      ? 1 - (0.15 + 0.5 * (1 - p) + 0.35 * Math.exp(-((Math.log(s) + 0.2) ** 2)))
      : 1 - p * 0.8;
  };
  const slope = (loss(sigma * 1.001) - loss(sigma * 0.999)) / (0.002 * sigma);
  return {
    sigmas,
    losses: sigmas.map(loss),
    sigma,
    sigmaBounds: [0.02, 50],
    exact: loss(sigma),
    slope,
    estimate: { value: loss(sigma) + 0.01, standardError: 0.012 },
    deterministic: loss(0.0001),
    uniform: loss(1e6),
  };
}
