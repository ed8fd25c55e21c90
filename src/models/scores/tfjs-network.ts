import * as tf from '@tensorflow/tfjs-core';
import { scoreSize } from '../../core/networks/scores';
import type { TfjsSession } from '../tfjs/session';

type Floats = Float32Array | Float64Array;

/**
 * The networks of scores and noise scale somewhere else than in src/core: same parameters, same
 * layout, same formulas (core/networks/scores.ts), up to the rounding of float32.
 * Weights come in and gradients go out with every call: no device holds the only copy of a run.
 */
export interface ScoreNetwork {
  /** Scores [rows*d*d] and outputs of the noise network [rows] of the sequences x [rows*d]. */
  forward(
    params: Float64Array,
    x: Float64Array,
    rows: number,
  ): Promise<{ readonly scores: Floats; readonly sigma: Floats }>;
  /** Gradient in the parameters of <dScores, scores> + <dSigma, sigma>, summed over the sequences. */
  backward(
    params: Float64Array,
    x: Float64Array,
    rows: number,
    dScores: Floats,
    dSigma: Floats,
  ): Promise<Float64Array>;
}

/** @throws GpuError, from every call, when the device of the session is lost */
export function createTfjsNetwork(session: TfjsSession, d: number, hidden: number): ScoreNetwork {
  const w2 = 2 * hidden;
  const b2 = w2 + hidden * d;
  const noise = scoreSize(d, hidden);

  /** The vector cut into the weights of the layers. */
  const weightsOf = (params: Float64Array): tf.Tensor2D[] => {
    const cut = (from: number, rows: number, columns: number) =>
      tf.tensor2d(Float32Array.from(params.subarray(from, from + rows * columns)), [rows, columns]);
    return [
      cut(0, 1, hidden),
      cut(hidden, 1, hidden),
      cut(w2, hidden, d),
      cut(b2, 1, d),
      cut(noise, d, 1),
      cut(noise + d, 1, 1),
    ];
  };

  function networks(x: tf.Tensor2D, [first, bias, second, shift, slope, level]: tf.Tensor[]) {
    const numbers = tf.reshape(x, [-1, 1]);
    const active = tf.relu(tf.add(tf.matMul(numbers, first), bias));
    const scores = tf.add(tf.matMul(active, second), shift);
    const logits = tf.add(tf.matMul(x, slope), level);
    return { scores, sigma: tf.softplus(logits) };
  }

  const sequences = (x: Float64Array, rows: number) => tf.tensor2d(Float32Array.from(x), [rows, d]);

  return {
    async forward(params, x, rows) {
      const [scores, sigma] = await session.compute(() => {
        const out = networks(sequences(x, rows), weightsOf(params));
        return [out.scores, out.sigma];
      });
      return { scores, sigma };
    },
    async backward(params, x, rows, dScores, dSigma) {
      const parts = await session.compute(() => {
        const upstream = tf.tensor2d(Float32Array.from(dScores), [rows * d, d]);
        const noiseUpstream = tf.tensor2d(Float32Array.from(dSigma), [rows, 1]);
        const numbers = sequences(x, rows);
        const value = (...weights: tf.Tensor[]) => {
          const { scores, sigma } = networks(numbers, weights);
          return tf.add<tf.Scalar>(
            tf.sum(tf.mul(scores, upstream)),
            tf.sum(tf.mul(sigma, noiseUpstream)),
          );
        };
        return tf.grads(value)(weightsOf(params));
      });
      const gradient = new Float64Array(params.length);
      let at = 0;
      for (const part of parts) {
        gradient.set(part, at);
        at += part.length;
      }
      return gradient;
    },
  };
}
