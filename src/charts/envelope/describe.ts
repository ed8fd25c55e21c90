import { formatFixed, formatList, formatNumber } from '../shared/format';
import { cornersInSight, derivativeText, type EnvelopeData } from './model';

/** What the figure states; of corners, as many as the plot shows. */
export function envelopeTitle(data: EnvelopeData): string {
  if (isStraight(data)) return 'All predictions cost the same: G is a straight line';
  const count = cornersInSight(data).length;
  if (count === 0) return 'G is smooth, and its slope at 0 is the expected loss';
  return `Noise rounds the corner${count > 1 ? 's' : ''} of G, and its slope at 0 is the expected loss`;
}

const isStraight = ({ lines }: EnvelopeData) =>
  lines.every(({ slope }) => slope === lines[0].slope);

/** G, its corners without noise, and both first derivatives with the mixed one. */
export function describeEnvelope(data: EnvelopeData): string {
  const { epsilon, sigma, now, zero, names, shares, watched } = data;
  const found = cornersInSight(data).map((corner) => formatNumber(corner.epsilon, 2));
  const corners = found.length
    ? `Without noise G has ${found.length === 1 ? 'a corner' : 'corners'} at epsilon ${formatList(found)}, where it has no derivative.`
    : 'Without noise G has no corner in sight.';
  const perClass = names.map((name, i) => `${name} ${formatFixed(shares[i], 2)}`);
  return [
    `At sigma ${formatNumber(sigma)} G has the slope ${formatFixed(zero.slope, 2)} at epsilon 0, the expected loss, and ${formatFixed(now.slope, 2)} at epsilon ${formatNumber(epsilon)}, where its value is ${formatNumber(now.value)}.`,
    corners,
    `Its slopes along the scores are the shares of the loss-augmented prediction: ${formatList(perClass)}.`,
    `Both ways around, the mixed derivative for class ${names[watched]} is ${derivativeText(data.slopeByScore)}.`,
  ].join(' ');
}
