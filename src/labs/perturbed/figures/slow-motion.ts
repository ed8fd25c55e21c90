import type { PolytopeData, SlowMotion } from '../../../charts/polytope/data';
import { formatFixed } from '../../../charts/shared/format';
import type { PlanePoint } from '../../../core/laws/hull';
import { differenceAt } from '../experiment/difference';
import { measure } from '../experiment/draws';
import { SLOW_STEPS, type PerturbedValues } from '../params';
import { CLOUD, type Stage } from './data';

/** Draws that have piled up when the reader comes to that step; each next one adds itself. */
const PILE = 32;
/** How far the scores move in the last step. */
const DELTA = 0.5;

/** What a step of the slow motion says, and what of the figure is there by then. */
export interface SlowStep {
  readonly sentence: string;
  readonly data: PolytopeData;
}

const pair = ([x, y]: PlanePoint) => `(${formatFixed(x, 2)}, ${formatFixed(y, 2)})`;

/** @param step from 1 to SLOW_STEPS */
export function slowMotion(
  step: number,
  data: PolytopeData,
  { draw }: Pick<PerturbedValues, 'draw'>,
  stage: Stage,
): SlowStep {
  const { scores, sigma, labels, draws, best } = data;
  const picked = draws.winners[draw];
  // to the left where there is no room at the right
  const delta: PlanePoint = [scores[0] + DELTA > data.bound ? -DELTA : DELTA, 0];
  const difference = step === SLOW_STEPS ? differenceAt(stage, scores, sigma, delta) : null;
  const gamma = draws.places[draw];
  const pile = Math.min(CLOUD, PILE + draw);
  const slow: SlowMotion = {
    gamma: step === 2 ? gamma : null,
    lit: step === 4 || step === 5 ? picked : null,
    counted: step >= 5,
    moved: difference && {
      scores: [scores[0] + delta[0], scores[1] + delta[1]],
      mean: difference.moved,
    },
  };
  const count = [0, 0, 1, 1, 1, pile, CLOUD][step - 1];
  const first = step === 6 || step === SLOW_STEPS ? 0 : draw;
  const told = [
    `Without noise ${labels[best]} is picked: μ lies in its cone.`,
    'One draw of the noise, γ.',
    'Times σ it is added to μ.',
    `That lies in the cone of ${labels[picked]}, which lights up.`,
    `${labels[picked]} is counted: so far it is all of the mean.`,
    `More draws pile up: ${pile} have a mean that is no corner.`,
    difference
      ? `μ moves by δ = ${formatFixed(DELTA, 1)}, the mean moves with it: by ${pair(difference.quotient)} times δ; the formula says ${pair(difference.formula)}${difference.exact ? `, exactly it is ${pair(difference.exact)}` : ''}.`
      : '',
  ][step - 1];
  return {
    sentence: `${step} of ${SLOW_STEPS}. ${told}`,
    data: { ...withDraws(data, stage, first, count), slow, draw: count === 1 ? 0 : null },
  };
}

/** The figure of some of its draws. */
function withDraws(
  data: PolytopeData,
  { scene }: Stage,
  first: number,
  count: number,
): PolytopeData {
  if (count === CLOUD) return data;
  const winners = Uint8Array.from({ length: count }, (_, i) => data.draws.winners[first + i]);
  const places = data.draws.places.slice(first, first + count);
  const { shares, place, covariance } = measure(scene, winners);
  return {
    ...{ ...data, draws: { places, winners }, shares },
    ...{ mean: count > 0 ? place : data.mean, covariance: count > 0 ? covariance : [0, 0, 0] },
    ...{ exact: null, exactMean: null },
  };
}
