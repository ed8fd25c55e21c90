import { createElement, type ReactElement } from 'react';
import { BiasVarianceChart } from '../bias-variance/BiasVarianceChart';
import { FewNoisesChart } from '../few-noises/FewNoisesChart';
import { FlipsChart } from '../flips/FlipsChart';
import { FrequencyChart } from '../frequency/FrequencyChart';
import { GradientChart } from '../gradient/GradientChart';
import { LetGoChart } from '../let-go/LetGoChart';
import { LossCurveChart } from '../loss-curve/LossCurveChart';
import { PlaneChart } from '../plane/PlaneChart';
import type { Ghost } from '../shared/ghost';
import type { ChartSize } from '../shared/size';
import { SimplexChart } from '../simplex/SimplexChart';
import * as data from './data';
import { heldOutCases } from './held-out';
import { knnCases } from './knn';
import { machineCases } from './machine';
import { mapCases } from './maps';
import { slopeCases } from './slopes';
import { snapshotCases } from './snapshots';
import { matchingCases } from './matching';
import { pathsCases } from './paths';
import { polytopeCases } from './polytope';
import { rankingsCases } from './rankings';
import { versusCases } from './versus';
import { trainingCases } from './training';

/** How each case is shown, from left to right: on a page and on a phone. */
export const DRAWINGS: readonly ChartSize[] = [
  { width: 640, height: 360 },
  { width: 320, height: 300 },
];

/** One entry of the gallery, and one picture: a chart with data, drawn at any size. */
export interface GalleryCase {
  readonly chart: string;
  readonly title: string;
  readonly element: (size: ChartSize) => ReactElement;
}

/** The gallery shows charts; nothing answers their handles. */
const still = () => undefined;

type Cases = Record<string, (size: ChartSize) => ReactElement>;

const named = (chart: string, cases: Cases): GalleryCase[] =>
  Object.entries(cases).map(([title, element]) => ({ chart, title, element }));

const frequency =
  (
    shown: ReturnType<typeof data.frequencyCase>,
    fall: ReturnType<typeof data.fallCase> | null = null,
  ) =>
  (size: ChartSize) =>
    createElement(FrequencyChart, {
      ...{ ...shown, ...size, fall, onScore: still },
      sigma: { value: 1, bounds: [0.01, 100], onChange: still },
    });

const answered =
  (shown: ReturnType<typeof data.frequencyCase>, ghost: Ghost) => (size: ChartSize) =>
    createElement(FrequencyChart, { ...shown, ...size, ghost, onScore: still });

const flips = (shown: ReturnType<typeof data.flipsCase>) => (size: ChartSize) =>
  createElement(FlipsChart, { ...shown, ...size, onSigma: still });

const letGo = (shown: ReturnType<typeof data.letGoCase>) => (size: ChartSize) =>
  createElement(LetGoChart, { ...shown, ...size, onSigma: still });

const plane = (shown: ReturnType<typeof data.planeCase>) => (size: ChartSize) =>
  createElement(PlaneChart, { ...shown, ...size, onSigma: still, onEpsilon: still });

const fewNoises = (shown: ReturnType<typeof data.fewNoisesCase>) => (size: ChartSize) =>
  createElement(FewNoisesChart, { ...shown, ...size, onCoupling: still });

const six = data.frequencyCase(data.longTail(6));
const twelve = data.frequencyCase(data.longTail(12));
const nearTie = data.frequencyCase([1, 0.9, -1], 0.1);

