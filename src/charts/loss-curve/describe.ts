import { formatNumber, formatTwoErrors } from '../shared/format';
import { interiorMinimum, type LossCurveData } from './layout';

/** Says how the expected loss runs from no noise to much, where it is least, and the slope here. */
export function describeLossCurve(data: LossCurveData): string {
  const { sigma, exact, slope, estimate, deterministic, uniform } = data;
  const sentences: string[] = [];
  if (deterministic !== null && uniform !== null) {
    sentences.push(
      `The expected loss goes from ${formatNumber(deterministic, 2)} without noise to ${formatNumber(uniform, 2)} for a uniform choice.`,
    );
  }
  const least = interiorMinimum(data);
  if (least !== null) {
    sentences.push(
      `It is least, ${formatNumber(least.loss)}, at sigma ${formatNumber(least.sigma, 2)}: some noise lowers the loss.`,
    );
  }
  if (exact !== null) {
    const turn = slope === null ? '' : `, with slope ${formatNumber(slope, 2)}`;
    sentences.push(`At sigma ${formatNumber(sigma)} it is ${formatNumber(exact)}${turn}.`);
  }
  if (estimate) {
    sentences.push(
      `The Monte-Carlo estimate is ${formatNumber(estimate.value)} ${formatTwoErrors(estimate.standardError)}.`,
    );
  }
  return sentences.join(' ') || 'The expected loss is still being computed.';
}
