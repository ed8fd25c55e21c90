import { createElement, type ReactElement } from 'react';
import { methods } from '../../core/atlas/methods';
import { logSpace } from '../../core/laws/log-space';
import type { PlanePoint } from '../../core/laws/hull';
import { perturbedPolygon } from '../../core/laws/polygon';
import { createNoise, noiseSpec } from '../../core/noise/noise';
import { createRng } from '../../core/rng/rng';
import { indexOfMaximum } from '../../core/vector';
import { JacobiansChart } from '../jacobians/JacobiansChart';
import type { JacobiansData } from '../jacobians/layout';
import { reachOf, type LossData, type PolytopeData } from '../polytope/data';
import { PolytopeChart } from '../polytope/PolytopeChart';
import type { PriceData } from '../price/layout';
import { PriceChart } from '../price/PriceChart';
import type { RegulariserData } from '../regulariser/layout';
import { RegulariserChart } from '../regulariser/RegulariserChart';
import type { ChartSize } from '../shared/size';

/* Points of the plane under normal noise, where all laws are masses of cones. */

const still = () => undefined;

const ring = (count: number, radius: number): PlanePoint[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });

interface Problem {
  readonly places: readonly PlanePoint[];
  readonly scores: PlanePoint;
  readonly sigma: number;
}

/** A polygon with 200 draws. */
export function polytopeCase({ places, scores, sigma }: Problem): PolytopeData {
  const rng = createRng(1, 'gallery');
  const normal = createNoise(noiseSpec('normal'));
  const draws = Array.from({ length: 200 }, (_, m): PlanePoint => [
    normal.sample(rng.word(m, 0)),
    normal.sample(rng.word(m, 1)),
  ]);
  const best = ([x, y]: PlanePoint) => indexOfMaximum(places.map(([u, v]) => u * x + v * y));
  const winners = draws.map(([u, v]) => best([scores[0] + sigma * u, scores[1] + sigma * v]));
  const shares = places.map((_, s) => winners.filter((w) => w === s).length / winners.length);
  const along = (at: 0 | 1) => places.reduce((sum, place, s) => sum + shares[s] * place[at], 0);
  const sigmas = logSpace(0.01, 100, 33);
  const law = perturbedPolygon(places, scores, sigma);
  return {
    labels: places.map((_, s) => (places.length > 12 ? `→↓${s}` : 'ABCDEFGHIJKL'[s])),
    ...{ places, scores, sigma, sigmas, shares, draw: 3, loss: null, flat: true, bound: 3 },
    sigmaBounds: [0.01, 100],
    draws: { places: draws, winners },
    exact: law.probabilities,
    mean: [along(0), along(1)],
    covariance: [0.002, 0.0005, 0.001],
    exactMean: law.mean,
    path: sigmas.map((each) => perturbedPolygon(places, scores, each).mean),
    best: best(scores),
  };
}

const SIZE = 24;

/** The Fenchel-Young loss of a polygon, or its squared one. */
function lossCase(data: PolytopeData, truth: number, name: string): LossData {
  const { places, sigma, scores } = data;
  const at = (mu: PlanePoint) => {
    const { mean, maximum } = perturbedPolygon(places, mu, sigma);
    const [x, y] = places[truth];
    return name === 'Squared'
      ? ((mean[0] - x) ** 2 + (mean[1] - y) ** 2) / 2
      : maximum - mu[0] * x - mu[1] * y;
  };
  const reach = 1.06 * reachOf(data.bound);
  const centre = (i: number) => reach * ((2 * i + 1) / SIZE - 1);
  const slope = (mu: PlanePoint): PlanePoint => [
    (at([mu[0] + 1e-4, mu[1]]) - at([mu[0] - 1e-4, mu[1]])) / 2e-4,
    (at([mu[0], mu[1] + 1e-4]) - at([mu[0], mu[1] - 1e-4])) / 2e-4,
  ];
  const trail = [scores];
  for (let step = 0; step < 40; step++) {
    const [x, y] = trail[step];
    const [dx, dy] = slope([x, y]);
    trail.push([x - 0.15 * dx, y - 0.15 * dy]);
  }
  return {
    ...{ name, truth, reach, trail, size: SIZE },
    values: Array.from({ length: SIZE * SIZE }, (_, i) =>
      at([centre(i % SIZE), centre(Math.floor(i / SIZE))]),
    ),
    here: at(scores),
    gradient: slope(scores),
    pulls: name !== 'Squared',
  };
}

const polytope =
  (data: PolytopeData, corners = false) =>
  (size: ChartSize): ReactElement =>
    createElement(PolytopeChart, {
      ...{ ...data, ...size, onScores: still, onSigma: still },
      onCorner: corners ? still : undefined,
    });

const hexagon = polytopeCase({ places: ring(6, 1.4), scores: [0.7, 0.9], sigma: 0.8 });
const triangle = { places: ring(3, 0.8), scores: [1, -0.4], sigma: 0.05 } as const;
const twelve = polytopeCase({ places: ring(12, 1), scores: [-0.5, 0.6], sigma: 2 });

const many = polytopeCase({
  places: [...ring(11, 1.2), ...ring(12, 0.8), ...ring(5, 0.3)],
  ...{ scores: [0.6, 0.2], sigma: 1 },
});