export const CASES: readonly GalleryCase[] = [
  ...named('frequency', {
    'six classes': frequency(six),
    'two classes': frequency(data.frequencyCase([1, -0.5])),
    'twelve classes': frequency(twelve),
    'all equal': frequency(data.frequencyCase(Array.from({ length: 8 }, () => 0))),
    computing: frequency({ ...six, frequencies: null, standardErrors: null, augmented: null }),
    'other noise': frequency({
      ...six,
      exactLabel: 'exact integral',
      gibbs: data.softmax(data.longTail(6), 0.8),
    }),
    'twelve classes, top 3, with the loss': frequency(data.topCase(data.longTail(12), 3)),
    'near tie with the loss': frequency({
      ...data.frequencyCase([1, 0.9, -1], 0.1),
      showsAugmented: true,
    }),
    'near tie, forty draws': frequency(nearTie, data.fallCase(nearTie, 40)),
    'twelve classes, a hundred draws': frequency(twelve, data.fallCase(twelve, 100)),
    'no noise': frequency({ ...data.frequencyCase([1, 0.5, 0], 0.05), perturbation: [0, 0, 0] }),
    'loud noise': frequency(data.frequencyCase([1, 0.9, -1], 60)),
    'long names': frequency({
      ...six,
      labels: ['heron', 'nightingale', 'oystercatcher', 'wren', 'kingfisher', 'owl'],
    }),
    'an answer': answered(nearTie, { kind: 'share', of: 0, value: 0.95 }),
    'an answer about one draw': answered(nearTie, { kind: 'winner', of: 1 }),
    'nearly deterministic': frequency(data.frequencyCase([3, -3, 0.5, -3], 0.05)),
  }),
  ...named('flips', {
    'six classes': flips(data.flipsCase(6)),
    'two classes': flips(data.flipsCase(2)),
    'twelve classes, top 3': flips(data.flipsCase(12, 3, 4)),
    'all equal': flips({ ...data.flipsCase(4), scores: [0, 0, 0, 0] }),
  }),
  ...named('simplex', {
    'one of three': (size) =>
      createElement(SimplexChart, { ...data.simplexCase(), ...size, onSigma: still }),
    'an answer': (size) =>
      createElement(SimplexChart, {
        ...data.simplexCase(),
        ...size,
        ghost: { kind: 'point', shares: [0.2, 0.6, 0.2] },
        onSigma: still,
      }),
    'two of three': (size) =>
      createElement(SimplexChart, {
        ...data.simplexCase(2),
        ...size,
        onSigma: still,
        note: 'two of three: only the shaded part can be reached',
      }),
    computing: (size) =>
      createElement(SimplexChart, {
        ...data.simplexCase(),
        paths: data.simplexCase().paths.slice(0, 1),
        estimate: null,
        ...size,
        onSigma: still,
      }),
  }),
  ...named('gradient', {
    'five scores': (size) => createElement(GradientChart, { ...data.gradientCase(5), ...size }),
    'two scores': (size) => createElement(GradientChart, { ...data.gradientCase(2), ...size }),
    'twelve scores': (size) => createElement(GradientChart, { ...data.gradientCase(12), ...size }),
    zeros: (size) =>
      createElement(GradientChart, {
        rows: data.gradientCase(4).rows.map((row) => ({
          ...row,
          exact: 0,
          expected: 0,
          estimate: null,
          standardError: null,
          noiseless: null,
        })),
        ...size,
      }),
  }),
  ...named('bias-variance', {
    'both signs': (size) =>
      createElement(BiasVarianceChart, { ...data.biasVarianceCase(), ...size, onEpsilon: still }),
    'bias changes sign': (size) =>
      createElement(BiasVarianceChart, {
        ...data.biasVarianceCase(-0.1, false, 3),
        ...size,
        onEpsilon: still,
      }),
    'an answer': (size) =>
      createElement(BiasVarianceChart, {
        ...data.biasVarianceCase(),
        ...size,
        ghost: { kind: 'at', value: -0.01 },
        onEpsilon: still,
      }),
    'two pins': (size) =>
      createElement(BiasVarianceChart, {
        ...data.biasVarianceCase(),
        pins: [
          { name: 'B', sigma: 0.3, epsilon: -2, biasSquared: 0.02, variance: 0.4 },
          { name: 'C', sigma: 3, epsilon: 0.05, biasSquared: 1e-4, variance: null },
        ],
        ...size,
        onEpsilon: still,
      }),
    'zero bias': (size) =>
      createElement(BiasVarianceChart, {
        ...data.biasVarianceCase(-2, true),
        ...size,
        onEpsilon: still,
      }),
  }),
  ...named('loss-curve', {
    'interior minimum': (size) =>
      createElement(LossCurveChart, { ...data.lossCurveCase(), ...size, onSigma: still }),
    'an answer': (size) =>
      createElement(LossCurveChart, {
        ...data.lossCurveCase(),
        ...size,
        ghost: { kind: 'at', value: 10 },
        onSigma: still,
      }),
    monotone: (size) =>
      createElement(LossCurveChart, { ...data.lossCurveCase(3, false), ...size, onSigma: still }),
    computing: (size) =>
      createElement(LossCurveChart, {
        ...data.lossCurveCase(1, false),
        exact: null,
        slope: null,
        estimate: null,
        ...size,
        onSigma: still,
      }),
  }),
  ...named('let-go', {
    'nothing let go': letGo(data.letGoCase([])),
    'right and wrong way': letGo(
      data.letGoCase([
        [-1, 0.05],
        [-0.1, 0.8],
      ]),
    ),
    'too far, on its way': letGo({ ...data.letGoCase([[2, 20]], 0.1), walked: 9 }),
    'four ways': letGo(
      data.letGoCase([
        [0.1, 1.1],
        [2, 30],
        [100, 0.3],
        [-10, 0.03],
      ]),
    ),
    computing: letGo({ ...data.letGoCase([]), exact: null }),
  }),
  ...named('plane', {
    'near tie': plane(data.planeCase([1, 0.9, -1], [1, 0, 1])),
    'all equal': plane(data.planeCase([0, 0, 0], [0, 1, 2], 0.5, 1)),
    'little noise': plane(data.planeCase([1, 0.9, -1], [1, 0, 1], -0.1, 0.1)),
    'two draws': plane(data.planeCase([2, 0.5, -1], [0, 1, 1], 3, 1, 2)),
    'closest draw': plane({ ...data.planeCase([1, 0.9, -1], [1, 0, 1]), zoom: 3 }),
    'two pins': plane({
      ...data.planeCase([1, 0.9, -1], [1, 0, 1]),
      pins: [
        { name: 'B', sigma: 2, epsilon: -0.9, differing: 0.11 },
        { name: 'C', sigma: 1, epsilon: 2, differing: 0.38 },
      ],
    }),
    'equal losses': plane(data.planeCase([1, 0.9, -1], [1, 1, 1])),
  }),
  ...named('few-noises', {
    coupled: fewNoises(data.fewNoisesCase(1)),
    uncoupled: fewNoises(data.fewNoisesCase(0)),
    'pushed apart': fewNoises(data.fewNoisesCase(-2)),
    'all in one place': fewNoises(data.fewNoisesCase(2, 0.01)),
  }),
  ...Object.entries({
    ...slopeCases,
    ...trainingCases,
    ...matchingCases,
    ...machineCases,
    ...polytopeCases,
    ...pathsCases,
    ...heldOutCases,
    ...rankingsCases,
    ...versusCases,
    ...mapCases,
    ...snapshotCases,
    ...knnCases,
  }).flatMap(([chart, cases]) => named(chart, cases)),
];
