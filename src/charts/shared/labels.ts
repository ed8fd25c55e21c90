import { clamp } from './size';

/** A rectangle in pixels, y downwards. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The square around a point, of half the side. */
export const squareAround = ({ x, y }: Point, half: number): Box => ({
  ...{ x: x - half, y: y - half, width: 2 * half, height: 2 * half },
});

/** A straight line in pixels. */
export interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** One line of text; y is the middle of the text, `kind` its class (tick, axis, value, name, ...). */
export interface Label extends Point {
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly kind: string;
  readonly size: number;
  readonly term?: string | undefined;
  /** What it belongs to of what a lecture leaves out while it asks; several names are parted by spaces. */
  readonly part?: string | undefined;
  /** The end of the text, where that alone is such a part. */
  readonly tail?: { readonly text: string; readonly part: string };
}

/** The labels as parts of what a lecture leaves out. */
export const partOf = (part: string, labels: readonly Label[]): Label[] =>
  labels.map((label) => ({ ...label, part }));

/** Width in em of the characters of a common sans, rounded up: good enough to keep labels apart. */
function charWidth(char: string): number {
  if (/[.,:;'|!il ]/.test(char)) return 0.3;
  if (/[fjrt()[\]*-]/.test(char)) return 0.42;
  if (/[mwMW@%]/.test(char)) return 0.9;
  if (/[↓↘]/.test(char)) return 0.9;
  if (/[A-Z→←≥≤∂]/.test(char)) return 0.7;
  if (/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/.test(char)) return 0.45;
  return 0.62;
}

/** Estimated width of a text in pixels. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const char of text) em += charWidth(char);
  return em * size;
}

/** The text, cut with an ellipsis to fit `width`. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let cut = [...text];
  while (cut.length > 1 && textWidth(`${cut.join('')}…`, size) > width) cut = cut.slice(0, -1);
  return cut.length > 1 ? `${cut.join('')}…` : cut.join('');
}

export function labelBox({ x, y, text, tail, anchor, size }: Label): Box {
  const width = textWidth(tail ? text + tail.text : text, size);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { x: left, y: y - size * 0.55, width, height: size * 1.1 };
}

export function boxesOverlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/** The label moved sideways so that it lies within [lo, hi]. */
export function keepWithin(label: Label, lo: number, hi: number): Label {
  const { x, width } = labelBox(label);
  return { ...label, x: label.x + clamp(x, lo, Math.max(lo, hi - width)) - x };
}

/** The labels that fit, in order of priority: each is kept if it is clear of those before it. */
export function keepClear(
  labels: readonly Label[],
  taken: readonly Box[] = [],
  gap = 4,
): readonly Label[] {
  const boxes = [...taken];
  return labels.filter((label) => {
    const box = labelBox(label);
    const free = boxes.every((other) => !boxesOverlap(box, other, gap));
    if (free) boxes.push(box);
    return free;
  });
}

/**
 * Positions moved as little as needed to lie at least `gap` apart within [lo, hi], their order kept: those in
 * each other's way move apart by the same (isotonic regression, by pooling of adjacent violators).
 * Where they do not all fit they are spaced evenly.
 */
export function spread(positions: readonly number[], gap: number, lo: number, hi: number) {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a] - positions[b] || a - b);
  const step = Math.min(gap, (hi - lo) / Math.max(1, order.length - 1));
  // less their rank times the step, positions that are apart only rise
  const pools: { sum: number; count: number }[] = [];
  const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;
  order.forEach((index, rank) => {
    let pool = { sum: positions[index] - rank * step, count: 1 };
    for (let last = pools.at(-1); last && mean(last) > mean(pool); last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const out = [...positions];
  const most = hi - step * (order.length - 1);
  pools
    .flatMap((pool) => Array.from({ length: pool.count }, () => clamp(mean(pool), lo, most)))
    .forEach((base, rank) => (out[order[rank]] = base + rank * step));
  return out;
}
