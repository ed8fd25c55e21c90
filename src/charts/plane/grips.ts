import type { Cartesian } from '../shared/cartesian';
import type { Point } from '../shared/labels';
import { unboundedAt } from '../shared/scale';
import { clamp } from '../shared/size';
import type { SeenBorder } from './borders';
import type { PlaneData } from './data';
import { cornerOf, leadOf, type Pair } from './model';

/** A place on a border by which it is dragged, along one axis. */
export interface Grip {
  readonly at: Point;
  readonly vertical: boolean;
  /** The value that moves the border to this pixel. */
  valueAt(pixel: number): number;
}

interface Borders {
  readonly solid: readonly SeenBorder[];
  readonly dashed: readonly SeenBorder[];
}

/** Pixels between the corner and the edge of the plot, at which it is no longer dragged. */
const EDGE = 24;

/** Heights at which an oblique border is held, as shares of the plot: those of sigma, those of epsilon. */
const LEVELS = { sigma: [0.7, 0.5, 0.9, 0.3], epsilon: [0.2, 0.35, 0.1, 0.5] };

const gap = ([i, j]: Pair, of: readonly number[]) => of[j] - of[i];

/**
 * sigma is dragged by the corner, or by a border where that is out of sight; epsilon by a dashed border.
 * Null for what moves no border in sight.
 */
export function gripsOf(data: PlaneData, borders: Borders, plot: Cartesian) {
  const { scores, losses, sigma, epsilon } = data;
  const pulled = placeOn(borders.dashed, losses, LEVELS.epsilon, plot);
  return {
    sigma: sigmaGrip(data, borders.solid, plot),
    epsilon:
      pulled &&
      handle(pulled, plot, (lead) => {
        const wanted = (lead * sigma - gap(pulled.pair, scores)) / gap(pulled.pair, losses);
        const sign = Math.sign(wanted) || Math.sign(epsilon);
        return sign * clamp(Math.abs(wanted), ...data.epsilonBounds);
      }),
  };
}

/** The corner for every sigma at which it is in the plot, a border for those below: no drag changes over. */
function sigmaGrip(data: PlaneData, solid: Borders['solid'], plot: Cartesian): Grip | null {
  const { scores, sigma, sigmaBounds } = data;
  const [u, v] = cornerOf({ scores, sigma: 1 });
  const { x, y, frame } = plot;
  const units = (pixels: number, { domain, range }: typeof x) =>
    (pixels / Math.abs(range[1] - range[0])) * (domain[1] - domain[0]);
  const wide = units((frame.right - frame.left) / 2 - EDGE, x);
  const high = units((frame.bottom - frame.top) / 2 - EDGE, y);
  const least = clamp(Math.max(Math.abs(u) / wide, Math.abs(v) / high), ...sigmaBounds);
  const byCorner = sigma > least && data.zoom === 0 && (u !== 0 || v !== 0);
  const corner: Place = {
    pair: Math.abs(u) >= Math.abs(v) ? [0, 2] : [1, 2],
    at: { x: x(u / sigma), y: y(v / sigma) },
  };
  const held = byCorner ? corner : placeOn(solid, scores, LEVELS.sigma, plot);
  const [low, most] = byCorner ? [least, sigmaBounds[1]] : [sigmaBounds[0], least];
  return (
    held &&
    handle(held, plot, (lead) => {
      const wanted = gap(held.pair, scores) / lead;
      return wanted > 0 ? clamp(wanted, low, most) : most;
    })
  );
}

interface Place {
  readonly pair: Pair;
  readonly at: Point;
}

/**
 * A place on the first border that the numbers move. On the oblique one it keeps its height while that
 * is dragged sideways, on the others it is in the middle.
 */
function placeOn(
  borders: readonly SeenBorder[],
  moving: readonly number[],
  levels: readonly number[],
  { frame }: Cartesian,
): Place | null {
  const border = borders.find(({ pair }) => gap(pair, moving) !== 0);
  if (!border) return null;
  const { pair, line } = border;
  const { x1, y1, x2, y2 } = line;
  const shares = levels
    .map((level) => (frame.top + level * (frame.bottom - frame.top) - y1) / (y2 - y1))
    .filter((share) => share > 0 && share < 1);
  const share = pair[1] === 1 ? (shares[0] ?? 0.5) : 0.5;
  return { pair, at: { x: x1 + share * (x2 - x1), y: y1 + share * (y2 - y1) } };
}

/** Only the noise counts for where a border is dragged to: no scores, any scale. */
const NOISE = { scores: [0, 0, 0], sigma: 1 } as const;

/** @param wanted the value for a border at which the noise of i is ahead of that of j by `lead` */
function handle({ pair, at }: Place, { x, y }: Cartesian, wanted: (lead: number) => number): Grip {
  const vertical = !pair.includes(0);
  const valueAt = (pixel: number) => {
    const u = unboundedAt(x, vertical ? at.x : pixel);
    const v = unboundedAt(y, vertical ? pixel : at.y);
    return wanted(leadOf(NOISE, pair, [u, v]));
  };
  return { at, vertical, valueAt };
}
