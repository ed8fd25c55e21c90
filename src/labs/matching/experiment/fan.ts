import { addSortingLoss } from '../../../core/losses/sorting';
import { orderings } from '../../../core/oracles/orderings';
import { indexOfMaximum } from '../../../core/vector';
import { toSequence, type Sequence } from './data';
import { createNoiseFill } from './noise';
import type { LossForm, MatchingKnobs, MatchingSetup } from './spec';

/** A matching problem so small that all its matchings can be looked at. */
export interface SmallProblem {
  readonly sequence: Sequence;
  /** mu [n*n], number j in row j, place i in column i. */
  readonly scores: Float64Array;
  /** The noise scale in use. */
  readonly scale: number;
  readonly lossForm: LossForm;
}

/** Numbers of a small problem: 4! = 24 matchings. */
const FEW = 4;

/** The first numbers of a sequence and the places that are theirs, with their scores [d*d]. */
export function firstFew(
  sequence: Sequence,
  scores: Float64Array,
): Pick<SmallProblem, 'sequence' | 'scores'> {
  const d = sequence.numbers.length;
  const n = Math.min(FEW, d);
  const columns = Array.from(sequence.places.slice(0, n)).sort((a, b) => a - b);
  const few = Float64Array.from({ length: n * n }, (_, c) => {
    return scores[Math.floor(c / n) * d + columns[c % n]];
  });
  return { sequence: toSequence(sequence.numbers.subarray(0, n)), scores: few };
}

/** One sign of epsilon over all draws. */
export interface FanSide {
  readonly epsilon: number;
  /** Draws in which y*(epsilon) is the structure and y* is another: the loss lifts or presses it. */
  readonly touched: readonly number[];
  /** Draws in which y*(epsilon) is y*, so that there is no gradient. */
  readonly same: number;
}

/** All matchings by loss, and what many draws of common noise make of them. */
export interface Fan {
  /** Place of every number, per matching; the least loss first. */
  readonly places: readonly (readonly number[])[];
  /** Loss of each as y*(epsilon) sees it, from 0. */
  readonly losses: readonly number[];
  /** Draws in which y* is the structure. */
  readonly prediction: readonly number[];
  readonly negative: FanSide;
  readonly positive: FanSide;
  readonly draws: number;
}

/** Rows of noise that no sequence has. */
const FAN_ROW = 2000;

/** The raw noise of a draw of the fan: the same in every step, whatever the scale. */
export function fanNoise(setup: Pick<MatchingSetup, 'seed'>, knobs: MatchingKnobs) {
  const fill = createNoiseFill(setup, knobs);
  return (draw: number, gamma: Float64Array) => fill(draw, 0, FAN_ROW, gamma);
}

/**
 * Looks at all n! matchings under every draw: which is y*, and which y*(epsilon) for both signs of a
 * loss weight of the given size. Of equally good ones the first wins.
 */
export function fanOf(
  problem: SmallProblem,
  magnitude: number,
  noise: (draw: number, gamma: Float64Array) => void,
  draws: number,
): Fan {
  const { scores, scale } = problem;
  const { places, losses } = byLoss(problem);
  const none = () => places.map(() => 0);
  const prediction = none();
  const sides = [-magnitude, magnitude].map((epsilon) => ({ epsilon, touched: none(), same: 0 }));
  const gamma = new Float64Array(scores.length);
  for (let draw = 0; draw < draws; draw++) {
    noise(draw, gamma);
    const perturbed = scores.map((score, c) => score + scale * gamma[c]);
    const values = places.map((place) => valueOf(place, perturbed));
    const best = indexOfMaximum(values);
    prediction[best]++;
    for (const side of sides) {
      const other = indexOfMaximum(values.map((value, y) => value + side.epsilon * losses[y]));
      if (other === best) side.same++;
      else side.touched[other]++;
    }
  }
  const [negative, positive] = sides;
  return { places, losses, prediction, negative, positive, draws };
}

/** All matchings with their losses, the least first and at 0. */
function byLoss({ sequence, scores, lossForm }: SmallProblem) {
  const n = sequence.numbers.length;
  const cells = new Float64Array(scores.length);
  addSortingLoss(cells, sequence, 1, lossForm, cells);
  const all = Array.from(orderings(n), (place) => [...place]);
  const losses = all.map((place) => valueOf(place, cells));
  const least = Math.min(...losses);
  const order = all.map((_, y) => y).sort((a, b) => losses[a] - losses[b] || a - b);
  return { places: order.map((y) => all[y]), losses: order.map((y) => losses[y] - least) };
}

/** Sum of the cells of a matching. */
const valueOf = (place: readonly number[], cells: Float64Array) =>
  place.reduce((sum, i, j) => sum + cells[j * place.length + i], 0);
