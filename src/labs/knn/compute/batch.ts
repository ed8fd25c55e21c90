import { plainPairMath } from '../../../core/neighbours/pairs';
import type { Network } from '../../../core/networks/plain';
import { summarise } from '../../../core/training/statistics';
import { countEntries } from '../../../gpu/kernels/perturbed-top-k/perturbed-top-k.cpu';
import { drawBatch } from '../experiment/batch';
import { shapeOf } from '../experiment/evaluation';
import { partsOf, toInputs } from '../experiment/networks';
import { FROZEN_STEP } from '../experiment/query';
import { isRelaxed } from '../experiment/spec';
import { activePairs } from './active-pairs';
import type { Batch, BatchCounts, BatchCountsRequest, BatchRequest } from './protocol';
import { imagesOf } from './sets';
import type { TrainedEmbedding } from './trained';

/**
 * A batch of training images; of a small set as many as there are.
 * @param noise the noise network; null where the scale is not learned
 */
export async function batchOf(
  { setup, ...asked }: Pick<BatchRequest, 'setup' | 'queries' | 'candidates'>,
  {
    set: { train },
    step,
    params,
    embed,
  }: Pick<TrainedEmbedding, 'set' | 'step' | 'params' | 'embed'>,
  noise: Network | null,
): Promise<Batch> {
  const queries = Math.min(asked.queries, Math.floor(train.count / 2));
  const candidates = Math.min(asked.candidates, train.count - queries);
  const count = queries + candidates;
  const numbers = drawBatch(setup.seed, FROZEN_STEP, count, train.count);
  const labels = Uint8Array.from(numbers, (n) => train.labels[n]);
  const pixels = imagesOf(train, [...numbers]);
  const { values } = await embed({ count, pixels, labels }, count);
  const { size, scale, dimensions: dim } = shapeOf(setup);
  const squared = new Float64Array(queries * candidates);
  plainPairMath.squaredDistances(values, { queries, candidates, dim }, squared);
  const { noiseAt, headAt } = partsOf(setup);
  const weights = params.subarray(noiseAt, headAt);
  const sigmaOf = (query: number) =>
    noise ? noise.forward(weights, toInputs(pixels, [query], size, scale), 1)[0] : 1;
  return {
    ...{ step, queries, candidates, labels, embeddings: values },
    distances: Float32Array.from(squared, Math.sqrt),
    fits: Uint8Array.from(squared, (_, i) => {
      const [query, candidate] = [Math.floor(i / candidates), queries + (i % candidates)];
      return labels[query] === labels[candidate] ? 1 : 0;
    }),
    sigma: Float32Array.from({ length: queries }, (_, query) => sigmaOf(query)),
  };
}

/** Draws per query that the share of wrong neighbours is of. */
const DRAWS = 20;
/** What the paper trains with. */
const KS = [1, 3, 5, 9];
const SAMPLES = [1, 5];

/**
 * What the noise does to the neighbours of a batch, and how many pairs direct loss would learn of.
 * @throws RangeError for distances or noise scales that are not finite
 */
export function countBatch({ rows, knobs, setup }: BatchCountsRequest): BatchCounts {
  const { candidates, fits } = rows;
  const k = Math.min(knobs.k, candidates);
  const draws = { ...knobs, k, sigma: 1, seed: setup.seed, step: FROZEN_STEP };
  const relaxed = isRelaxed(setup.method);
  const { entered } = countEntries(rows, { ...draws, epsilon: 0, samples: DRAWS, relaxed });
  const wrong = new Float64Array(rows.queries);
  entered.forEach((count, i) => {
    if (fits[i] === 0) wrong[Math.floor(i / candidates)] += count / (DRAWS * k);
  });
  const cases = KS.filter((each) => setup.method === 'direct' && each <= candidates).flatMap(
    (each) => SAMPLES.map((samples) => ({ k: each, samples })),
  );
  return {
    wrong: summarise([...wrong]),
    draws: DRAWS,
    pairs: cases.map((one) => ({
      ...one,
      ...summarise([...activePairs(rows, { ...draws, ...one })]),
    })),
  };
}
