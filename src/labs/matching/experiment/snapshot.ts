import type { MapGrid } from '../../../core/maps/regime-map';
import {
  measureSnapshot,
  type SnapshotEffort,
  type SnapshotMap,
  type SnapshotProblem,
} from '../../../core/maps/snapshot';
import { createNetwork, networkSize, scoreSize, type Network } from '../../../core/networks/scores';
import { MAX_SAMPLES, rememberedNoise } from '../../../core/noise/run-noise';
import { allFinite } from '../../../core/vector';
import type { Sequence } from './data';
import { trainingData } from './gradients';
import { createNoiseFill } from './noise';
import { createSteps } from './snapshot-steps';
import type { MatchingKnobs, MatchingSetup } from './spec';

/** A training of the matching experiment as it stands, and the map that is wanted of it. */
export interface SnapshotRequest {
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly params: Float64Array;
  /** Steps that it has made: the draws of a map are those of the next ones. */
  readonly step: number;
  /** Its noise scales are means over the training sequences, where the network gives each its own. */
  readonly grid: MapGrid;
  readonly effort: SnapshotEffort;
}

/**
 * The map of the direct loss estimator in the weights of the score network, whatever method they come from.
 * @throws RangeError if a score is not finite
 */
export const snapshotOf = (request: SnapshotRequest): Generator<void, SnapshotMap> =>
  measureSnapshot(snapshotProblem(request), request.grid, request.effort);

/** Rows of noise that no sequence has. */
const REFERENCE_ROW = 3000;

/** Size of the small epsilon, in standard deviations of the noise: the losses of single links are within 0 and 1. */
const SMALL = 0.25;

/** Draws of every sequence in a step of the reference: the more numbers, the more links each of them has. */
const referenceSamples = (d: number) =>
  Math.min(MAX_SAMPLES, Math.max(LEAST_SAMPLES, Math.ceil(ENOUGH_LINKS / d)));
const ENOUGH_LINKS = 640;
const LEAST_SAMPLES = 8;

/** Noise that is kept from cell to cell, all of which meet the same draws. */
const NOISE_BYTES = 32e6;

/** Mean output of the noise network over sequences. */
export function meanScale(
  network: Network,
  params: Float64Array,
  sequences: readonly Sequence[],
): number {
  const scores = new Float64Array(sequences[0].numbers.length ** 2);
  const sum = sequences.reduce(
    (total, { numbers }) => total + network.forward(params, numbers, scores),
    0,
  );
  return sum / sequences.length;
}

export function snapshotProblem(
  request: Pick<SnapshotRequest, 'setup' | 'knobs' | 'params' | 'step'>,
): SnapshotProblem {
  const { knobs, params, step: next } = request;
  const setup: MatchingSetup = { ...request.setup, method: 'direct' };
  const { d, hidden, sequences } = setup;
  const data = trainingData(setup);
  const mean = meanScale(createNetwork(d, hidden), params, data);
  const scored = data.map((sequence) => {
    // each keeps what its own sequence has made of its neurons
    const network = createNetwork(d, hidden);
    const scores = new Float64Array(d * d);
    const sigma = network.forward(params, sequence.numbers, scores);
    if (!allFinite(scores)) throw new RangeError('The scores are no longer finite numbers.');
    return { network, sequence, scores, share: knobs.scale === 'learned' ? sigma / mean : 1 };
  });
  const all = new Float64Array(networkSize(d, hidden));
  const size = scoreSize(d, hidden);
  const draws = {
    ...{ rows: scored, d, params, form: knobs.lossForm },
    gradient: { all, moved: all.subarray(0, size) },
    noise: rememberedNoise(createNoiseFill(setup, knobs), NOISE_BYTES),
  };
  // a central difference: from y*(-e) to y*(e)
  const difference = createSteps(draws, {
    ...{ samples: referenceSamples(d), lead: -0.5 },
    first: { step: 0, row: REFERENCE_ROW },
  });
  const small = SMALL * Math.sqrt(knobs.variance);
  return {
    size,
    rows: sequences,
    links: sequences * knobs.samples * d,
    estimate: createSteps(draws, {
      ...{ samples: knobs.samples, lead: 0 },
      first: { step: next, row: 0 },
    }),
    reference: (sigma, step) => difference(sigma, 2 * small * sigma, step),
  };
}
