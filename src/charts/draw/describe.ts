import { formatFixed, formatList } from '../shared/format';
import { augmentedSumOf, sumOf, type DrawData } from './layout';

const classes = (names: readonly string[]) =>
  `class${names.length > 1 ? 'es' : ''} ${formatList(names)}`;

/** Names the winner of this draw, what the noise did to the order, and the augmented winner. */
export function describeDraw(data: DrawData): string {
  const { labels, scores, winners, augmentedWinners } = data;
  const indices = labels.map((_, i) => i);
  const won = indices.filter((i) => winners[i]);
  const augmented = indices.filter((i) => augmentedWinners[i]);
  const byScore = [...indices].sort((a, b) => scores[b] - scores[a] || a - b);
  const noiseless = new Set(byScore.slice(0, won.length));
  const sums = won.map((i) => formatFixed(sumOf(data, i), 2));
  const kept = won.every((i) => noiseless.has(i));
  const same = won.every((i) => augmentedWinners[i]);
  return [
    `In this draw y* is ${classes(won.map((i) => labels[i]))}, with signal plus noise ${formatList(sums)}.`,
    kept
      ? 'The signal alone would choose the same.'
      : `The signal alone would choose ${classes([...noiseless].map((i) => labels[i]))}: the noise changed the winner.`,
    same
      ? 'The loss-augmented prediction is the same, so this draw adds nothing to the gradient.'
      : `With the loss added, ${classes(augmented.map((i) => labels[i]))} wins at ${formatList(augmented.map((i) => formatFixed(augmentedSumOf(data, i), 2)))}.`,
  ].join(' ');
}
