import { NORM_EPSILON, NORM_MOMENTUM, type Unit } from '../../core/networks/residual';
import { eachRow, type Bordered } from './bordered';

/** What a normalisation does to the channels of a map. */
export interface Norm {
  readonly mean: Float64Array;
  /** 1 / deviation. */
  readonly inverse: Float64Array;
}

/** By the running statistics of a unit. */
export function runningNorm({ statisticsAt, normalised }: Unit, params: Float32Array): Norm {
  const at = statisticsAt + normalised;
  return {
    mean: Float64Array.from(params.subarray(statisticsAt, at)),
    inverse: Float64Array.from(params.subarray(at, at + normalised), inverseOf),
  };
}

const inverseOf = (variance: number) => 1 / Math.sqrt(variance + NORM_EPSILON);

/**
 * By the moments of a batch.
 * @param values [rows, channels]
 * @param running the statistics of the unit, mean and variance [2, channels], which move towards those of the batch
 */
export function batchNorm(values: Float32Array, rows: number, running: Float32Array): Norm {
  const channels = running.length / 2;
  const mean = new Float64Array(channels);
  for (let i = 0; i < rows * channels; i += channels) {
    for (let c = 0; c < channels; c++) mean[c] += values[i + c];
  }
  for (let c = 0; c < channels; c++) mean[c] /= rows;
  const squares = new Float64Array(channels);
  for (let i = 0; i < rows * channels; i += channels) {
    for (let c = 0; c < channels; c++) squares[c] += (values[i + c] - mean[c]) ** 2;
  }
  for (let c = 0; c < channels; c++) {
    running[c] += NORM_MOMENTUM * (mean[c] - running[c]);
    const unbiased = squares[c] / Math.max(1, rows - 1);
    running[channels + c] += NORM_MOMENTUM * (unbiased - running[channels + c]);
  }
  return { mean, inverse: squares.map((sum) => inverseOf(sum / rows)) };
}

/** A unit where it is applied. */
export interface NormPlace {
  readonly unit: Unit;
  readonly norm: Norm;
  readonly params: Float32Array;
  /** Of what it gives out; what it takes has no border. */
  readonly map: Bordered;
  readonly count: number;
}

/** relu of the normalised values and a shortcut, which lies as the outputs do. */
export function normalise(
  { unit, norm, params, map, count }: NormPlace,
  values: Float32Array,
  shortcut: Float32Array | null,
  outputs: Float32Array,
): void {
  const { channels } = map;
  const { scaleAt, offsetAt } = unit;
  const factor = norm.inverse.map((inverse, c) => inverse * params[scaleAt + c]);
  const shift = norm.mean.map((mean, c) => params[offsetAt + c] - mean * factor[c]);
  eachRow(map, count, (inside, at, length) => {
    for (let i = 0; i < length; i += channels) {
      for (let c = 0; c < channels; c++) {
        const value = values[inside + i + c] * factor[c] + shift[c];
        const sum = shortcut ? value + shortcut[at + i + c] : value;
        // not the maximum, which may hide a NaN
        outputs[at + i + c] = sum < 0 ? 0 : sum;
      }
    }
  });
}

/** The gradient after a relu becomes that before it; it lies as the outputs do. */
export function maskGradient(
  map: Bordered,
  count: number,
  outputs: Float32Array,
  slopes: Float32Array,
): void {
  eachRow(map, count, (_, at, length) => {
    for (let i = at; i < at + length; i++) if (!(outputs[i] > 0)) slopes[i] = 0;
  });
}

/**
 * The gradient in what a normalisation by the moments of a batch takes, and those in its scale and offset, which
 * are added.
 * @param slopes in what it gives before the relu, with the border of the outputs
 * @param dValues without border; may be `slopes` where those have none
 */
export function normGradient(
  { unit, norm, params, map, count }: NormPlace,
  values: Float32Array,
  slopes: Float32Array,
  dValues: Float32Array,
  gradient: Float32Array,
): void {
  const { height, width, channels } = map;
  const { mean, inverse } = norm;
  const { scaleAt, offsetAt } = unit;
  const sums = new Float64Array(channels);
  const products = new Float64Array(channels);
  eachRow(map, count, (inside, at, length) => {
    for (let i = 0; i < length; i += channels) {
      for (let c = 0; c < channels; c++) {
        const slope = slopes[at + i + c];
        sums[c] += slope;
        products[c] += slope * (values[inside + i + c] - mean[c]);
      }
    }
  });
  const rows = count * height * width;
  for (let c = 0; c < channels; c++) {
    gradient[scaleAt + c] += products[c] * inverse[c];
    gradient[offsetAt + c] += sums[c];
    sums[c] /= rows;
    products[c] *= inverse[c] ** 2 / rows;
  }
  const factor = inverse.map((value, c) => value * params[scaleAt + c]);
  eachRow(map, count, (inside, at, length) => {
    for (let i = 0; i < length; i += channels) {
      for (let c = 0; c < channels; c++) {
        const centred = values[inside + i + c] - mean[c];
        dValues[inside + i + c] =
          factor[c] * (slopes[at + i + c] - sums[c] - centred * products[c]);
      }
    }
  });
}
