import { createElement } from 'react';
import { DistancesChart } from '../distances/DistancesChart';
import { methods, type MethodName } from '../../core/atlas/methods';
import type { DistancesData } from '../distances/layout';
import type { NeighboursData } from '../neighbours/layout';
import { NeighboursChart } from '../neighbours/NeighboursChart';
import { QUERY, WRONG, type ScatterData } from '../scatter/layout';
import { ScatterChart } from '../scatter/ScatterChart';
import type { ChartSize } from '../shared/size';
import type { SlopesData } from '../slopes/model';
import { SlopesChart } from '../slopes/SlopesChart';
import type { ThumbnailItem, ThumbnailRowData } from '../thumbnails/layout';
import { ThumbnailRow } from '../thumbnails/ThumbnailRow';

/** A number in -1 .. 1 that looks like chance and is always the same. */
const unit = (i: number) => (Math.sin(12.9898 * (i + 1)) * 43758.5453) % 1;

export const DIGITS = [...'0123456789'];
export const GARMENTS = [
  'T-shirt',
  'trouser',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];

/** Classes on a circle, each a cloud of the given width; every eleventh point is a query. */
export function scatterCase(
  count: number,
  classes: readonly string[] = DIGITS,
  spread = 0.25,
  marked = false,
): ScatterData {
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes.length);
  const positions = new Float32Array(2 * count);
  labels.forEach((label, i) => {
    const angle = (2 * Math.PI * label) / classes.length;
    const [u, v] = [unit(2 * i) + unit(2 * i + 7e4), unit(2 * i + 1) + unit(2 * i + 9e4)];
    positions[2 * i] = Math.cos(angle) + spread * u;
    positions[2 * i + 1] = Math.sin(angle) + spread * v;
  });
  const marks = Uint8Array.from(labels, (_, i) =>
    i % 11 ? 0 : i % 33 === 0 ? QUERY | WRONG : QUERY,
  );
  return {
    points: { positions, labels, ...(marked && { marks }) },
    classes,
    note: 'axes hold 43% and 21% of the variance',
  };
}

/** A stroke that turns with its number. */
function picture(i: number, side: number, channels: 1 | 3) {
  const pixels = new Uint8Array(side * side * channels);
  const [c, s] = [Math.cos(i), Math.sin(i)];
  for (let p = 0; p < side * side; p++) {
    const [x, y] = [(p % side) / side - 0.5, Math.floor(p / side) / side - 0.5];
    const ink = 255 * Math.exp(-60 * (c * x + s * y) ** 2 - 8 * (c * y - s * x) ** 2);
    for (let k = 0; k < channels; k++) pixels[p * channels + k] = ink * (1 - 0.3 * k);
  }
  return { pixels, width: side, height: side, channels };
}

export function thumbnailCase(
  count: number,
  classes: readonly string[] = DIGITS,
  judged = true,
  channels: 1 | 3 = 1,
): ThumbnailRowData {
  return {
    title: 'nearest candidates',
    items: Array.from({ length: count }, (_, i): ThumbnailItem => ({
      ...picture(i, channels === 3 ? 32 : 28, channels),
      name: `candidate ${i + 1}`,
      label: classes[(i * i) % classes.length],
      verdict: judged ? (i % 4 === 3 ? 'wrong' : 'right') : undefined,
      rows: [['distance', (0.1 * (i + 1)).toFixed(2)]],
    })),
  };
}

