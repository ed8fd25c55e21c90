import { across } from '../shared/axes';
import { cartesian, type Cartesian } from '../shared/cartesian';
import { keepClear, textWidth, type Label, type Line, type Point } from '../shared/labels';
import { typeScale, type ChartSize, type Numbers } from '../shared/size';

/** Cells of one terrain. */
export interface CostStrip {
  readonly name: string;
  /** What each cell truly costs. */
  readonly cost: number;
  /** What a network says of its cells. */
  readonly values: Numbers;
}

export interface CostStripsData {
  /** The cheapest first. */
  readonly strips: readonly CostStrip[];
  /** What the values are: "cost of the network". */
  readonly valueLabel: string;
}

export interface PlacedStrip {
  readonly points: readonly Point[];
  /** The middle of the values, upright; null of a terrain that is not there. */
  readonly median: Line | null;
  readonly ground: Line;
  readonly height: number;
}

export interface CostStripsLayout extends Cartesian {
  readonly strips: readonly PlacedStrip[];
  readonly radius: number;
}

/** The value in the middle of a list; NaN of none. */
export function medianOf(values: Numbers): number {
  const sorted = Array.from(values).sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Points of a strip stray from its middle by so much of its height. */
const STRAY = 0.3;

/** A strip of points for every terrain, the cheapest at the bottom: told costs along, true ones up. */
export function costStripsLayout(data: CostStripsData, size: ChartSize): CostStripsLayout {
  const type = typeScale(size);
  const { text, row } = type;
  const all = data.strips.flatMap(({ values }) => Array.from(values));
  const [lo, hi] = [Math.min(0, ...all), Math.max(0, ...all)];
  const names = data.strips.map(({ name, cost }) => `${name} ${cost}`);
  const plot = cartesian({
    ...{ size, head: 1.4 * row },
    left: Math.min(0.4 * size.width, 12 + Math.max(...names.map((name) => textWidth(name, text)))),
    x: { kind: 'linear', domain: hi > lo ? [lo, hi] : [0, 1] },
    y: { kind: 'linear', domain: [0, data.strips.length], ticks: () => [] },
    xTitle: { text: data.valueLabel, kind: 'axis', term: 'score' },
    yTitle: { text: 'true cost', kind: 'axis', term: 'truth' },
  });
  const { x, y, frame } = plot;
  const height = y(0) - y(1);
  const strips = data.strips.map(({ values }, s): PlacedStrip => {
    const middle = y(s + 0.5);
    const median = x(medianOf(values));
    return {
      height,
      ground: across(middle, frame.left, frame.right),
      points: Array.from(values, (value, i) => ({
        x: x(value),
        y: middle + 2 * STRAY * height * (((i * GOLDEN) % 1) - 0.5),
      })),
      median:
        values.length === 0
          ? null
          : { x1: median, x2: median, y1: middle - 0.4 * height, y2: middle + 0.4 * height },
    };
  });
  const labels = names.map((name, s): Label => ({
    ...{ x: frame.left - 8, y: y(s + 0.5), text: name },
    ...{ anchor: 'end', kind: 'tick', size: text },
  }));
  return {
    ...plot,
    strips,
    radius: Math.max(1.5, 0.2 * text),
    labels: keepClear([...plot.labels, ...labels], [], 1),
  };
}
