import { interiorMinimum, lossPlot, noteRoom, type LossPlot } from '../loss-curve/layout';
import { formatNumber } from '../shared/format';
import type { Label, Point } from '../shared/labels';
import { markerAt } from '../shared/marker';
import type { Marker } from '../shared/MarkerHandle';
import { placeInTurn, type Note } from '../shared/place';
import type { ChartSize } from '../shared/size';
import { epsilonText, WORDS } from './describe';
import { isOver, verdictOf, walkedTrail, type LetGoData, type Trail } from './model';

/** The dots of a trail: after steps that lowered the loss, and after steps that raised it. */
export interface TrailDots {
  readonly right: string;
  readonly wrong: string;
  /** An earlier trail, drawn pale. */
  readonly ghost: boolean;
}

export interface LetGoLayout extends LossPlot {
  readonly trails: readonly TrailDots[];
  /** The ball where it starts, and where it is on its way. */
  readonly ball: Point | null;
  readonly moving: Point | null;
  readonly marker: Marker;
}

/** The loss curve with the trails of the ball on it, newest on top, each by name where there is room. */
export function letGoLayout(data: LetGoData, size: ChartSize): LetGoLayout {
  const plot = lossPlot(data, size);
  const { x, y, frame, type } = plot;
  const walked = walkedTrail(data);
  const shown = walked ? [...data.trails.slice(0, -1), walked] : [];
  const at = (sigma: number, loss: number): Point => ({ x: x(sigma), y: y(loss) });
  return {
    ...plot,
    trails: shown.map((trail) => ({ ...dotsOf(trail, at), ghost: trail !== walked })),
    ball: data.exact === null ? null : at(data.sigma, data.exact),
    moving: walked && at(walked.sigmas.at(-1)!, walked.losses.at(-1)!),
    marker: markerAt(x, data.sigma, 'σ', 'noise', frame, size.width, type),
    labels: [...plot.labels, ...notes(data, plot, size)],
  };
}

/** Pixels under which two dots are one. */
const APART = 2;

/** Dots of round ends: strokes of no length, one path for each of the two colours. */
function dotsOf({ sigmas, losses }: Trail, at: (sigma: number, loss: number) => Point) {
  let [right, wrong] = ['', ''];
  let last: Point | null = null;
  for (let step = 1; step < sigmas.length; step++) {
    const point = at(sigmas[step], losses[step]);
    if (last && Math.hypot(point.x - last.x, point.y - last.y) < APART) continue;
    last = point;
    const dot = `M${point.x.toFixed(1)},${point.y.toFixed(1)}h0`;
    if (losses[step] > losses[step - 1]) wrong += dot;
    else right += dot;
  }
  return { right, wrong };
}

const KINDS = { right: 'truth', wrong: 'error', far: 'error', still: 'note' } as const;

/** The least loss and the trails by name: the newest first, so that it has the best place. */
function notes(data: LetGoData, plot: LossPlot, size: ChartSize): Label[] {
  const found: Note[] = [];
  const least = interiorMinimum(data);
  if (least && plot.minimum) {
    const text = `least, σ = ${formatNumber(least.sigma, 2)}`;
    found.push({ text, kind: 'truth', term: 'loss', anchors: [plot.minimum] });
  }
  const over = isOver(data) ? data.trails : data.trails.slice(0, -1);
  for (const trail of over.toReversed()) {
    const verdict = verdictOf(trail, data);
    const end = trail.sigmas.at(-1)!;
    const fate = verdict === 'right' ? `σ = ${formatNumber(end, 2)}` : WORDS[verdict];
    // beside the middle of the way, not where it piles up
    const middle = trail.sigmas.findIndex((sigma) => past(sigma, trail));
    const anchor = { x: plot.x(trail.sigmas[middle]), y: plot.y(trail.losses[middle]) };
    const text = `ε = ${epsilonText(trail)}: ${fate}`;
    found.push({ text, kind: KINDS[verdict], term: 'gradient', anchors: [anchor] });
  }
  const room = noteRoom(plot, data.sigma, size);
  return placeInTurn(found, room, plot.type).map(({ label }) => label);
}

/** Whether half of the way in log sigma lies behind. */
function past(sigma: number, { sigmas }: Trail): boolean {
  const [from, to] = [Math.log(sigmas[0]), Math.log(sigmas.at(-1)!)];
  return Math.abs(Math.log(sigma) - from) >= Math.abs(to - from) / 2;
}
