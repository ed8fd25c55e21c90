import { createElement } from 'react';
import type { NeighboursData } from '../neighbours/layout';
import { NeighboursChart } from '../neighbours/NeighboursChart';
import { QUERY, WRONG, type ScatterData } from '../scatter/layout';
import { ScatterChart } from '../scatter/ScatterChart';
import type { ChartSize } from '../shared/size';
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

/** A query with its neighbours, with noise and with the loss. */
function neighboursCase(k: number): NeighboursData {
  const { items } = thumbnailCase(3 * k + 1);
  const row = (id: string, title: string, from: number, count = k) => ({
    ...{ id, title },
    items: items.slice(from, from + count),
  });
  return {
    query: { ...items[0], name: 'test image 7', verdict: undefined },
    rows: [
      row('clean', 'nearest without noise', 1),
      row('y', 'y*: nearest with noise', 1 + k),
      row('z', 'y*(ε): pulled by the loss', 1 + 2 * k),
      { ...row('out', 'pushed away', 0, 0), empty: 'the two agree' },
    ],
  };
}

const neighbours = (data: NeighboursData) => (size: ChartSize) =>
  createElement(NeighboursChart, { ...data, ...size });
const scatter =
  (data: ScatterData, selected: readonly number[] = []) =>
  (size: ChartSize) =>
    createElement(ScatterChart, { ...data, ...size, selected, onSelect: () => undefined });
const thumbnails = (data: ThumbnailRowData) => (size: ChartSize) =>
  createElement(ThumbnailRow, { ...data, ...size });

export const knnCases = {
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
    one: neighbours(neighboursCase(1)),
    fifty: neighbours(neighboursCase(50)),
  },
  thumbnails: {
    'nine neighbours': thumbnails(thumbnailCase(9)),
    'forty candidates': thumbnails(thumbnailCase(40)),
    'colours, garments': thumbnails(thumbnailCase(24, GARMENTS, false, 3)),
  },
};
