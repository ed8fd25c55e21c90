import { formatNumber } from '../shared/format';
import { errorAt, formatError, type PriceData } from './layout';

/** Says what the error is here, and where noise is too quiet or too loud. */
export function describePrice(data: PriceData): string {
  const { sigma, samples, sigmas, errors, loud } = data;
  const cheapest = errors.reduce((best, error, i) => (error < errors[best] ? i : best), 0);
  const price = Math.ceil((errors[cheapest] / 0.1) ** 2);
  return [
    `With sigma ${formatNumber(sigma)} and ${samples} draws the error of the Jacobian is ${formatError(errorAt(data, sigma, samples))} of its size.`,
    `It is cheapest near sigma ${formatNumber(sigmas[cheapest], 2)}, where ${price} draws bring the error to a tenth.`,
    loud === null
      ? ''
      : `From sigma ${formatNumber(loud, 2)} on the mean prediction is all but that of endless noise.`,
  ]
    .filter(Boolean)
    .join(' ');
}
