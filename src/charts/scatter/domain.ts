/** The square of data that is in view: its centre and half of its side. */
export interface Domain {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

/** Share of the points at each end that may lie outside: a few strays do not shrink the others. */
const TAIL = 0.005;
/** Room around the bulk, as a factor. */
const PAD = 1.12;
/** Part of the way to where it should be that the view goes in one frame. */
const PACE = 0.2;
/** The view stays as it is while the bulk fills this much of it. */
const FILLED = 0.7;

/**
 * The square that shows the bulk of the positions. With the view of the last frame it stays as that
 * was while the bulk is inside and fills most of it; it grows as far as it must at once and shrinks
 * and moves a part of the way per frame, so that a moving picture does not shake.
 */
export function domainOf(positions: Float32Array, previous: Domain | null = null): Domain {
  const target = bulk(positions);
  if (!previous || !target) return target ?? previous ?? { x: 0, y: 0, half: 1 };
  const need = (at: Domain) =>
    Math.max(Math.abs(target.x - at.x), Math.abs(target.y - at.y)) + target.half / PAD;
  if (need(previous) <= previous.half && target.half >= FILLED * previous.half) return previous;
  const moved = {
    x: previous.x + PACE * (target.x - previous.x),
    y: previous.y + PACE * (target.y - previous.y),
    half: previous.half * (target.half / previous.half) ** PACE,
  };
  return { ...moved, half: Math.max(moved.half, need(moved)) };
}

/** Null where there is no finite position. */
function bulk(positions: Float32Array): Domain | null {
  const xs = extent(positions, 0);
  const ys = extent(positions, 1);
  if (!xs || !ys) return null;
  const half = (Math.max(xs[1] - xs[0], ys[1] - ys[0]) / 2) * PAD;
  return { x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2, half: half > 0 ? half : 1 };
}

function extent(positions: Float32Array, axis: number): readonly [number, number] | null {
  const values = new Float32Array(positions.length / 2);
  let count = 0;
  for (let i = axis; i < positions.length; i += 2) {
    if (Number.isFinite(positions[i])) values[count++] = positions[i];
  }
  if (count === 0) return null;
  const sorted = values.subarray(0, count).sort();
  const tail = Math.floor(TAIL * (count - 1));
  return [sorted[tail], sorted[count - 1 - tail]];
}
