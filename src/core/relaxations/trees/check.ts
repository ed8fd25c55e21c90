import { checkVector } from '../../estimators/estimator';

/** @throws RangeError naming the entry of theta that is not finite, or the size or t that is wrong */
export function checkRelaxed(
  theta: ArrayLike<number>,
  t: number,
  out: Float64Array,
  dim: number,
): void {
  checkVector('theta', theta, dim);
  checkLength(out, dim);
  if (!(t > 0 && t < Infinity)) throw new RangeError(`t must be positive and finite, got ${t}`);
}

/** @throws RangeError naming the entry of dy that is not finite, or the size that is wrong */
export function checkUpstream(dy: ArrayLike<number>, out: Float64Array, dim: number): void {
  checkVector('dy', dy, dim);
  checkLength(out, dim);
}

function checkLength(out: Float64Array, dim: number): void {
  if (out.length !== dim) throw new RangeError(`out must have ${dim} entries, got ${out.length}`);
}
