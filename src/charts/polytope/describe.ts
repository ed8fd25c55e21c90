import { formatFixed, formatList, formatNumber, formatPercent } from '../shared/format';
import type { PolytopeData } from './data';

/** The structures that are picked most often, with their shares. */
const MOST = 3;

const pair = ([x, y]: readonly [number, number]) => `(${formatFixed(x, 2)}, ${formatFixed(y, 2)})`;

/** Says what is picked how often, where the mean lies, and how it goes with sigma. */
export function describePolytope(data: PolytopeData): string {
  const { labels, scores, sigma, shares, exact, mean, exactMean, best, draws } = data;
  const order = labels.map((_, s) => s).sort((a, b) => shares[b] - shares[a]);
  const told = order.slice(0, MOST).filter((s) => shares[s] > 0);
  const share = (s: number) =>
    `${labels[s]} in ${formatPercent(shares[s])}${exact ? ` (exactly ${formatPercent(exact[s])})` : ''}`;
  const start = `The scores are at ${pair(scores)}, where ${labels[best]} is predicted without noise.`;
  if (data.slow?.counted === false) return start;
  const sentences = [
    start,
    `With noise of scale ${formatNumber(sigma)} ${draws.places.length} draws pick ${formatList(told.map(share))}.`,
    `The mean prediction is at ${pair(mean)}${exactMean ? `, exactly at ${pair(exactMean)}` : ''}.`,
  ];
  const end = data.path.at(-1) ?? mean;
  if (data.slow?.moved) {
    const { scores: to, mean: there } = data.slow.moved;
    sentences.push(`Scores at ${pair(to)} have their mean at ${pair(there)}.`);
  } else if (!data.slow) {
    sentences.push(`As the noise grows it goes from ${labels[best]} to ${pair(end)}.`);
  }
  if (!data.flat) sentences.push('Some of the noise acts in a dimension that is not seen.');
  return [...sentences, ...lossSentences(data)].join(' ');
}

function lossSentences({ loss, labels }: PolytopeData): string[] {
  if (!loss) return [];
  const size = Math.hypot(...loss.gradient);
  const slope =
    size < 0.01 ? 'it is flat here' : `its gradient has the size ${formatFixed(size, 2)}`;
  return [
    `The ${loss.name} loss with the truth ${labels[loss.truth]} is ${formatFixed(loss.here, 3)}; ${slope}.`,
  ];
}
