import type { Loss } from '../../../losses/loss';

/** @throws RangeError where the loss is defined on structures alone */
export function hullGradient({ name, gradient }: Loss): NonNullable<Loss['gradient']> {
  if (!gradient) throw new RangeError(`the ${name} loss has no gradient between structures`);
  return gradient;
}
