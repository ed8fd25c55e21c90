import type { BiasVarianceData, BiasVarianceSeries } from '../bias-variance/model';
import type { FlipsData } from '../flips/layout';
import type { FrequencyData } from '../frequency/data';
import type { Fall } from '../frequency/pile';
import type { GradientData } from '../gradient/data';
import type { FewNoisesData } from '../few-noises/layout';
import type { LetGoData, Trail } from '../let-go/model';
import type { LossCurveData } from '../loss-curve/layout';
import { tallied, type PlaneData } from '../plane/data';
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

const indicesOf = (list: readonly number[]) => list.map((_, i) => i);

/** Which are among the k largest. */
function best(sums: readonly number[], k: number): boolean[] {
  const order = indicesOf(sums).sort((a, b) => sums[b] - sums[a] || a - b);
  return sums.map((_, i) => order.indexOf(i) < k);
}

export function frequencyCase(scores: readonly number[], sigma = 1, samples = 4000): FrequencyData {
  const exact = softmax(scores, sigma);
  const errors = exact.map((p) => Math.sqrt((p * (1 - p)) / samples));
  const losses = scores.map((_, i) => (i === 1 ? 0 : 1));
  const perturbation = GAMMA.slice(0, scores.length).map((gamma) => sigma * gamma);
  const augmentation = losses.map((loss) => -0.7 * loss);
  const sums = scores.map((score, i) => score + perturbation[i]);
  return {
    labels: NAMES.slice(0, scores.length),
    scores,
    scoreBounds: [-5, 5],
    losses,
    isTruth: scores.map((_, i) => i === 1),
    k: 1,
    draw: 1,
    perturbation,
    winners: best(sums, 1),
    showsAugmented: false,
    augmentation,
    augmentedWinners: best(
      sums.map((sum, i) => sum + augmentation[i]),
      1,
    ),
    frequencies: exact.map((p, i) => p + errors[i] * Math.sin(5 * i + 1)),
    standardErrors: errors,
    augmented: softmax(
      scores.map((score, i) => score + augmentation[i]),
      sigma,
    ),
    exact,
    exactLabel: 'Gibbs law',
    gibbs: null,
  };
}

/** The same with k winners. */
export function topCase(scores: readonly number[], k: number): FrequencyData {
  const shown = frequencyCase(scores);
  const sums = scores.map((score, i) => score + shown.perturbation[i]);
  const exact = shown.exact && Array.from(shown.exact, (p) => 1 - (1 - p) ** k);
  return {
    ...shown,
    ...{ k, exact, frequencies: exact, exactLabel: 'exact integral', showsAugmented: true },
    winners: best(sums, k),
    augmentedWinners: best(
      sums.map((sum, i) => sum + shown.augmentation[i]),
      k,
    ),
  };
}

/** The first draws, won as often as the shares say. */
export function fallCase({ exact }: FrequencyData, count: number): Fall {
  const wins = Array.from(exact!, (): number[] => []);
  for (let draw = 0; draw < count; draw++) {
    const behind = indicesOf(Array.from(exact!)).map(
      (i) => exact![i] * (draw + 1) - wins[i].length,
    );
    wins[behind.indexOf(Math.max(...behind))].push(draw);
  }
  return { id: 'lies', wins, first: 0, marksLast: true, still: true };
}

export const longTail = (n: number) => LONG_TAIL.slice(0, n);

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
    // of sigma the wrong way
    const expected = i < n ? exact * 1.15 + 0.012 : -exact;
    return {
      label: i < n ? NAMES[i] : 'σ',
      group: i < n ? ('mu' as const) : ('sigma' as const),
      exact,
      expected,
      estimate: expected + 0.008 * Math.sin(7 * i),
      standardError: 0.009,
      noiseless: i < n ? 0 : null,
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

/** Trails on the made-up loss: each goes a part of the way to its end with every step. */
export function letGoCase(ends: readonly (readonly [number, number])[], sigma = 0.3): LetGoData {
  const curve = lossCurveCase(sigma);
  const trails = ends.map(([epsilon, end]): Trail => {
    const sigmas = Array.from({ length: 41 }, (_, step) => end * (sigma / end) ** (0.9 ** step));
    const losses = sigmas.map((at) => lossCurveCase(at).exact!);
    return { epsilon, sigmas, losses, estimated: -epsilon, exact: curve.slope! };
  });
  return { ...curve, trails, walked: 40 };
}

/** Evenly spread logistic differences of Gumbel noise, in an order without a pattern. */
export function planeCase(
  scores: Triple,
  losses: Triple,
  epsilon = -0.9,
  sigma = 1,
  count = 120,
): PlaneData {
  const weyl = (n: number, step: number) => ((n + 0.5) * step) % 1;
  const gumbel = (n: number, step: number) => -Math.log(-Math.log(weyl(n, step)));
  const draws = Array.from({ length: count }, (_, n) => {
    const origin = gumbel(n, 0.5497004779019703);
    return [gumbel(n, 0.7548776662466927) - origin, gumbel(n, 0.6180339887498949) - origin];
  });
  const [a, b, c] = softmax(scores, sigma);
  return tallied({
    labels: ['A', 'B', 'C'],
    ...{ scores, losses, epsilon, sigma, sigmaBounds: [0.01, 100], epsilonBounds: [0.001, 100] },
    draws: {
      u: Float64Array.from(draws, ([u]) => u),
      v: Float64Array.from(draws, ([, v]) => v),
    },
    reach: 4.5,
    shares: [a, b, c],
    differing: new Set(losses).size === 1 ? 0 : 0.219,
    zoom: 0,
  });
}

/** Few noises make the better structures likelier by a part of the distance to certainty. */
export function fewNoisesCase(coupling: number, sigma = 1): FewNoisesData {
  const lawsAt = (c: number) => {
    const [a, b, d, e] = softmax([c, 0.5, -0.3, 0.2 + c], sigma);
    const shift = (0.3 * Math.abs(c)) / (1 + c * c);
    const together = a + e;
    const more = c > 0 ? together + shift * (1 - together) : together * (1 - shift);
    const [same, other] = [more / together, (1 - more) / (1 - together || 1)];
    return {
      gibbs: [a, b, d, e] as const,
      variables: [a * same, b * other, d * other, e * same] as const,
      distance: Math.abs(more - together),
    };
  };
  const couplings = Array.from({ length: 21 }, (_, i) => (i - 10) / 5);
  const { gibbs, variables, distance } = lawsAt(coupling);
  return {
    ...{ gibbs, variables, distance, structures: gibbs, structuresDistance: 0 },
    ...{ coupling, couplingBounds: [-2, 2], couplings },
    distances: couplings.map((c) => lawsAt(c).distance),
  };
}
