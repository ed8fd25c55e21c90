import { createElement } from 'react';
import { methods } from '../../core/atlas/methods';
import { ComparisonChart } from '../comparison/ComparisonChart';
import type { ComparisonData } from '../comparison/layout';
import { HeatmapChart } from '../heatmap/HeatmapChart';
import type { HeatmapData } from '../heatmap/layout';
import type { MatchingData } from '../matching/layout';
import { MatchingChart } from '../matching/MatchingChart';
import type { SeriesData } from '../series/layout';
import { SeriesChart } from '../series/SeriesChart';
import type { ChartSize } from '../shared/size';
import { thumbnailCase } from './knn';

/** A number in 0 .. 1 that looks like chance and is always the same. */
const unit = (i: number) => (Math.sin(12.9898 * (i + 1)) * 43758.5453) % 1;
const positive = (i: number) => Math.abs(unit(i));

/** The methods that the cases compare. */
const SHOWN = [methods['direct-learned'], methods['direct-zero'], methods['gumbel-sinkhorn']];

/** Runs whose values fall at different rates; with `zeros` some end at exactly 0. */
export function seriesCase(runs: number, steps: number, zeros = false): SeriesData {
  return {
    series: Array.from({ length: runs }, (_, r) => ({
      id: `run-${r}`,
      label: SHOWN[r % SHOWN.length].short,
      category: r < SHOWN.length ? SHOWN[r].place : r,
      steps: Array.from({ length: steps }, (_, s) => s + 1),
      values: Array.from({ length: steps }, (_, s) => {
        const value = Math.exp((-(r + 1) * s) / 60) * (0.6 + 0.4 * positive(s + 97 * r));
        return zeros && r === 0 && s > steps / 2 ? 0 : value;
      }),
    })),
    events: steps > 40 ? [{ step: 40, label: 'σ 1 → 2' }] : [],
    stepLabel: 'training step',
    valueLabel: 'training loss',
    valueScale: 'log',
    stepScale: 'linear',
  };
}

/** Percents of two runs, one of them shorter: intervals, a second line each, and many changes. */
function percentCase(): SeriesData {
  const { series } = seriesCase(2, 150);
  const percents = series.flatMap((one, r) => {
    const steps = Array.from(one.steps).slice(0, r === 0 ? 150 : 90);
    const values = steps.map((s) => 90 - 60 * Math.exp(-s / (20 + 30 * r)));
    const band = [-1, 1].map((side) => values.map((v) => v + side * 5)) as [number[], number[]];
    const leads = { thin: true, tag: 'y*(ε)', label: `${one.label}, y*(ε)` } as const;
    return [
      { ...one, label: `${one.label}, y*`, steps, values, band },
      { ...one, ...leads, id: `${one.id} leads`, steps, values: values.map((v) => v + 8) },
    ];
  });
  return {
    ...{ ...seriesCase(0, 0), series: percents, valueScale: 'linear', bounds: [0, 100] },
    valueLabel: 'right places, %',
    events: [
      { step: 20, label: 'σ 1 → 8.7' },
      ...[60, 62, 64].map((step) => ({ step, label: `ε ${step} → ${step + 2}` })),
      { step: 90, label: 'stopped', note: 'it has made its steps' },
    ],
  };
}

/** A run that came with the site, and one of the reader's over it as far as that has come. */
function recordedCase(own: number): SeriesData {
  const [one] = seriesCase(1, 200).series;
  const { series, ...rest } = seriesCase(1, own);
  const recorded = { ...one, id: 'recorded', label: 'recorded, d = 10', recorded: true };
  const under = { ...recorded, thin: true };
  return { ...rest, series: own > 0 ? [under, ...series] : [recorded] };
}

/** Scores that grow beside noise that does not. */
function conceptCase(): SeriesData {
  const { series, ...rest } = seriesCase(2, 60);
  const values = { signal: (s: number) => 0.5 * s ** 1.5, noise: () => 0.9 };
  const line = (concept: 'signal' | 'noise', i: number) => ({
    ...{ ...series[i], concept, label: concept },
    values: Array.from(series[i].steps, values[concept]),
  });
  return { ...rest, series: [line('signal', 0), line('noise', 1)], stepScale: 'log' };
}

/** Shares that come and go with the noise, each with the image of what it is of, and a line beside it. */
export function picturedCase(): SeriesData {
  const { items } = thumbnailCase(6);
  const steps = Array.from({ length: 24 }, (_, s) => 0.003 * 1.5 ** s);
  const values = (i: number, more: number) =>
    steps.map((at) => {
      const near =
        i < 3 ? 1 / (1 + (at * (i + 2)) ** 1.2) : (1.4 - 0.22 * i) / (1 + (0.02 * i) / at);
      return Math.min(100, 100 * (near * (1 - 0.9 / (1 + 9 / at)) + 0.05) + more);
    });
  return {
    ...seriesCase(0, 0),
    ...{ stepLabel: 'noise scale σ', valueLabel: 'among the nearest, %' },
    ...{ valueScale: 'linear', stepScale: 'log', bounds: [0, 100] },
    stepBounds: [steps[0], steps[steps.length - 1]],
    series: items.flatMap((picture, i) => {
      const line = { id: picture.name, label: `${picture.label} (${i + 1})`, category: i, steps };
      const second = { id: `${line.id} augmented`, tag: '', thin: true };
      return [
        { ...line, picture, values: values(i, 0) },
        { ...line, ...second, values: values(i, 2) },
      ];
    }),
    flag: { step: 0.16, text: 'noise 0.16', of: 'noise', name: 'Noise: its scale' },
  };
}

