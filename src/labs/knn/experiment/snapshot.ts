import type { MapGrid } from '../../../core/maps/regime-map';
import {
  measureSnapshot,
  type SnapshotEffort,
  type SnapshotMap,
  type SnapshotProblem,
} from '../../../core/maps/snapshot';
import { plainPairMath, type PairMath } from '../../../core/neighbours/pairs';
import { median } from '../../../core/training/statistics';
import { noiseOf } from './noise';
import { createObjective } from './objective';
import type { KnnKnobs, KnnSetup } from './spec';

/** A batch as the network of a run sees it, and the map that is wanted of it. */
export interface KnnSnapshotRequest {
  readonly setup: Pick<KnnSetup, 'seed' | 'scale' | 'classes'>;
  /** The batch says of how many queries and candidates. */
  readonly knobs: KnnKnobs;
  readonly batch: {
    readonly queries: number;
    readonly candidates: number;
    /** Queries first, candidates after them [queries + candidates, dimensions], and the class of each. */
    readonly embeddings: Float32Array;
    readonly labels: Uint8Array;
    /** Outputs of the noise network [queries]. */
    readonly sigma: Float32Array;
  };
  /** Steps that the run has made: the draws of a map are those of the next ones. */
  readonly step: number;
  /** Its noise scales are means over the queries, where the network gives each its own. */
  readonly grid: MapGrid;
  readonly effort: SnapshotEffort;
}

/**
 * The map of the direct loss estimator in the embeddings of a batch, whatever method they come from.
 * @throws DivergedError if a distance is not a finite number
 */
export const knnSnapshotOf = (request: KnnSnapshotRequest): Generator<void, SnapshotMap> =>
  measureSnapshot(knnSnapshotProblem(request), request.grid, request.effort);

/** Rows of noise that no query has. */
const REFERENCE_ROW = 3000;
/** Draws of every query in a step of the reference. */
const REFERENCE_SAMPLES = 8;
/** What the small epsilon makes of a typical loss, in noise scales. */
const SMALL = 0.25;

/** What one step of a map is of. */
interface Asked {
  readonly sigma: number;
  readonly epsilon: number;
  readonly samples: number;
  readonly step: number;
  readonly row: number;
}

export function knnSnapshotProblem(
  request: Omit<KnnSnapshotRequest, 'grid' | 'effort'>,
): SnapshotProblem {
  const { setup, knobs, step: next } = request;
  const { queries, candidates, embeddings } = request.batch;
  const k = Math.min(knobs.k, candidates);
  const { ask, shares, typical } = stepsOf(request);
  const slopesOf = (dSigma: Float32Array) =>
    Float64Array.from(dSigma, (slope, q) => slope * shares[q] * queries);
  return {
    size: embeddings.length,
    rows: queries,
    links: queries * knobs.samples * k,
    estimate(sigma, epsilon, step) {
      const { samples } = knobs;
      const outcome = ask({ sigma, epsilon, samples, step: next + step, row: 0 });
      return {
        gradient: Float64Array.from(outcome.dEmbeddings),
        slopes: slopesOf(outcome.dSigma),
        // a pair for whoever comes, and one for whoever leaves
        changed: (outcome.active * queries * samples * candidates) / 2,
        ...{ right: outcome.right, rightAugmented: outcome.rightAugmented },
      };
    },
    reference(sigma, step) {
      const small = (SMALL * sigma) / (knobs.lossForm === 'count' ? 1 : typical);
      // the mean of (y*(e) - y*) / e and (y*(-e) - y*) / -e, from which y* goes
      const [plus, minus] = [small, -small].map((epsilon) =>
        ask({ sigma, epsilon, samples: REFERENCE_SAMPLES, step, row: REFERENCE_ROW }),
      );
      const mean = (a: Float32Array, b: Float32Array) => a.map((value, i) => (value + b[i]) / 2);
      return {
        gradient: Float64Array.from(mean(plus.dEmbeddings, minus.dEmbeddings)),
        slopes: slopesOf(mean(plus.dSigma, minus.dSigma)),
        ...{ changed: 0, right: plus.right, rightAugmented: plus.rightAugmented },
      };
    },
  };

  function stepsOf({ batch: { labels, sigma } }: Pick<KnnSnapshotRequest, 'batch'>) {
    const learned = setup.scale === 'learned';
    const mean = sigma.reduce((sum, output) => sum + output, 0) / queries;
    const all = sigma.map((output) => (learned ? output / mean : 1));
    const size = { queries, candidates, dim: embeddings.length / (queries + candidates) };
    const squared = new Float64Array(queries * candidates);
    plainPairMath.squaredDistances(embeddings, size, squared);
    // they are the same in all cells
    const pairs: PairMath = {
      squaredDistances: (_, __, out) => out.set(squared),
      addGradient: plainPairMath.addGradient,
    };
    // the slope in sigma is told where it is learned
    const objective = createObjective({ ...setup, method: 'direct', scale: 'learned' }, pairs);
    const noise = noiseOf({ seed: setup.seed, method: 'direct' }, knobs.law);
    const batch = { embeddings, labels, sigma: all, dim: size.dim };
    return {
      shares: all,
      typical: Math.sqrt(median([...squared])) || 1,
      ask: ({ sigma: scale, epsilon, samples, step, row }: Asked) =>
        objective({
          ...{ batch, epsilon, step, head: null },
          knobs: { ...knobs, k, queries, candidates, samples, sigma: scale },
          noise: (at, sample, query, gamma) => noise(at, sample, row + query, gamma),
        }),
    };
  }
}
