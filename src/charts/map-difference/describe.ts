import { differenceShares, mapDifference } from '../../core/maps/difference';
import { shownAt, type ShownQuantity } from '../../core/maps/quantities';
import { cellNear } from '../../core/maps/regimes';
import { TRAINING_STEPS } from '../../core/maps/training';
import { formatNumber, formatPercent } from '../shared/format';
import type { MapDifferenceData } from './layout';

/** What the quantities are called in sentences. */
const WORDS: Readonly<Record<ShownQuantity, string>> = {
  error: 'error of the gradient',
  bias: 'bias of the gradient',
  spread: 'spread of the gradient',
  cosine: 'cosine with the gradient',
  differ: 'share of draws that differ',
  slope: 'error of the slope in σ',
  trained: `expected loss after ${TRAINING_STEPS} steps`,
};

/** How quantities are compared that are no ratios. */
const HOW: Partial<Record<ShownQuantity, string>> = {
  cosine: 'as a difference',
  trained: 'as a difference in parts of the range of the loss',
};

const percent = (share: number) => formatPercent(share, 2);

const sharesIn = ({ first, second, quantity }: MapDifferenceData) =>
  differenceShares(mapDifference(first, second, quantity));

/** Who has more of it, and where. */
export function mapDifferenceTitle(data: MapDifferenceData): string {
  const { names, quantity } = data;
  const { more, less } = sharesIn(data);
  const what = WORDS[quantity];
  if (more === 0 && less === 0) return `The ${what} is the same in both maps`;
  return more > less
    ? `${names[1]}: a larger ${what} in ${percent(more)} of the map`
    : `${names[1]}: a smaller ${what} in ${percent(less)} of the map`;
}

/** In how much of the map which is more, and what holds at the point. */
export function describeMapDifference(data: MapDifferenceData): string {
  const { first, second, names, quantity, sigma, epsilon } = data;
  const { more, less, neither } = sharesIn(data);
  const at = cellNear(first.map.grid, sigma, epsilon);
  const values = [first, second].map((one) => shownAt(one, at, quantity));
  const numbers = values.map((value, i) => `${formatNumber(value)} with ${names[i]}`);
  return [
    `The ${WORDS[quantity]} of two maps, cell by cell: ${names[1]} beside ${names[0]}, ${HOW[quantity] ?? 'as a ratio'}.`,
    `${names[1]} has more in ${percent(more)} of the map and less in ${percent(less)}; in ${percent(neither)} they are the same, or not told apart.`,
    `In the cell of the point it is ${numbers.join(' and ')}.`,
  ].join(' ');
}
