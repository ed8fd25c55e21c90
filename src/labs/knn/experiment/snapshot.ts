import type { MapGrid } from '../../../core/maps/regime-map';
import {
  measureSnapshot,
  type SnapshotEffort,
  type SnapshotMap,
  type SnapshotProblem,
} from '../../../core/maps/snapshot';
import { plainPairMath, type PairMath } from '../../../core/neighbours/pairs';
import { selectTop } from '../../../core/neighbours/top';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { rememberedNoise, type NoiseFill } from '../../../core/noise/run-noise';
import { noiseOf } from './noise';
import { createObjective, type EmbeddedBatch } from './objective';
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
const REFERENCE_SAMPLES = 16;
/** Noise that is kept from cell to cell. */
const NOISE_BYTES = 32e6;
/** Distances below this have no direction. */
const NO_DISTANCE = 1e-12;

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
  const { ask, shares, reference } = stepsOf(request);
  return {
    size: embeddings.length,
    rows: queries,
    links: queries * knobs.samples * k,
    estimate(sigma, epsilon, step) {
      const { samples } = knobs;
      const outcome = ask({ sigma, epsilon, samples, step: next + step, row: 0 });
      return {
        gradient: Float64Array.from(outcome.dEmbeddings),
        slopes: Float64Array.from(outcome.dSigma, (slope, q) => slope * shares[q] * queries),
        // a pair for whoever comes, and one for whoever leaves
        changed: (outcome.active * queries * samples * candidates) / 2,
        ...{ right: outcome.right, rightAugmented: outcome.rightAugmented },
      };
    },
    reference: (sigma, step) => ({
      ...reference(sigma, step),
      ...{ changed: 0, right: NaN, rightAugmented: NaN },
    }),
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
    const own = noiseOf({ seed: setup.seed, method: 'direct' }, knobs.law);
    // all cells meet the same draws
    const noise = rememberedNoise(own, NOISE_BYTES);
    const batch = { embeddings, labels, sigma: all, dim: size.dim };
    return {
      shares: all,
      reference: createReference({
        batch,
        knobs: { ...knobs, k, queries, candidates },
        squared,
        noise,
      }),
      ask: ({ sigma: scale, epsilon, samples, step, row }: Asked) =>
        objective({
          ...{ batch, epsilon, step, head: null },
          knobs: { ...knobs, k, queries, candidates, samples, sigma: scale },
          noise: (at, sample, query, gamma) => noise(at, sample, row + query, gamma),
        }),
    };
  }
}

/** What the reference is of. */
interface ReferenceInput {
  readonly batch: EmbeddedBatch & { readonly sigma: Float32Array };
  readonly knobs: KnnKnobs;
  readonly squared: Float64Array;
  readonly noise: NoiseFill;
}

/**
 * The gradient of the expected loss in the embeddings, without any epsilon. Given all other scores, candidate c
 * is a neighbour where its own is above a threshold t, the k-th of the others, and then it takes the place of the
 * candidate j there: the derivative of the expected loss in its score is E p((t - mu_c) / sigma) / sigma times the
 * difference of the losses of c and j, with the density p of the noise. The slope in log sigma is the sum of the same
 * times (t - mu_c) / sigma.
 */
function createReference({ batch, knobs, squared, noise }: ReferenceInput) {
  const { queries, candidates, k, lossForm, law } = knobs;
  const { embeddings, labels, sigma: shares, dim } = batch;
  const { density } = createNoise(noiseSpec(law, 0));
  const distances = squared.map(Math.sqrt);
  const losses = distances.map((distance, i) => {
    const [q, c] = [Math.floor(i / candidates), i % candidates];
    if (labels[q] !== labels[queries + c]) return 0;
    return lossForm === 'count' ? -1 : -distance;
  });
  const [gamma, scores] = [new Float64Array(candidates), new Float64Array(candidates)];
  const best = new Int32Array(k + 1);
  const isIn = new Uint8Array(candidates);
  return (sigma: number, step: number) => {
    const weights = new Float64Array(queries * candidates);
    const slopes = new Float64Array(queries);
    // all candidates are neighbours whatever the noise
    for (let q = 0; q < queries && k < candidates; q++) {
      const row = q * candidates;
      const scale = sigma * shares[q];
      for (let sample = 0; sample < REFERENCE_SAMPLES; sample++) {
        noise(step, sample, REFERENCE_ROW + q, gamma);
        for (let c = 0; c < candidates; c++) scores[c] = scale * gamma[c] - distances[row + c];
        selectTop(scores, 0, candidates, k + 1, best);
        isIn.fill(0);
        for (let place = 0; place < k; place++) isIn[best[place]] = 1;
        for (let c = 0; c < candidates; c++) {
          const j = best[isIn[c] === 1 ? k : k - 1];
          const difference = losses[row + c] - losses[row + j];
          if (difference === 0) continue;
          const z = (scores[j] + distances[row + c]) / scale;
          const slope = (density(z) * difference) / REFERENCE_SAMPLES;
          slopes[q] += slope * z;
          const distance = distances[row + c];
          if (distance > NO_DISTANCE) {
            weights[row + c] -= slope / (scale * queries * 2 * distance);
          }
        }
      }
    }
    const gradient = new Float32Array(embeddings.length);
    plainPairMath.addGradient(embeddings, weights, { queries, candidates, dim }, gradient);
    return { gradient: Float64Array.from(gradient), slopes };
  };
}
