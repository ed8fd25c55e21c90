import { allFinite } from '../../../core/vector';
import { directLossOf } from '../../../core/estimators/direct-loss';
import { augmentedBy } from '../../../core/losses/loss';
import { kSubset } from '../../../core/oracles/k-subset/k-subset';
import { createNeuralSort } from '../../../core/relaxations/neural-sort';
import { lostNumbers } from '../../../core/training/diverged';
import { createRelaxedSubset } from '../../../core/relaxations/relaxed-subset';
import type { NoiseFill } from '../../../core/noise/run-noise';
import { plainPairMath, type PairMath } from '../../../core/neighbours/pairs';
import type { KnnKnobs, KnnSetup } from './spec';
import { selectTop } from '../../../core/neighbours/top';

/** Embeddings of one batch: queries first, candidates after them. */
export interface EmbeddedBatch {
  /** [queries + candidates, dim]. */
  readonly embeddings: Float32Array;
  /** Class per image, same order. */
  readonly labels: Uint8Array;
  /** Outputs of the noise network [queries], where sigma(x) is learned. */
  readonly sigma: Float32Array | null;
  readonly dim: number;
}

/** Gradients of a batch and what it measured; shares from 0 to 1, means over queries and samples. */
export interface Outcome {
  readonly dEmbeddings: Float32Array;
  readonly dSigma: Float32Array;
  /** Gradient of the head, where there is one. */
  readonly dHead: Float32Array | null;
  /** The objective of the method: what its gradient is of, or estimates. */
  readonly loss: number;
  /** Share of the k nearest candidates that have the class of the query, with the method's noise. */
  readonly right: number;
  /** The same of the loss-augmented prediction; that of the prediction where there is none. */
  readonly rightAugmented: number;
  /** Query-candidate pairs on which the gradient acts, of all. */
  readonly active: number;
  /** Queries, over all samples, for which y* and y*(epsilon) differ. */
  readonly changed: number;
  readonly scaleMean: number;
  readonly scaleSpread: number;
}

export interface ObjectiveInput {
  readonly batch: EmbeddedBatch;
  readonly knobs: KnnKnobs;
  /** The loss weight of this step, growth included. */
  readonly epsilon: number;
  readonly step: number;
  readonly noise: NoiseFill;
  /** Weights [dim, classes] and biases [classes] of the linear head. */
  readonly head: Float32Array | null;
}

/**
 * A method as a function of a batch.
 * @throws DivergedError if a distance or a noise scale is not a finite number
 */
export type Objective = (input: ObjectiveInput) => Outcome;

export function createObjective(
  setup: Pick<KnnSetup, 'method' | 'scale' | 'classes'>,
  pairs: PairMath = plainPairMath,
): Objective {
  switch (setup.method) {
    case 'direct':
      return (input) => directLoss(setup.scale, pairs, input);
    case 'neural-sort':
    case 'relax-subsample':
      return (input) => relaxed(setup.method === 'neural-sort', pairs, input);
    case 'cross-entropy':
      return (input) => crossEntropy(setup.classes, pairs, input);
  }
}

/** Distances below this have no direction: their gradient is left out. */
const NO_DISTANCE = 1e-12;

/** Everything that methods with neighbours begin with. */
function measure(pairs: PairMath, { batch, knobs, step }: ObjectiveInput) {
  const { queries, candidates } = knobs;
  const { embeddings, labels, dim } = batch;
  const size = { queries, candidates, dim };
  const squared = new Float64Array(queries * candidates);
  pairs.squaredDistances(embeddings, size, squared);
  checkFinite('distances', squared, step);
  if (batch.sigma) checkFinite('noise scales', batch.sigma, step);
  /** Whether a candidate has the class of a query. */
  const fits = (q: number, c: number) => labels[q] === labels[queries + c];
  return { queries, candidates, size, squared, fits };
}

/** A comparison with what is no number is never true: nothing that is chosen by it would mean anything. */
function checkFinite(what: string, values: Float64Array | Float32Array, step: number): void {
  if (!allFinite(values)) throw lostNumbers(what, step + 1);
}

/** Scale of the noise of one query. */
const scaleOf = (batch: EmbeddedBatch, scale: KnnSetup['scale'], sigma: number, q: number) =>
  scale === 'zero' ? 0 : scale === 'fixed' ? sigma : sigma * (batch.sigma?.[q] ?? 0);

/**
 * The direct loss gradient (equations 16 and 17 of the paper) with scores minus distance, structures
 * the k-subsets of the candidates, and a linear loss; the mean over queries and samples (the matching
 * experiment sums over samples and takes the sign of eps; see its spec). The loss that is reported is
 * that of `count`: one minus the share of right neighbours.
 */
