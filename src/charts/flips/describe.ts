import { formatList, formatNumber } from '../shared/format';
import { findFlips, topK } from './flips';
import type { FlipsData } from './layout';

/** Says how often the winner changes over the range of sigma, where, and who wins now. */
export function describeFlips(data: FlipsData): string {
  const { labels, scores, gamma, k, sigma, sigmaBounds } = data;
  const names = (members: readonly number[]) => formatList(members.map((i) => labels[i]));
  const flips = findFlips(scores, gamma, k, sigmaBounds);
  const at = (value: number) => names(topK(scores, gamma, k, value));
  const range = `from ${formatNumber(sigmaBounds[0], 2)} to ${formatNumber(sigmaBounds[1], 2)}`;
  const now = `At sigma ${formatNumber(sigma)} the prediction is ${at(sigma)}.`;
  if (flips.length === 0) {
    return `For this draw the prediction is ${at(sigma)} at every sigma ${range}.`;
  }
  const first = flips[0];
  return [
    `For this draw the prediction changes ${flips.length > 1 ? `${flips.length} times` : 'once'} as sigma goes ${range}: from ${at(sigmaBounds[0])} with little noise to ${at(sigmaBounds[1])} with much.`,
    `The first change is at sigma ${formatNumber(first.sigma)}, where ${names(first.enters)} takes over from ${names(first.leaves)}.`,
    now,
  ].join(' ');
}