/** A query among a hundred candidates: the nearer, the more often chosen. */
function neighboursCase(
  k: number,
  { classes = DIGITS, loud = false, candidates = 100 } = {},
): NeighboursData {
  const { items } = thumbnailCase(candidates + 1, classes);
  const distances = items.map((_, i) => 0.4 + 0.06 * i + 0.3 * Math.abs(unit(i)));
  const reach = [...distances.slice(1)].sort((a, b) => a - b)[k - 1];
  const noise = loud ? 2 : 0.2;
  const share = (distance: number) => 1 / (1 + Math.exp((distance - reach) / noise));
  const marks = items.slice(1).map((item, i) => {
    const at = distances[i + 1];
    const pull = item.verdict === 'right' ? 0.9 : 1;
    const shares = { share: share(at), pulled: share(at * pull) };
    return { id: String(i), label: item.label, angle: 2.4 * i, at, from: null, ...shares, item };
  });
  return {
    ...{ marks, moved: null, k, reach, pull: { at: reach / 0.9, text: 'ε = −0.1' } },
    query: { ...items[0], name: 'test image 8', verdict: undefined },
    band: { ends: [Math.max(0, reach - noise), reach + noise], text: `noise ${noise}` },
    strip: [
      { id: 'query', title: 'query', items: items.slice(0, 1), kind: 'name' },
      { id: 'y', title: 'y*: nearest in one draw', items: items.slice(1, 1 + k), kind: 'name' },
      {
        ...{ id: 'taken', title: 'y*(ε) takes instead', empty: 'y*(ε): the same', kind: 'loss' },
        items: loud ? [] : items.slice(1 + k, 3 + k),
      },
    ],
  };
}

/** The same in a stage of the slow step: moved by the noise. */
function movedCase(): NeighboursData {
  const shown = neighboursCase(5);
  const marks = shown.marks.map((mark, i) => ({
    ...mark,
    ...{ from: mark.at, at: Math.max(0, mark.at + 0.8 * unit(i)), share: i < 5 ? 1 : 0 },
    pulled: null,
  }));
  return { ...shown, marks, moved: 'noise', band: null, pull: null };
}

const neighbours = (data: NeighboursData) => (size: ChartSize) =>
  createElement(NeighboursChart, {
    ...{ ...data, ...size },
    sigma: drag('noise 0.20', 0.3),
    epsilon: drag('ε = −0.1', -0.1),
  });
/** The gallery shows charts; nothing answers their handles. */
const drag = (text: string, value: number) => ({
  ...{ label: 'a ring', text, value, bounds: [-100, 100] as const },
  ...{ valueAt: () => value, step: () => value, onChange: () => undefined },
});
const scatter =
  (data: ScatterData, selected: readonly number[] = []) =>
  (size: ChartSize) =>
    createElement(ScatterChart, { ...data, ...size, selected, onSelect: () => undefined });
const slopes = (data: SlopesData) => (size: ChartSize) =>
  createElement(SlopesChart, { ...data, ...size });
const thumbnails = (data: ThumbnailRowData) => (size: ChartSize) =>
  createElement(ThumbnailRow, { ...data, ...size });

/** Percent right of Table 3 of the paper, by method for k = 1, 3, 5, 9. */
const TABLE_3 = {
  MNIST: [
    [99.1, 99.2, 99.3, 99.2],
    [16, 53.84, 14.25, 41.53],
    [99.34, 99.4, 99.4, 99.34],
    [99.2, 99.5, 99.3, 99.3],
    [99.1, 99.3, 99.4, 99.4],
    [null, null, 99.3, null],
  ],
  'Fashion-MNIST': [
    [89.8, 93.2, 93.5, 93.7],
    [92.5, 93.4, 93.3, 93.2],
    [92.6, 93.3, 94, 93.7],
    [92.6, 93.2, 93.5, 93],
    [92.2, 93.1, 93.3, 93.4],
    [null, null, 93.6, null],
  ],
  'CIFAR-10': [
    [24.9, 27, 39.6, 39.9],
    [23.1, 89.95, 90.85, 91.6],
    [29.6, 90.7, 91.25, 91.7],
    [88.7, 90, 90.2, 90.7],
    [85.1, 87.8, 88, 89.5],
    [null, null, 90.1, null],
  ],
};
const METHODS = (
  [
    ...['direct-zero', 'direct-fixed', 'direct-learned'],
    ...['neural-sort', 'neural-sort-noisy', 'relax-subsample'],
  ] as readonly MethodName[]
).map((name) => methods[name].short);