function directLoss(scale: KnnSetup['scale'], pairs: PairMath, input: ObjectiveInput): Outcome {
  const { batch, knobs, epsilon, step, noise } = input;
  const { queries, candidates, size, squared, fits } = measure(pairs, input);
  const { k, lossForm } = knobs;
  const samples = scale === 'zero' ? 1 : knobs.samples;
  const weights = new Float64Array(queries * candidates);
  const dSigma = new Float32Array(queries);
  const distance = new Float64Array(candidates);
  const scores = new Float64Array(candidates);
  const dScores = new Float64Array(candidates);
  const totals = { right: 0, rightAugmented: 0, changed: 0, active: 0, scale: 0, squares: 0 };
  let query = 0;
  const oracle = kSubset(candidates, k);
  const augmented = augmentedBy(oracle, (from, weight, out) => {
    for (let c = 0; c < candidates; c++) {
      const gain = fits(query, c) ? (lossForm === 'count' ? 1 : distance[c]) : 0;
      out[c] = from[c] - weight * gain;
    }
  });
  const estimator = directLossOf(oracle);
  const fill = (sample: number, out: Float64Array) => noise(step, sample, query, out);
  /** Of a raw draw, in the mean over queries and samples. */
  const share = 1 / (epsilon * samples * queries);

  for (query = 0; query < queries; query++) {
    const row = query * candidates;
    for (let c = 0; c < candidates; c++) {
      distance[c] = Math.sqrt(squared[row + c]);
      scores[c] = -distance[c];
    }
    const sigma = scaleOf(batch, scale, knobs.sigma, query);
    totals.scale += sigma;
    totals.squares += sigma * sigma;
    estimator.bind({ scores, sigma, epsilon, augmented });
    for (let sample = 0; sample < samples; sample++) {
      const draw = estimator.draw(sample, fill, share, dScores);
      for (const c of draw.prediction) if (fits(query, c)) totals.right++;
      for (const c of draw.other) if (fits(query, c)) totals.rightAugmented++;
      if (draw.changed === 0) continue;
      totals.active += draw.changed;
      totals.changed++;
      dSigma[query] += share * draw.slope * knobs.sigma;
      for (let c = 0; c < candidates; c++) {
        // score = -distance, and d distance / d squared distance = 1 / (2 distance)
        if (distance[c] > NO_DISTANCE) weights[row + c] -= dScores[c] / (2 * distance[c]);
      }
      dScores.fill(0);
    }
  }
  const dEmbeddings = new Float32Array(batch.embeddings.length);
  pairs.addGradient(batch.embeddings, weights, size, dEmbeddings);
  const predictions = queries * samples;
  const right = totals.right / (predictions * k);
  const mean = totals.scale / queries;
  return {
    ...{ dEmbeddings, dSigma, dHead: null, loss: 1 - right, right },
    rightAugmented: totals.rightAugmented / (predictions * k),
    active: totals.active / (predictions * candidates),
    changed: totals.changed,
    scaleMean: mean,
    scaleSpread: Math.sqrt(Math.max(0, totals.squares / queries - mean * mean)),
  };
}

/**
 * NeuralSort (Grover et al. 2019) and RelaxSubSample (Xie and Ermon 2019) with scores minus squared
 * distance: the objective is minus the relaxed mass on candidates of the query's class, mean over
 * queries and samples. Both perturb with standard Gumbel noise, if at all.
 */
function relaxed(sorting: boolean, pairs: PairMath, input: ObjectiveInput): Outcome {
  const { batch, knobs, step, noise } = input;
  const { queries, candidates, size, squared, fits } = measure(pairs, input);
  const { k, temperature } = knobs;
  const samples = knobs.noisy ? knobs.samples : 1;
  const relaxation = sorting ? sortedMass(candidates, k) : subsetMass(candidates, k);
  const weights = new Float64Array(queries * candidates);
  const scores = new Float64Array(candidates);
  const gamma = new Float64Array(candidates);
  const mass = new Float64Array(candidates);
  const dMass = new Float64Array(candidates);
  const dScores = new Float64Array(candidates);
  const nearest = new Int32Array(k);
  const share = 1 / (queries * samples);
  let loss = 0;
  let right = 0;
  let active = 0;
  for (let q = 0; q < queries; q++) {
    const row = q * candidates;
    for (let sample = 0; sample < samples; sample++) {
      if (knobs.noisy) noise(step, sample, q, gamma);
      for (let c = 0; c < candidates; c++) scores[c] = gamma[c] - squared[row + c];
      relaxation.forward(scores, temperature, mass);
      for (let c = 0; c < candidates; c++) {
        dMass[c] = fits(q, c) ? -share : 0;
        loss += dMass[c] * mass[c];
      }
      relaxation.backward(dMass, dScores);
      for (let c = 0; c < candidates; c++) {
        weights[row + c] -= dScores[c];
        if (Math.abs(dScores[c]) > VISIBLE * share) active++;
      }
      selectTop(scores, 0, candidates, k, nearest);
      for (const c of nearest) if (fits(q, c)) right++;
    }
  }
  const dEmbeddings = new Float32Array(batch.embeddings.length);
  pairs.addGradient(batch.embeddings, weights, size, dEmbeddings);
  right *= share / k;
  return {
    ...withoutScale(queries),
    dEmbeddings,
    loss,
    right,
    rightAugmented: right,
    active: (active * share) / candidates,
  };
}

