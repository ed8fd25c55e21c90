import { createElement, type ReactElement } from 'react';
import { BiasVarianceChart } from '../bias-variance/BiasVarianceChart';
import { DrawChart } from '../draw/DrawChart';
import { FlipsChart } from '../flips/FlipsChart';
import { FrequencyChart } from '../frequency/FrequencyChart';
import { GradientChart } from '../gradient/GradientChart';
import { LossCurveChart } from '../loss-curve/LossCurveChart';
import type { ChartSize } from '../shared/size';
import { SimplexChart } from '../simplex/SimplexChart';
import * as data from './data';
import { knnCases } from './knn';
import { matchingCases } from './matching';
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

const frequency = (shown: ReturnType<typeof data.frequencyCase>) => (size: ChartSize) =>
  createElement(FrequencyChart, { ...shown, ...size, onScore: still });

const flips = (shown: ReturnType<typeof data.flipsCase>) => (size: ChartSize) =>
  createElement(FlipsChart, { ...shown, ...size, onSigma: still });

const six = data.frequencyCase(data.longTail(6));

export const CASES: readonly GalleryCase[] = [
  ...named('frequency', {
    'six classes': frequency(six),
    'two classes': frequency(data.frequencyCase([1, -0.5])),
    'twelve classes': frequency(data.frequencyCase(data.longTail(12))),
    'all equal': frequency(data.frequencyCase(Array.from({ length: 8 }, () => 0))),
    computing: frequency({ ...six, frequencies: null, standardErrors: null, augmented: null }),
    'other noise': frequency({
      ...six,
      augmented: null,
      exactLabel: 'integral',
      gibbs: data.softmax(data.longTail(6), 0.8),
      k: 2,
    }),
    'long names': frequency({
      ...six,
      labels: ['heron', 'nightingale', 'oystercatcher', 'wren', 'kingfisher', 'owl'],
    }),
    'nearly deterministic': frequency(data.frequencyCase([3, -3, 0.5, -3], 0.05)),
  }),
  ...named('draw', {
    'five classes': (size) => createElement(DrawChart, { ...data.drawCase(5), ...size }),
    'two classes': (size) => createElement(DrawChart, { ...data.drawCase(2), ...size }),
    'twelve classes, top 3': (size) =>
      createElement(DrawChart, { ...data.drawCase(12, 3), ...size }),
    'no noise, no loss': (size) =>
      createElement(DrawChart, {
        ...data.drawCase(4),
        perturbation: [0, 0, 0, 0],
        augmentation: [0, 0, 0, 0],
        ...size,
      }),
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
  ...Object.entries({ ...trainingCases, ...matchingCases, ...knnCases }).flatMap(([chart, cases]) =>
    named(chart, cases),
  ),
];
