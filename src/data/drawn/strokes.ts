/** The points of one stroke of a pen, x0, y0, x1, y1, ...; y grows downwards. */
export type Stroke = Float64Array;

/** Longest step between two points of an outline, in sides of its square. */
const STEP = 0.06;

/**
 * The strokes of a path written as in SVG, in hundredths of the unit square: each `M x y` puts the
 * pen down, `L`, `Q` and `C` continue with a line or a Bézier curve of degree 2 or 3. Straight
 * lines get points on their way too: whoever bends the outline bends them as well.
 *
 * @throws RangeError if the path holds another command or too few numbers.
 */
export function strokesOf(path: string): Stroke[] {
  return path.split('M').slice(1).map(strokeOf);
}

const degrees: Readonly<Record<string, number>> = { L: 1, Q: 2, C: 3 };

function strokeOf(piece: string): Stroke {
  const tokens = piece.trim().split(/\s+/);
  const coordinates = (from: number, count: number) => {
    const found = tokens.slice(from, from + count).map((token) => Number(token) / 100);
    if (found.length === count && found.every(Number.isFinite)) return found;
    throw new RangeError(`path: ${count} numbers must follow in "M${piece}" at ${from}`);
  };
  const points = coordinates(0, 2);
  for (let at = 2; at < tokens.length;) {
    const degree = degrees[tokens[at]] ?? 0;
    if (degree === 0) throw new RangeError(`path: no command "${tokens[at]}"`);
    appendCurve(points, coordinates(at + 1, 2 * degree));
    at += 1 + 2 * degree;
  }
  return Float64Array.from(points);
}

/** The Bézier curve from the last point of `points` along the control points, as points. */
function appendCurve(points: number[], controls: readonly number[]): void {
  const all = [...points.slice(-2), ...controls];
  let length = 0;
  for (let i = 2; i < all.length; i += 2) {
    const [dx, dy] = [all[i] - all[i - 2], all[i + 1] - all[i - 1]];
    length += Math.sqrt(dx * dx + dy * dy);
  }
  const steps = Math.ceil(length / STEP);
  for (let s = 1; s <= steps; s++) points.push(...bezierPoint(all, s / steps));
}

/** De Casteljau's algorithm. */
function bezierPoint(controls: readonly number[], t: number): readonly number[] {
  if (controls.length === 2) return controls;
  const between = controls.slice(2).map((value, i) => controls[i] + t * (value - controls[i]));
  return bezierPoint(between, t);
}

/** The smallest box around the strokes; null if there are no points. */
export function boxOf(strokes: readonly Stroke[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i += 2) {
      left = Math.min(left, stroke[i]);
      right = Math.max(right, stroke[i]);
      top = Math.min(top, stroke[i + 1]);
      bottom = Math.max(bottom, stroke[i + 1]);
    }
  }
  return left > right ? null : { left, top, right, bottom };
}

/** A box smaller than this is a dot: it is moved, not blown up. */
const DOT = 0.02;

/** Moves and scales the strokes, in place: the longer side of their box becomes `side`, centred at (x, y). */
export function fit(strokes: readonly Stroke[], side: number, x: number, y: number): void {
  const box = boxOf(strokes);
  if (box === null) return;
  const longer = Math.max(box.right - box.left, box.bottom - box.top);
  const scale = longer < DOT ? 1 : side / longer;
  const centreX = (box.left + box.right) / 2;
  const centreY = (box.top + box.bottom) / 2;
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i += 2) {
      stroke[i] = x + scale * (stroke[i] - centreX);
      stroke[i + 1] = y + scale * (stroke[i + 1] - centreY);
    }
  }
}