/** Numbers of which neighbours by value are swapped at every `wrong`-th place. */
export function matchingCase(d: number, wrong: number, patch: Partial<MatchingData> = {}) {
  const numbers = Array.from({ length: d }, (_, j) => positive(j + 7));
  const order = numbers.map((_, j) => j).sort((a, b) => numbers[a] - numbers[b]);
  const truth = new Array<number>(d);
  order.forEach((j, place) => (truth[j] = place));
  const swapped = (place: number) => {
    if (wrong === 0) return place;
    if (place % wrong === 0 && place + 1 < d) return place + 1;
    return place % wrong === 1 ? place - 1 : place;
  };
  return {
    numbers,
    prediction: truth.map(swapped),
    augmented: truth,
    truth,
    showTruth: false,
    arrange: 'value',
    view: 'prediction',
    epsilon: -12,
    ...patch,
  } satisfies MatchingData;
}

export function heatmapCase(d: number): HeatmapData {
  const values = (scale: number) =>
    Float64Array.from({ length: d * d }, (_, c) => scale * (unit(c) + Math.cos(c / d)));
  const places = Array.from({ length: d }, (_, i) => i);
  const dots = places.map((i) => (i % 4 === 0 ? (i + 3) % d : i));
  return {
    rows: places.map((i) => (i / d).toFixed(3)),
    columns: places.map((i) => String(i + 1)),
    rowTitle: 'number',
    columnTitle: 'place',
    panels: [
      { id: 'scores', title: 'score μ', values: values(1), hue: 'signal', rings: places },
      { id: 'noise', title: 'noise σγ', values: values(3), hue: 'noise' },
      { id: 'sum', title: 'sum', values: values(4), hue: 'ink', rings: places, dots },
      {
        id: 'relaxed',
        title: methods['gumbel-sinkhorn'].short,
        values: values(0.5),
        hue: 'ink',
        extent: 'shares',
        rings: places,
      },
    ],
  };
}

export function comparisonCase(groups: number, recorded = false): ComparisonData {
  return {
    valueLabel: 'perfectly sorted test sequences, %',
    bounds: [0, 100],
    rows: Array.from({ length: groups }, (_, g) =>
      SHOWN.map(({ label, short }, i) => ({
        group: `d = ${5 * 2 ** g}`,
        ...{ label, short },
        value: 98 - 12 * g - 3 * i,
        interval: [94 - 12 * g - 3 * i, 100 - 12 * g - 2 * i] as const,
        count: 200,
        printed: i === 1 ? null : 97 - 20 * g,
        ...(recorded && g > 0 && { recorded: true }),
      })),
    ).flat(),
  };
}

const series = (data: SeriesData) => (size: ChartSize) =>
  createElement(SeriesChart, { ...data, ...size });
const matching = (data: MatchingData) => (size: ChartSize) =>
  createElement(MatchingChart, { ...data, ...size, onMove: () => undefined });
const heatmap = (data: HeatmapData) => (size: ChartSize) =>
  createElement(HeatmapChart, { ...data, ...size });
const comparison = (data: ComparisonData) => (size: ChartSize) =>
  createElement(ComparisonChart, { ...data, ...size });

export const trainingCases = {
  series: {
    'three runs': series(seriesCase(3, 200)),
    'one run of few steps': series(seriesCase(1, 3)),
    'twelve runs': series(seriesCase(12, 60)),
    'thousands of steps': series(seriesCase(2, 5000)),
    'zeros on a log axis': series(seriesCase(2, 120, true)),
    'percents with intervals and changes': series(percentCase()),
    'a recorded run': series(recordedCase(0)),
    'a run over a recorded one': series(recordedCase(70)),
    'a past step': series({ ...seriesCase(2, 200), past: 32 }),
    'scores and noise': series(conceptCase()),
    'images of what the lines are of': series(picturedCase()),
  },
  matching: {
    'ten, half of them wrong': matching(matchingCase(10, 4)),
    'three, all right': matching(matchingCase(3, 0)),
    'forty, with the truth': matching(matchingCase(40, 5, { showTruth: true })),
    'a hundred as they came': matching(matchingCase(100, 9, { arrange: 'order' })),
    'the difference': matching(matchingCase(10, 4, { view: 'difference' })),
    'an answer': matching(matchingCase(10, 4, { view: 'difference', said: [0, 8] })),
  },
  heatmap: {
    ten: heatmap(heatmapCase(10)),
    'a hundred': heatmap(heatmapCase(100)),
    'three, in numbers': heatmap({ ...heatmapCase(3), numbered: true }),
  },
  comparison: {
    'three sizes': comparison(comparisonCase(3)),
    'recorded and own': comparison(comparisonCase(2, true)),
    'more rows than have room': comparison(comparisonCase(8)),
  },
};
