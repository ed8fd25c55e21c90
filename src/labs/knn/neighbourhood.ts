import { laws } from '../../core/noise/laws';
import { cleanScores, distanceOf, gainOf } from './experiment/query';
import { isRelaxed } from './experiment/spec';
import type { ShownQuery } from './model';
import type { Looks } from './results';

/** A candidate as the query sees it. */
export interface Neighbour {
  /** Distance at which it is, or seems to be in the stage that is shown. */
  readonly at: number;
  /** Where it seemed to be before the noise or the loss moved it; null where nothing does. */
  readonly from: number | null;
  /** Share of the draws in which it is among the k nearest. */
  readonly share: number;
  /** The same in y*(epsilon); null where that is not shown. */
  readonly pulled: number | null;
}

export interface Neighbourhood {
  readonly neighbours: readonly Neighbour[];
  /** What moves the candidates in this stage. */
  readonly moved: 'noise' | 'loss' | null;
  /** Distance of the k-th nearest. */
  readonly reach: number;
  /** That distance, a standard deviation of the noise nearer and farther; null where none is shown. */
  readonly band: readonly [number, number] | null;
  /** Up to here right candidates seem as near as the k-th nearest; null where it is not shown. */
  readonly pull: number | null;
  /** Draws that the shares are of. */
  readonly samples: number;
}

/** Stages of the slow step, by their places in `STAGES`. */
export const SLOW = { distances: 0, noise: 1, top: 2, augmented: 3, difference: 4, update: 5 };

/**
 * What is drawn around a query: in how many draws each candidate is chosen, or, in a stage of the slow
 * step, what becomes of one draw.
 */
export function neighbourhoodOf(
  shown: ShownQuery,
  shares: Looks['shares'],
  stage: number | null,
): Neighbourhood {
  const { view, predictions } = shown;
  const { clean, prediction, augmented, perturbed, pulled } = predictions;
  const { method } = view.run.setup;
  const seem = (scores: Float64Array) => scores.map((score) => distanceOf(method, score));
  const none = { from: null, moved: null, band: null, pull: null, samples: 1 };
  const step = stage ?? -1;
  if (step < SLOW.noise) {
    const reach = view.distances[clean[clean.length - 1]];
    const counted = stage === null && shares?.request.distances === view.distances;
    return {
      ...neighboursOf(view.distances, null, counted ? countsOf(shares) : chosen(shown, stage)),
      ...{ ...none, reach, band: bandOf(shown, reach) },
      pull: stage === null ? pullOf(shown, reach) : null,
      samples: counted ? shares.request.samples : 1,
    };
  }
  const links = chosen(shown, stage);
  const noisy = seem(perturbed);
  if (step < SLOW.augmented || !pulled || !augmented) {
    const reach = noisy[prediction[prediction.length - 1]];
    return { ...none, ...neighboursOf(noisy, view.distances, links), moved: 'noise', reach };
  }
  const places = seem(pulled);
  const reach = places[augmented[augmented.length - 1]];
  return { ...none, ...neighboursOf(places, noisy, links), moved: 'loss', reach };
}

interface Links {
  readonly share: ArrayLike<number>;
  readonly pulled: ArrayLike<number> | null;
}

const neighboursOf = (
  at: ArrayLike<number>,
  from: ArrayLike<number> | null,
  { share, pulled }: Links,
) => ({
  neighbours: Array.from(at, (distance, i): Neighbour => ({
    ...{ at: distance, from: from && from[i] },
    ...{ share: share[i], pulled: pulled && pulled[i] },
  })),
});

const countsOf = ({ reply }: NonNullable<Looks['shares']>): Links => ({
  share: reply.entered,
  pulled: reply.enteredAugmented,
});

/** Who is chosen in the draw that the slow step walks through: 1, and 0 for all others. */
function chosen({ view, predictions }: ShownQuery, stage: number | null): Links {
  const { clean, prediction, augmented } = predictions;
  const links = (found: Iterable<number>) => {
    const share = new Float64Array(view.distances.length);
    for (const i of found) share[i] = 1;
    return share;
  };
  if (stage === SLOW.distances) return { share: links(clean), pulled: null };
  if (stage === SLOW.noise) return { share: links([]), pulled: null };
  if (stage === SLOW.top || !augmented) return { share: links(prediction), pulled: null };
  if (stage === null || stage === SLOW.augmented) {
    return { share: links(prediction), pulled: links(augmented) };
  }
  const { dropped, taken } = swapOf({ prediction, augmented });
  return { share: links(dropped), pulled: links(taken) };
}

/** What only one of the two predictions has: the gradient of this query. */
export function swapOf({
  prediction,
  augmented,
}: {
  readonly prediction: Int32Array;
  readonly augmented: Int32Array | null;
}) {
  const other = augmented ?? prediction;
  return {
    dropped: [...prediction].filter((i) => !other.includes(i)),
    taken: [...other].filter((i) => !prediction.includes(i)),
  };
}

/** Under which noise a run sees candidates. */
type Noisy = Pick<ShownQuery, 'scale' | 'law'> & { readonly view: Pick<ShownQuery['view'], 'run'> };

/** Standard deviation of the noise of the scores. */
const deviationOf = ({ view, scale, law }: Noisy) =>
  scale * Math.sqrt(laws[isRelaxed(view.run.setup.method) ? 'gumbel' : law].variance);

const scoreOf = ({ view }: Pick<Noisy, 'view'>, distance: number) =>
  cleanScores(view.run.setup.method, Float64Array.of(distance))[0];

/** A distance, a standard deviation of the noise nearer and farther; null where there is none. */
export function bandOf(shown: Noisy, reach: number): readonly [number, number] | null {
  const deviation = deviationOf(shown);
  if (deviation === 0) return null;
  const { method } = shown.view.run.setup;
  const score = scoreOf(shown, reach);
  return [distanceOf(method, score + deviation), distanceOf(method, score - deviation)];
}

/** The distance d with score(d) - epsilon gain(d) = score(reach); infinite where all are nearer. */
function pullOf(shown: ShownQuery, reach: number): number | null {
  const { view, epsilon, lossForm, right } = shown;
  if (!right || epsilon === 0) return null;
  if (lossForm === 'count')
    return distanceOf(view.run.setup.method, scoreOf(shown, reach) + epsilon);
  if (isRelaxed(view.run.setup.method)) return (Math.hypot(epsilon, 2 * reach) - epsilon) / 2;
  return epsilon > -1 ? reach / (1 + epsilon) : Infinity;
}

/** The loss weight under which right candidates at a distance seem as near as the k-th nearest. */
export function epsilonAt(shown: ShownQuery, reach: number, distance: number): number {
  return (scoreOf(shown, distance) - scoreOf(shown, reach)) / gainOf(shown.lossForm, distance);
}

/** The setting of sigma under which the band ends at a distance, if that is beyond the k-th nearest. */
export function sigmaAt(shown: Noisy, sigma: number, reach: number, distance: number): number {
  return (sigma * (scoreOf(shown, reach) - scoreOf(shown, distance))) / deviationOf(shown);
}
