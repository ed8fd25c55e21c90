import { formatFixed, formatNumber } from '../shared/format';
import type { RegulariserData } from './layout';

/** Says where each regulariser has its prediction, and what it costs there. */
export function describeRegulariser({ sides, sigma, scores }: RegulariserData): string {
  const pair = ([x, y]: readonly [number, number]) =>
    `(${formatFixed(x, 2)}, ${formatFixed(y, 2)})`;
  return [
    `With the scores at ${pair(scores)} and noise of scale ${formatNumber(sigma)}:`,
    ...sides.map(
      ({ title, prediction, cost, worth }) =>
        `${title} is ${formatFixed(cost, 3)} at its prediction ${pair(prediction)}, which is worth ${formatFixed(worth, 3)}; no other place has more worth above its level.`,
    ),
  ].join(' ');
}
