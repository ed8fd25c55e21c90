import { dot } from '../../../vector';
import type { EstimateMoments, LossEstimator, LossPoint } from '../../gradient-estimator';
import type { EstimatorCost } from '../../meter';
import type { NoiseBook } from '../../noise-book';
import type { Learner } from './learner';

/** What a draw leaves behind for what is learned from it. */
export function createLastDraw(dim: number, samples: number, variates: number) {
  let drawn = -1;
  let book: NoiseBook | null = null;
  const raw = new Float64Array(dim);
  const losses = new Float64Array(samples);
  /** Losses less what variates stand in for. */
  const signals = new Float64Array(samples);
  /** The estimate of one sample without variates, and each variate, as vectors. */
  const plain = new Float64Array(dim);
  const vectors = Array.from({ length: variates }, () => new Float64Array(dim));
  const cross = new Float64Array(variates);
  const gram = new Float64Array(variates * variates);
  return {
    ...{ raw, losses, signals, plain, vectors, cross, gram },
    begin(index: number, noise: NoiseBook) {
      drawn = index;
      book = noise;
      for (const sums of [raw, cross, gram]) sums.fill(0);
    },
    is: (index: number, noise: NoiseBook) => drawn === index && book === noise,
    forget: () => void (book = null),
    addProducts() {
      for (let k = 0; k < variates; k++) {
        cross[k] += dot(plain, vectors[k]) / samples;
        for (let j = 0; j < variates; j++) {
          gram[k * variates + j] += dot(vectors[k], vectors[j]) / samples;
        }
      }
    },
    meanLoss() {
      let sum = 0;
      for (const loss of losses) sum += loss;
      return sum / samples;
    },
  };
}

export type LastDraw = ReturnType<typeof createLastDraw>;

/** What is particular to an estimator that keeps its last draw to learn from. */
export interface LearningParts {
  readonly last: LastDraw;
  bind(point: LossPoint): void;
  scale(): number;
  /** Writes raw draw and losses of `index` to the last draw, which was begun. */
  take(index: number, noise: NoiseBook): void;
  /** Learns from the last draw, which is that of `index`. */
  learn(index: number, noise: NoiseBook): void;
  readonly learner: Required<Learner>;
  moments?(): EstimateMoments | null;
  readonly cost: EstimatorCost;
}

/** The estimator: what was just drawn is not drawn again in order to learn from it. */
export function learningEstimator(parts: LearningParts): LossEstimator {
  const { last, learner, scale, moments, cost } = parts;
  const take = (index: number, noise: NoiseBook) => {
    last.begin(index, noise);
    parts.take(index, noise);
  };
  return {
    bind(point) {
      parts.bind(point);
      last.forget();
    },
    scale,
    draw(index, noise, weight, out) {
      take(index, noise);
      for (let i = 0; i < out.length; i++) out[i] += weight * last.raw[i];
      return { loss: last.meanLoss() };
    },
    ...(moments && { moments }),
    adapt(index, noise) {
      if (!last.is(index, noise)) take(index, noise);
      parts.learn(index, noise);
      last.forget();
    },
    learned: learner.learned,
    restore(values) {
      learner.restore(values);
      last.forget();
    },
    cost,
  };
}