/** A pair counts as active if its gradient is at least this part of a mean one. */
const VISIBLE = 1e-6;

const withoutScale = (queries: number) => ({
  dSigma: new Float32Array(queries),
  dHead: null,
  changed: 0,
  scaleMean: 0,
  scaleSpread: 0,
});

/** A relaxed top-k set of scores. */
interface Mass {
  forward(scores: Float64Array, temperature: number, mass: Float64Array): void;
  backward(dMass: Float64Array, dScores: Float64Array): void;
}

/** The first k rows of the relaxed permutation, added up. */
function sortedMass(n: number, k: number): Mass {
  const sort = createNeuralSort(n);
  const rows = new Float64Array(k * n);
  const dRows = new Float64Array(k * n);
  return {
    forward(scores, temperature, mass) {
      sort.forward(scores, temperature, k, rows);
      mass.fill(0);
      for (let i = 0; i < k * n; i++) mass[i % n] += rows[i];
    },
    backward(dMass, dScores) {
      for (let row = 0; row < k; row++) dRows.set(dMass, row * n);
      sort.backward(dRows, dScores);
    },
  };
}

function subsetMass(n: number, k: number): Mass {
  const subset = createRelaxedSubset(n);
  return {
    forward: (scores, temperature, mass) => subset.forward(scores, k, temperature, mass),
    backward: (dMass, dScores) => subset.backward(dMass, dScores),
  };
}

/**
 * The yardstick that knows nothing of neighbours: softmax cross-entropy of a linear head on all
 * images of the batch. What it counts as right are neighbours all the same.
 */
function crossEntropy(classes: number, pairs: PairMath, input: ObjectiveInput): Outcome {
  const { batch, knobs, head } = input;
  if (!head) throw new RangeError('cross-entropy needs a head');
  const { queries, candidates, squared, fits } = measure(pairs, input);
  const { embeddings, labels, dim } = batch;
  const images = queries + candidates;
  const dEmbeddings = new Float32Array(embeddings.length);
  const dHead = new Float32Array(head.length);
  const logits = new Float64Array(classes);
  let loss = 0;
  for (let image = 0; image < images; image++) {
    const at = image * dim;
    for (let c = 0; c < classes; c++) logits[c] = head[dim * classes + c];
    for (let i = 0; i < dim; i++) {
      const value = embeddings[at + i];
      if (value === 0) continue;
      for (let c = 0; c < classes; c++) logits[c] += value * head[i * classes + c];
    }
    const max = logits.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp(logits[c] - max);
    loss += (Math.log(sum) + max - logits[labels[image]]) / images;
    for (let c = 0; c < classes; c++) {
      const target = c === labels[image] ? 1 : 0;
      logits[c] = (Math.exp(logits[c] - max) / sum - target) / images;
      dHead[dim * classes + c] += logits[c];
    }
    for (let i = 0; i < dim; i++) {
      const value = embeddings[at + i];
      let slope = 0;
      for (let c = 0; c < classes; c++) {
        slope += logits[c] * head[i * classes + c];
        dHead[i * classes + c] += logits[c] * value;
      }
      dEmbeddings[at + i] = slope;
    }
  }
  const nearest = new Int32Array(knobs.k);
  const scores = squared.map((d) => -d);
  let right = 0;
  for (let q = 0; q < queries; q++) {
    selectTop(scores, q * candidates, candidates, knobs.k, nearest);
    for (const c of nearest) if (fits(q, c)) right++;
  }
  right /= queries * knobs.k;
  return {
    ...withoutScale(queries),
    dEmbeddings,
    dHead,
    loss,
    right,
    rightAugmented: right,
    active: 1,
  };
}
