import { cartesian, type Cartesian } from '../shared/cartesian';
import { boxesOverlap, labelBox, textWidth, type Box, type Label } from '../shared/labels';
import { flagAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { valueAt } from '../shared/scale';
import { clamp, typeScale, type ChartSize } from '../shared/size';

export interface DistancesData {
  /** Distances of the queries to their k-th nearest candidate; none while they are computed. */
  readonly nearest: readonly number[];
  /** The same to their nearest candidate of another class, of those that have one. */
  readonly wrong: readonly number[];
  /** What the first are called: "5th nearest". */
  readonly name: string;
  /** Where a candidate at the median may seem to be: a deviation of the noise nearer and farther. */
  readonly band: { readonly ends: readonly [number, number]; readonly text: string } | null;
}

/** Queries whose distances lie between two ends. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly nearest: number;
  readonly wrong: number;
}

export interface DistancesLayout extends Cartesian {
  readonly bins: readonly Bin[];
  readonly bars: readonly Box[];
  /** Steps of the distances to the nearest wrong candidate. */
  readonly outline: string;
  readonly band: Box | null;
  readonly marker: Marker | null;
}

const BINS = 24;

/** Counts by distance: every one in one bin, the greatest in the last. */
export function binsOf({ nearest, wrong }: Pick<DistancesData, 'nearest' | 'wrong'>): Bin[] {
  const most = Math.max(0, ...nearest, ...wrong);
  const width = (most > 0 ? most : 1) / BINS;
  const count = (values: readonly number[]) => {
    const counts = new Array<number>(BINS).fill(0);
    for (const value of values) counts[Math.min(BINS - 1, Math.floor(value / width))]++;
    return counts;
  };
  const [first, second] = [count(nearest), count(wrong)];
  return first.map((queries, i) => ({
    ...{ from: i * width, to: (i + 1) * width },
    ...{ nearest: queries, wrong: second[i] },
  }));
}

/** Two histograms, the noise about the median of the first, its flag at the upper end. */
export function distancesLayout(data: DistancesData, size: ChartSize): DistancesLayout {
  const type = typeScale(size);
  const bins = binsOf(data);
  const most = Math.max(4, ...bins.map(({ nearest, wrong }) => Math.max(nearest, wrong)));
  const head = 2 * type.row + 2;
  const room = size.height - head - 2 * type.row;
  const plot = cartesian({
    ...{ size, head },
    x: { kind: 'linear', domain: [0, bins[BINS - 1].to] },
    // a row for the names over the highest bar
    y: {
      kind: 'linear',
      domain: [0, most / Math.max(0.4, 1 - (1.3 * type.row) / room)],
      format: (tick) => (Number.isInteger(tick) ? String(tick) : ''),
    },
    xTitle: { text: 'distance to the query', kind: 'axis', term: 'score' },
    yTitle: { text: 'queries', kind: 'axis' },
  });
  const { x, y, frame } = plot;
  const inside = (distance: number) => clamp(x(distance), frame.left, frame.right);
  const bars = bins.map(({ from, to, nearest }) => ({
    ...{ x: x(from) + 0.5, width: Math.max(0, x(to) - x(from) - 1) },
    ...{ y: y(nearest), height: frame.bottom - y(nearest) },
  }));
  const steps = bins.map(({ to, wrong }) => `V${y(wrong).toFixed(1)}H${x(to).toFixed(1)}`);
  const ends = data.band?.ends.map(inside);
  const flag = { text: data.band?.text ?? '', kind: 'noise' };
  return {
    ...plot,
    ...{ bins, bars },
    outline: data.wrong.length > 0 ? `M${frame.left},${frame.bottom}${steps.join('')}` : '',
    band: ends
      ? { x: ends[0], y: frame.top, width: ends[1] - ends[0], height: frame.bottom - frame.top }
      : null,
    marker: data.band && flagAt(inside(data.band.ends[1]), flag, frame, size.width, type),
    labels: [...plot.labels, ...nameLabels(data, bins, plot)],
  };
}

/** Distance at a pixel of the horizontal axis. */
export const distanceAt = ({ x }: DistancesLayout, pixel: number) => valueAt(x, pixel);

/** The histograms named over their highest bars, clear of the bars and of each other. */
function nameLabels(data: DistancesData, bins: readonly Bin[], plot: Cartesian): Label[] {
  const { x, y, frame, type } = plot;
  const placed: Label[] = [];
  const options = (text: string, kind: string, of: 'nearest' | 'wrong') => {
    const half = textWidth(text, type.text) / 2 + 2;
    return bins
      .filter((bin) => bin[of] > 0)
      .sort((a, b) => b[of] - a[of])
      .map(({ from, to }): Label => {
        const middle = clamp(x((from + to) / 2), frame.left + half, frame.right - half);
        const under = bins.filter(
          (bin) => x(bin.to) > middle - half && x(bin.from) < middle + half,
        );
        const top = Math.max(...under.map((bin) => Math.max(bin.nearest, bin.wrong)));
        return {
          ...{ x: middle, y: y(top) - 0.6 * type.row, text, kind },
          ...{ anchor: 'middle', size: type.text },
        };
      });
  };
  const place = (labels: readonly Label[]) => {
    const free = labels.find((label) =>
      placed.every((other) => !boxesOverlap(labelBox(label), labelBox(other), 4)),
    );
    if (free) placed.push(free);
  };
  place(options(data.name, 'signal', 'nearest'));
  place(['nearest wrong one', 'wrong'].flatMap((text) => options(text, 'failed', 'wrong')));
  return placed;
}
