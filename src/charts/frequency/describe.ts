import { indexOfMaximum } from '../../core/vector';
import { formatFixed, formatList, formatNumber } from '../shared/format';
import type { Numbers } from '../shared/size';
import { augmentedSumOf, sumOf, type FrequencyData } from './data';
import { tenths } from './marks';

/** Who wins the draw, who wins how often, and how far measured shares are from the exact ones. */
export function describeFrequency(data: FrequencyData): string {
  return [describeDraw(data), ...describeShares(data)].filter(Boolean).join(' ');
}

/** Names the winner of the draw, what the noise did to the order, and the augmented winner. */
function describeDraw(data: FrequencyData): string {
  const { labels, scores, winners, augmentedWinners, showsAugmented, draw } = data;
  const indices = labels.map((_, i) => i);
  const won = indices.filter((i) => winners[i]);
  const byScore = [...indices].sort((a, b) => scores[b] - scores[a] || a - b);
  const noiseless = byScore.slice(0, won.length);
  const sums = won.map((i) => formatFixed(sumOf(data, i), 2));
  const kept = won.every((i) => noiseless.includes(i));
  const sentences = [
    `In draw ${draw} y* is ${classes(data, won)}, with score plus noise ${formatList(sums)}.`,
    kept
      ? 'The scores alone would choose the same.'
      : `The scores alone would choose ${classes(data, noiseless)}: the noise changed the prediction.`,
  ];
  if (!showsAugmented) return sentences.join(' ');
  const augmented = indices.filter((i) => augmentedWinners[i]);
  const moved = augmented.map((i) => formatFixed(augmentedSumOf(data, i), 2));
  const same = won.every((i) => augmentedWinners[i]);
  sentences.push(
    same
      ? 'With the loss added it is the same, so this draw adds nothing to the gradient.'
      : `With the loss added it is ${classes(data, augmented)}, at ${formatList(moved)}.`,
  );
  return sentences.join(' ');
}

function classes({ labels }: FrequencyData, members: readonly number[]): string {
  const names = formatList(members.map((i) => labels[i]));
  return `class${members.length > 1 ? 'es' : ''} ${names}`;
}

function describeShares(data: FrequencyData): string[] {
  const { labels, frequencies, exact, exactLabel, isTruth, k } = data;
  const shares = exact ?? frequencies;
  if (!shares) return ['The shares of draws are still being computed.'];
  const leaders = leadersOf(shares);
  const most = tenths(shares[leaders[0]]);
  const source = exact ? exactLabel : 'measured';
  const what = k > 1 ? 'are picked in' : 'win';
  const lead =
    leaders.length > 1
      ? `${formatList(leaders.map((i) => labels[i]))} share the lead: they ${what} ${most} of the draws each (${source}).`
      : `${labels[leaders[0]]} leads with ${most} of the draws (${source}).`;
  const targets = labels.map((_, i) => i).filter((i) => isTruth[i]);
  const names = formatList(targets.map((i) => labels[i]));
  const gets = formatList(targets.map((i) => tenths(shares[i])));
  const target = targets.length
    ? `The target${targets.length > 1 ? 's' : ''}, ${names}, get${targets.length > 1 ? '' : 's'} ${gets}.`
    : '';
  return [lead, comparison(data), target];
}

/** The classes of the largest share: more than one in a tie. */
export function leadersOf(shares: Numbers): number[] {
  const list = Array.from(shares);
  const most = Math.max(...list);
  return list.flatMap((share, i) => (share >= most - 1e-9 ? i : []));
}

function comparison({ labels, frequencies, standardErrors, exact, exactLabel }: FrequencyData) {
  if (!frequencies) return 'The measured shares are still being computed.';
  if (!exact) return '';
  const gaps = labels.map((_, i) => Math.abs(frequencies[i] - exact[i]));
  const worst = indexOfMaximum(gaps);
  const error = standardErrors?.[worst] ?? 0;
  const errors = error > 0 ? ` (${formatNumber(gaps[worst] / error, 2)} standard errors)` : '';
  return `The largest distance of a measured share to the ${exactLabel} is ${formatNumber(gaps[worst], 2)}${errors}, at class ${labels[worst]}.`;
}
