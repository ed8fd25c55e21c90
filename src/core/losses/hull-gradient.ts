import { checkFinite } from '../checks';
import type { Loss } from './loss';

/** @throws RangeError where the loss is defined on structures alone */
export function hullGradient({ name, gradient }: Loss): NonNullable<Loss['gradient']> {
  if (!gradient) throw new RangeError(`the ${name} loss has no gradient between structures`);
  return gradient;
}

/**
 * Writes the gradient of the loss at a point of the hull [dim], and returns the loss.
 * @throws RangeError where there is no gradient, or one that is not finite
 */
export function slopeAt(loss: Loss, y: Float64Array, slope: Float64Array): number {
  const value = hullGradient(loss)(y, slope);
  checkFinite('the gradient of the loss', slope);
  return value;
}
