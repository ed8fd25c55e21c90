import { checkLength, checkVector } from '../../checks';
import type { Oracle } from '../../oracles/oracle';
import { largestSize } from '../../vector';
import { checkRelaxed, checkUpstream } from '../boundary';
import type { Relaxation } from '../relaxation';
import { createActiveSet } from './active-set';
import { createTangent } from './tangent';

/**
 * SparseMAP (Niculae et al. 2018): of all points of the hull of structures the one that is
 *
 *   y = argmax <theta, y> - t/2 |y|^2,
 *
 * which is theta/t projected on the hull, as a combination of few structures, found by calls of the
 * oracle alone. The oracle must be exact for scores of any sign.
 */
export interface SparseMap<Y> extends Relaxation {
  /**
   * As of any relaxation. Scores that nearly tie are told apart as far as the oracle sees them: to about
   * 1e-16 of the largest.
   * @param from where the search begins: at the best structure of these scores [dim] (of theta where there
   *   are none), or with the set of the last call. y is the same up to rounding, the set need not be
   */
  forward(
    theta: ArrayLike<number>,
    t: number,
    out: Float64Array,
    from?: ArrayLike<number> | 'last',
  ): void;
  /**
   * As of any relaxation: the slope dy projected on the span of the smallest face of the hull that holds y,
   * over t. Structures of that face which the set does not span are found by calls of the oracle, one where
   * there are none; the set stays as it is. At a kink, where structures beyond that face tie with the set, the
   * derivative is that of the side where y stays on the face, as that of sparsemax.
   */
  backward(dy: ArrayLike<number>, out: Float64Array): void;
  /** The structures of the last `forward`, affinely independent: valid until the next. */
  structures(): readonly Y[];
  /** Their weights [as many], positive and of sum 1: y is sum_i weight_i structure_i. */
  weights(): Float64Array;
  /**
   * Writes d<dWeights, weights>/dtheta [dim] at the last `forward` to out, for the set as it is: where other
   * structures tie with it the weights are not a function of theta.
   * @param dWeights as many as there are structures
   */
  backwardWeights(dWeights: ArrayLike<number>, out: Float64Array): void;
  /** Calls of the oracle that the last `forward` took: those of `backward` do not count. */
  oracleCalls(): number;
  /** The certificate: max over structures z of <theta/t - y, z - y>, which is 0 at the solution. */
  gap(): number;
}

export interface SparseMapOptions {
  /** 1 for each part whose square is penalised [dim], else 0. Without: all are. */
  readonly penalised?: ArrayLike<number>;
}

/** @throws RangeError if `penalised` is of another size or not finite */
export function createSparseMap<Y>(
  oracle: Oracle<Y>,
  { penalised }: SparseMapOptions = {},
): SparseMap<Y> {
  const { dim } = oracle;
  if (penalised) checkVector('penalised', penalised, dim);
  const mask = Uint8Array.from({ length: dim }, (_, p) => (penalised?.[p] === 0 ? 0 : 1));
  const set = createActiveSet(oracle, mask);
  const { face } = set;
  const { follow } = createTangent(face, mask, set.pull);
  const [scores, other] = [new Float64Array(dim), new Float64Array(dim)];
  const members = new Float64Array(dim + 2);
  let [temperature, scaled] = [1, 1];

  const weight = (i: number) => set.weights[i] / scaled;

  return {
    name: 'sparse-map',
    dim,
    forward(theta, t, out, from) {
      checkRelaxed(theta, t, out, dim);
      if (from && from !== 'last') {
        checkVector('from', from, dim);
        other.set(from);
      }
      const scale = scaleOf(theta, t);
      for (let p = 0; p < dim; p++) scores[p] = theta[p] * scale;
      temperature = t;
      scaled = Math.max(t * scale, LEAST);
      set.solve(scores, scaled, from === undefined ? scores : from === 'last' ? from : other);
      for (let i = 0; i < face.size(); i++) members[i] = weight(i);
      face.combine(members, 1, out);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      other.set(dy);
      follow(scores, scaled, other, out);
      for (let p = 0; p < dim; p++) out[p] /= temperature;
    },
    structures: () => face.structures.slice(0, face.size()),
    weights: () => Float64Array.from({ length: face.size() }, (_, i) => weight(i)),
    backwardWeights(dWeights, out) {
      checkVector('dWeights', dWeights, face.size());
      checkLength('out', out, dim);
      for (let i = 0; i < face.size(); i++) members[i] = dWeights[i] - dWeights[0];
      face.follow(members, members);
      face.combine(members, 0, out);
      for (let p = 0; p < dim; p++) out[p] /= temperature;
    },
    oracleCalls: set.oracleCalls,
    gap: () => set.gap() / scaled,
  };
}

/** Temperatures below this part of the largest score come to the same: no two scores are so near. */
const LEAST = 2 ** -300;

/** The power of two that brings the largest of scores and temperature between 1 and 2. */
function scaleOf(theta: ArrayLike<number>, t: number): number {
  const largest = Math.max(t, largestSize(theta));
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
}
