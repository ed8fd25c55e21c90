import { checkLength, checkPositive, checkVector } from '../checks';

/** @throws RangeError naming the entry of theta that is not finite, or the size or t that is wrong */
export function checkRelaxed(
  theta: ArrayLike<number>,
  t: number,
  out: Float64Array,
  dim: number,
): void {
  checkVector('theta', theta, dim);
  checkLength('out', out, dim);
  checkPositive('t', t);
}

/** @throws RangeError naming the entry of dy that is not finite, or the size that is wrong */
export function checkUpstream(dy: ArrayLike<number>, out: Float64Array, dim: number): void {
  checkVector('dy', dy, dim);
  checkLength('out', out, dim);
}