/** The Jacobian of a softmax of `n` parts, and estimates that are off by `noise`. */
export function jacobiansCase(n: number, noise = 0.05): JacobiansData {
  const p = Array.from({ length: n }, (_, i) => (2 * (i + 1)) / (n * (n + 1)));
  const exact = p.flatMap((a, i) => p.map((b, j) => (i === j ? a : 0) - a * b));
  const off = (by: number) => exact.map((value, e) => value + by * Math.sin(7 * e + by));
  return {
    parts: [...'ABCDEF'].slice(0, n),
    full: Math.max(...exact),
    panels: [
      { id: 'exact', title: 'exact', values: exact, note: 'from the law' },
      { id: 'structures', title: 'from y*', values: off(noise), note: 'off by 19%' },
      { id: 'symmetric', title: 'y*, symmetric', values: off(noise / 2), note: 'off by 9%' },
      { id: 'maxima', title: 'from max', values: off(5 * noise), note: 'off by 120%' },
      { id: 'centred', title: 'max, centred', values: null, note: 'on its way' },
    ],
  };
}

/** A gradient that is dear below a sigma of `from`. */
export const priceCase = (from: number, sigma: number, samples: number): PriceData => {
  const sigmas = logSpace(0.01, 100, 33);
  return {
    ...{ sigmas, sigma, samples, loud: 8 },
    errors: sigmas.map((each) => 3 * Math.exp(Math.min(600, (from / each) ** 2))),
    sigmaBounds: [0.01, 100],
    samplesBounds: [1, 1_000_000],
  };
};

/** Half the squared distance from the middle as a regulariser, or less of it. */
function regulariserCase({ places, scores, sigma }: Problem, sides = 2): RegulariserData {
  const sigmas = logSpace(0.01, 100, 33);
  const circle = (radius: number) => [...ring(60, radius), ring(60, radius)[0]];
  const side = (scale: number) => {
    const at = (each: number): PlanePoint => {
      const size = Math.max(1, (3 * Math.hypot(...scores)) / (each * scale));
      return [scores[0] / (each * scale * size), scores[1] / (each * scale * size)];
    };
    const prediction = at(sigma);
    const length = Math.hypot(...prediction);
    return {
      ...{ id: String(scale), title: `σΩ of ${scale}`, prediction, path: sigmas.map(at) },
      levels: [0.1, 0.2, 0.3].map(circle),
      level: [circle(length)],
      cost: (sigma * scale * length ** 2) / 2,
      worth: scores[0] * prediction[0] + scores[1] * prediction[1],
    };
  };
  return {
    labels: places.map((_, s) => 'ABCDEFGHIJKL'[s]),
    ...{ places, scores, sigma, sigmas, sigmaBounds: [0.01, 100] },
    sides: [side(4), side(10)].slice(0, sides),
  };
}

const jacobians = (data: JacobiansData) => (size: ChartSize) =>
  createElement(JacobiansChart, { ...data, ...size });
const price = (data: PriceData) => (size: ChartSize) =>
  createElement(PriceChart, { ...data, ...size, onPoint: still });

const regulariser = (data: RegulariserData) => (size: ChartSize) =>
  createElement(RegulariserChart, { ...data, ...size, onSigma: still });

export const polytopeCases = {
  polytope: {
    'six rankings': polytope(hexagon),
    'hardly any noise': polytope(polytopeCase(triangle)),
    'twelve corners to drag': polytope(twelve, true),
    'slow motion, the noise alone': polytope({
      ...{ ...hexagon, shares: hexagon.labels.map(() => 0), exact: null, exactMean: null },
      ...{ draws: { places: [], winners: [] }, draw: null },
      slow: { gamma: [-1.2, 0.8], lit: null, counted: false, moved: null },
    }),
    'slow motion, a mean that moves': polytope({
      ...{ ...hexagon, draw: null },
      slow: { gamma: null, lit: 2, counted: true, moved: { scores: [1.2, 0.9], mean: [0.8, 0.6] } },
    }),
    'too many to name': polytope(many),
    'no law': polytope({ ...hexagon, exact: null, exactMean: null, flat: false }),
    'a convex loss': polytope({
      ...hexagon,
      loss: lossCase(hexagon, 3, methods['fenchel-young'].short),
    }),
    'a loss that is not convex': polytope({ ...hexagon, loss: lossCase(hexagon, 3, 'Squared') }),
  },
  jacobians: {
    'three parts': jacobians(jacobiansCase(3)),
    'four parts': jacobians(jacobiansCase(4, 0.01)),
    'two parts': jacobians(jacobiansCase(2, 0.2)),
  },
  price: {
    'in between': price(priceCase(0.5, 0.8, 1000)),
    'too quiet': price(priceCase(0.5, 0.05, 100)),
    'one draw': price(priceCase(0.1, 20, 1)),
  },
  regulariser: {
    'of three': regulariser(regulariserCase({ ...triangle, sigma: 1 })),
    'of six, one alone': regulariser(
      regulariserCase({ places: ring(6, 1.4), scores: [0.7, 0.9], sigma: 2 }, 1),
    ),
  },
};
