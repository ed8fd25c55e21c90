import { checkPositive, checkSize, checkVector } from '../checks';
import type { Noise } from '../noise/noise';
import type { Oracle } from '../oracles/oracle';
import type { Rng } from '../rng/rng';

/**
 * The contract of estimators: functions of an oracle; value and gradient come out of one call; the
 * noise source and the control variate are arguments; every estimate carries its standard error, and
 * the result what it cost.
 */

/** A Monte-Carlo mean, entry by entry. Standard errors are NaN for a single sample. */
export interface VectorEstimate {
  readonly value: Float64Array;
  readonly standardError: Float64Array;
}

export interface ScalarEstimate {
  readonly value: number;
  readonly standardError: number;
}

/** What an estimate cost. */
export interface Cost {
  readonly samples: number;
  readonly oracleCalls: number;
  readonly lossEvaluations: number;
}

/** Writes the noise of a draw, one number a part [dim]; the same draw is the same noise whenever asked. */
export type DrawNoise = (draw: number, out: Float64Array) => void;

/** `samples` noise vectors of length dim. */
export interface NoiseSource {
  readonly dim: number;
  readonly samples: number;
  readonly fill: DrawNoise;
}

/**
 * Noise handed over as numbers, one row per sample.
 * @throws RangeError if there are no rows, or rows of other lengths, or an entry is not finite
 */
export function explicitNoise(rows: ArrayLike<ArrayLike<number>>, dim: number): NoiseSource {
  if (rows.length < 1) throw new RangeError('noise must have at least one row');
  for (let m = 0; m < rows.length; m++) checkVector(`noise[${m}]`, rows[m], dim);
  return {
    dim,
    samples: rows.length,
    fill(sample, out) {
      for (let i = 0; i < dim; i++) out[i] = rows[sample][i];
    },
  };
}

/**
 * Independent noise for every part: samples first .. first+samples-1 of a named stream.
 * @throws RangeError unless samples is a positive integer, and first one or 0
 */
export function streamNoise(
  rng: Rng,
  noise: Noise,
  dim: number,
  samples: number,
  first = 0,
): NoiseSource {
  checkSize('samples', samples);
  if (!Number.isInteger(first) || first < 0) {
    throw new RangeError(`first must be 0 or a positive integer, got ${first}`);
  }
  const words = new Uint32Array(4);
  return {
    dim,
    samples,
    fill(sample, out) {
      for (let i = 0; i < dim; i++) {
        if (i % 4 === 0) rng.block(first + sample, i / 4, 0, words);
        out[i] = noise.sample(words[i % 4]);
      }
    },
  };
}

/** @throws RangeError for sizes that differ, sigma not above 0 or entries that are not finite */
export function checkPerturbed(
  oracle: Oracle,
  scores: ArrayLike<number>,
  sigma: number,
  source: NoiseSource,
): void {
  checkVector('scores', scores, oracle.dim);
  if (source.dim !== oracle.dim) {
    throw new RangeError(`noise has ${source.dim} entries per sample, the oracle ${oracle.dim}`);
  }
  checkPositive('sigma', sigma);
}