/** Printed values by group, method and column; what lies under 60 has failed. */
export const printedCase = (
  table: Record<string, readonly (readonly (number | null)[])[]> = TABLE_3,
): SlopesData => ({
  valueLabel: 'right test images, %',
  columnLabel: 'trained with k neighbours',
  groups: Object.entries(table).map(([title, lines]) => ({
    title,
    columns: ['1', '3', '5', '9'],
    lines: lines.map((values, l) => ({
      ...{ id: METHODS[l], label: METHODS[l], category: l },
      points: values.map((printed, column) => ({
        ...{ column, printed, failed: printed !== null && printed < 60, own: null },
      })),
    })),
  })),
});

/** Three sets, four columns: one line far under the others, and a few results of the reader's own. */
function slopesCase(own: boolean, groups = ['one set', 'another', 'a third']): SlopesData {
  const lines = ['without', 'fixed', 'learned', 'sorting'];
  return {
    valueLabel: 'right test images, %',
    columnLabel: 'trained with k neighbours',
    groups: groups.map((title, g) => ({
      title,
      columns: ['1', '3', '5', '9'],
      lines: lines.map((label, l) => ({
        ...{ id: label, label, category: l },
        points: [0, 1, 2, 3].map((column) => {
          const failed = g === 0 && l === 1;
          const printed = failed
            ? 15 + 9 * column
            : 90 + 4 * Math.abs(unit(9 * g + 3 * l + column));
          const value = printed - 2;
          const mine = own && l === column;
          return {
            ...{ column, printed, failed },
            own: mine ? { value, interval: [value - 1, value + 1] as const } : null,
          };
        }),
      })),
    })),
  };
}

/** A hundred queries: the neighbours about 1, wrong ones about the given distance. */
function distancesCase(noise: number, apart = 2, queries = 100): DistancesData {
  const around = (middle: number, seed: number) =>
    Array.from({ length: queries }, (_, i) => middle * (1 + 0.25 * (unit(i + seed) + unit(3 * i))));
  return {
    ...{ nearest: around(1, 0), wrong: around(apart, 5e3), name: '5th nearest' },
    band:
      noise > 0
        ? { ends: [Math.max(0, 1 - noise), 1 + noise], text: `noise ${noise.toFixed(2)}` }
        : null,
  };
}

const distances = (data: DistancesData) => (size: ChartSize) =>
  createElement(DistancesChart, { ...data, ...size, sigma: drag('noise', 0.3) });

export const knnCases = {
  distances: {
    'classes apart': distances(distancesCase(0.3)),
    'noise beyond all': distances(distancesCase(9, 1.1)),
    'three queries, no noise': distances(distancesCase(0, 2, 3)),
    computing: distances({ ...distancesCase(0.3), nearest: [], wrong: [], band: null }),
  },
  scatter: {
    'ten digits, thousands': scatter(scatterCase(4000, DIGITS, 0.25, true)),
    'few points': scatter(scatterCase(90, DIGITS, 0.2, true)),
    garments: scatter(scatterCase(1000, GARMENTS, 0.5)),
    'twenty classes': scatter(
      scatterCase(
        1500,
        Array.from({ length: 20 }, (_, c) => `class ${c + 1}`),
        0.12,
      ),
    ),
    selected: scatter(
      scatterCase(600),
      Array.from({ length: 40 }, (_, i) => 3 + 10 * i),
    ),
    'all in one place': scatter(scatterCase(50, ['one', 'two'], 0)),
  },
  neighbours: {
    five: neighbours(neighboursCase(5)),
    'one, garments': neighbours(neighboursCase(1, { classes: GARMENTS })),
    'fifty, drowned in noise': neighbours(neighboursCase(50, { loud: true })),
    'moved by noise': neighbours(movedCase()),
    'two candidates': neighbours(neighboursCase(1, { candidates: 2 })),
  },
  slopes: {
    'the printed table': slopes(printedCase()),
    'as printed': slopes(slopesCase(false)),
    'with own results': slopes(slopesCase(true)),
    'one set': slopes(slopesCase(true, ['one set'])),
  },
  thumbnails: {
    'nine neighbours': thumbnails(thumbnailCase(9)),
    'forty candidates': thumbnails(thumbnailCase(40)),
    'colours, garments': thumbnails(thumbnailCase(24, GARMENTS, false, 3)),
  },
};
