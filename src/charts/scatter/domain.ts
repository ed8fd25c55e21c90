/** The box of data that is in view: its centre and half of its sides. */
export interface Domain {
  readonly x: number;
  readonly y: number;
  readonly halfX: number;
  readonly halfY: number;
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
 * The box that shows the bulk of the positions. With the view of the last frame it stays as that was
 * while the bulk is inside and fills most of it; it grows as far as it must at once and shrinks and
 * moves a part of the way per frame, so that a moving picture does not shake.
 */
export function domainOf(positions: Float32Array, previous: Domain | null = null): Domain {
  const target = bulk(positions);
  if (!previous || !target) return target ?? previous ?? { x: 0, y: 0, halfX: 1, halfY: 1 };
  const needX = (at: Domain) => Math.abs(target.x - at.x) + target.halfX / PAD;
  const needY = (at: Domain) => Math.abs(target.y - at.y) + target.halfY / PAD;
  const inside = needX(previous) <= previous.halfX && needY(previous) <= previous.halfY;
  const filled = Math.max(target.halfX / previous.halfX, target.halfY / previous.halfY) >= FILLED;
  if (inside && filled) return previous;
  const toward = (from: number, to: number) => from * (to / from) ** PACE;
  const moved = {
    x: previous.x + PACE * (target.x - previous.x),
    y: previous.y + PACE * (target.y - previous.y),
    halfX: toward(previous.halfX, target.halfX),
    halfY: toward(previous.halfY, target.halfY),
  };
  return {
    ...moved,
    halfX: Math.max(moved.halfX, needX(moved)),
    halfY: Math.max(moved.halfY, needY(moved)),
  };
}

/** The flattest view: of points on a line the other side has this share of the longer one. */
const FLAT = 1e-3;

/** Null where there is no finite position. */
function bulk(positions: Float32Array): Domain | null {
  const xs = extent(positions, 0);
  const ys = extent(positions, 1);
  if (!xs || !ys) return null;
  const [halfX, halfY] = [xs, ys].map(([low, high]) => ((high - low) / 2) * PAD);
  const least = FLAT * Math.max(halfX, halfY) || 1;
  return {
    ...{ x: (xs[0] + xs[1]) / 2, y: (ys[0] + ys[1]) / 2 },
    ...{ halfX: Math.max(halfX, least), halfY: Math.max(halfY, least) },
  };
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
