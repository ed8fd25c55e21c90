import { upright } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { endLabels, type LineEnd } from '../shared/ends';
import { keepClear, textWidth, type Box, type Label, type Line } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { pathOf } from '../shared/path';
import type { Scale } from '../shared/scale';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';

/** A stretch of noise scales with one path. */
export interface NamedStretch {
  readonly from: number;
  readonly to: number;
  /** A short name, the same for the same path. */
  readonly name: string;
  /** What the path costs without noise, more than the cheapest. */
  readonly extra: number;
}

/** What becomes of the paths of frozen draws along sigma. */
export interface PathFlipsData {
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
  /** Ascending; none while the draws are being solved. */
  readonly sigmas: readonly number[];
  /** Share of the draws that take the cheapest path. */
  readonly cheapest: readonly number[];
  /** Entropy of the paths of the draws over its largest, the logarithm of their number. */
  readonly entropy: readonly number[];
  readonly samples: number;
  /** The path that most draws take. */
  readonly most: readonly NamedStretch[];
  /** The path of the draw that is followed, and what that is called. */
  readonly draw: readonly NamedStretch[];
  readonly drawName: string;
}

export interface StretchCell {
  readonly stretch: NamedStretch;
  readonly row: 'most' | 'draw';
  readonly box: Box;
  readonly current: boolean;
}

export interface PathFlipsLayout extends Cartesian {
  readonly cheapest: string;
  readonly entropy: string;
  readonly strip: readonly StretchCell[];
  /** Where the path of the draw changes. */
  readonly flips: readonly Line[];
  readonly leaders: readonly Line[];
  readonly marker: Marker;
}

const NAMES = { cheapest: 'cheapest path', entropy: 'entropy', most: 'most draws' } as const;

/** Two curves over sigma, and under them the path of most draws and that of one, stretch by stretch. */
export function pathFlipsLayout(data: PathFlipsData, size: ChartSize): PathFlipsLayout {
  const type = typeScale(size);
  const { row } = type;
  const names = [...Object.values(NAMES), data.drawName];
  const nameWidth = Math.min(
    0.3 * size.width,
    Math.max(...names.map((name) => textWidth(name, type.text))),
  );
  const plot = cartesian({
    ...{ size, head: 2 * row + 2, foot: 4.2 * row, right: nameWidth + 18 },
    x: { kind: 'log', domain: data.sigmaBounds },
    y: { kind: 'linear', domain: [0, 1] },
    texts: size.height - 1.3 * row,
  });
  const { x, y, frame } = plot;
  const curve = (values: readonly number[]) =>
    pathOf(values.map((value, i) => ({ x: x(data.sigmas[i]), y: y(value) })));
  const top = frame.bottom + 0.3 * row;
  const strip = [
    ...cellsOf(data, 'most', x, { y: top, height: row }),
    ...cellsOf(data, 'draw', x, { y: top + 1.2 * row, height: row }),
  ];
  const room = { x: frame.right + 14, width: nameWidth, top: frame.top + 4, bottom: frame.bottom };
  const ends = endLabels(endsOf(data, frame.right, y), room, type);
  return {
    ...{ ...plot, strip },
    cheapest: curve(data.cheapest),
    entropy: curve(data.entropy),
    flips: data.draw.slice(1).map(({ from }) => upright(x(from), top + 1.2 * row, top + 2.2 * row)),
    leaders: ends.map(({ leader }) => leader),
    marker: markerAt(x, data.sigma, 'σ', 'noise', frame, size.width, type),
    labels: keepClear(
      [
        ...ends.map(({ label }) => label),
        ...rowNames(data, frame.right + 14, top, type),
        ...plot.labels,
        ...strip.flatMap((cell) => stretchLabel(cell, type)),
        caption(size, type),
      ],
      [],
      1,
    ),
  };
}

function cellsOf(
  data: PathFlipsData,
  row: 'most' | 'draw',
  x: Scale,
  { y, height }: Pick<Box, 'y' | 'height'>,
): StretchCell[] {
  return data[row].map((stretch) => {
    const left = x(stretch.from);
    const box = { x: left, y, width: Math.max(1, x(stretch.to) - left), height };
    const current = data.sigma >= stretch.from && data.sigma < stretch.to;
    return { stretch, row, box, current };
  });
}

function endsOf({ cheapest, entropy }: PathFlipsData, x: number, y: Scale): LineEnd[] {
  if (cheapest.length === 0) return [];
  return [
    {
      text: NAMES.cheapest,
      at: { x, y: y(clamp(cheapest[cheapest.length - 1], 0, 1)) },
      kind: 'winner',
      term: 'prediction',
    },
    {
      text: NAMES.entropy,
      at: { x, y: y(clamp(entropy[entropy.length - 1], 0, 1)) },
      kind: 'noise',
      term: 'noise',
    },
  ];
}

const rowNames = (
  { drawName }: PathFlipsData,
  x: number,
  top: number,
  { row, text: size }: TypeScale,
): Label[] =>
  [NAMES.most, drawName].map((text, i) => ({
    ...{ x, y: top + (1.2 * i + 0.5) * row, text },
    ...{ anchor: 'start', kind: 'tick', size },
  }));

function stretchLabel({ stretch, box, current }: StretchCell, { text: size }: TypeScale): Label[] {
  const text = stretch.name;
  if (textWidth(text, size) > box.width - 4) return [];
  return [
    {
      ...{ x: box.x + box.width / 2, y: box.y + box.height / 2, text, anchor: 'middle', size },
      kind: current ? 'inverse' : 'winner label-plain',
    },
  ];
}

const caption = ({ width, height }: ChartSize, { text: size, row }: TypeScale): Label => ({
  ...{ x: width / 2, y: height - row / 2, text: 'noise scale σ' },
  ...{ anchor: 'middle', kind: 'noise', size },
});
