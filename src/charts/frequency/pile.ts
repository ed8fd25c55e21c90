import type { Box } from '../shared/labels';
import type { Numbers } from '../shared/size';

/** Draws that a pile holds when its share is 1: a dot is a hundredth. */
export const FULL = 100;

/** Milliseconds that a dot falls, and from one to the next: a hundred of them take a second. */
const FALL = 220;
const NEXT = 7;

/** The first draws as dots, a pile per class. */
export interface Fall {
  /** Another fall has another name. */
  readonly id: string;
  /** Of each class the numbers of the draws that it won, from 0, ascending. */
  readonly wins: readonly Numbers[];
  /** Draws before this one lie already; the last one is the draw that is shown, if it is marked. */
  readonly first: number;
  readonly marksLast: boolean;
  /** Nothing falls any more. */
  readonly still: boolean;
}

/** Number of draws in the piles. */
const drawsIn = ({ wins }: Fall) =>
  wins.reduce((most, draws) => Math.max(most, (draws[draws.length - 1] ?? -1) + 1), 0);

/** Milliseconds until the last dot lies. */
export const durationOf = (fall: Fall) =>
  fall.still ? 0 : Math.max(0, drawsIn(fall) - 1 - fall.first) * NEXT + FALL;

const CHOICES = [1, 2, 4, 5, 10, 20];

/** Dots beside each other in a pile that holds a hundred of them: as many as make them round. */
function columnsIn({ width, height }: Box): number {
  const skew = (columns: number) =>
    Math.abs(Math.log(width / columns / (height / (FULL / columns))));
  return CHOICES.reduce((best, columns) => (skew(columns) < skew(best) ? columns : best));
}

/** The dots of a class at a time, in two paths: those of all draws, and that of the draw shown. */
export interface PilePaths {
  readonly dots: string;
  readonly last: string;
}

/**
 * The pile of class i some milliseconds after its fall has begun.
 * @param box place of a full pile, from share 0 at its foot to share 1
 * @param from height in pixels that the dots fall from
 */
export function pilePaths(box: Box, fall: Fall, i: number, from: number, time: number): PilePaths {
  const columns = columnsIn(box);
  const cell = { width: box.width / columns, height: box.height / (FULL / columns) };
  const r = 0.42 * Math.min(cell.width, cell.height);
  const last = fall.marksLast ? drawsIn(fall) - 1 : -1;
  const paths = { dots: '', last: '' };
  for (let j = 0; j < fall.wins[i].length; j++) {
    const draw = fall.wins[i][j];
    const age = fallen(fall, draw, time);
    if (age < 0) break;
    const x = box.x + ((j % columns) + 0.5) * cell.width;
    const rest = box.y + box.height - (Math.floor(j / columns) + 0.5) * cell.height;
    const y = from + (rest - from) * age * age;
    paths[draw === last ? 'last' : 'dots'] += dot(x, y, r);
  }
  return paths;
}

/** Share of its fall that a draw has behind it; negative before it begins. */
function fallen({ first, still }: Fall, draw: number, time: number): number {
  return still || draw < first ? 1 : Math.min(1, (time - (draw - first) * NEXT) / FALL);
}

const dot = (x: number, y: number, r: number) =>
  `M${(x - r).toFixed(1)},${y.toFixed(1)}a${r.toFixed(2)},${r.toFixed(2)} 0 1,0 ${(2 * r).toFixed(2)},0a${r.toFixed(2)},${r.toFixed(2)} 0 1,0 ${(-2 * r).toFixed(2)},0`;
