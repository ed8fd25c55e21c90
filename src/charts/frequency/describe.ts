import { formatFixed, formatList, formatNumber } from '../shared/format';
import type { Numbers } from '../shared/size';
import type { FrequencyData } from './layout';

const indexOfMost = (list: Numbers) =>
  Array.from(list).reduce((best, value, i) => (value > list[best] ? i : best), 0);

/** Names the leading class, its share, and how far the measured shares are from the exact ones. */
export function describeFrequency(data: FrequencyData): string {
  const { labels, scores, frequencies, exact, exactLabel, isTruth, k } = data;
  const sentences: string[] = [];
  const top = indexOfMost(scores);
  sentences.push(
    `The highest of ${labels.length} scores is ${formatFixed(scores[top], 2)}, of class ${labels[top]}.`,
  );
  const shares = frequencies ?? exact;
  if (!shares) return `${sentences[0]} The shares of predictions are still being computed.`;
  const most = indexOfMost(shares);
  const what = k > 1 ? 'contain it' : 'choose it';
  const source = frequencies ? 'measured' : exactLabel;
  sentences.push(
    `Class ${labels[most]} leads: ${percent(shares[most])} of predictions ${what} (${source}).`,
  );
  sentences.push(comparison(data));
  const truths = labels.filter((_, i) => isTruth[i]);
  const first = isTruth.indexOf(true);
  if (truths.length === 1 && first !== most) {
    sentences.push(`The ground truth, ${labels[first]}, gets ${percent(shares[first])}.`);
  } else if (truths.length) sentences.push(`The ground truth is ${formatList(truths)}.`);
  return sentences.filter(Boolean).join(' ');
}

const percent = (share: number) => `${formatFixed(100 * share, 1)}%`;

function comparison({ labels, frequencies, standardErrors, exact, exactLabel }: FrequencyData) {
  if (!frequencies) return 'The measured shares are still being computed.';
  if (!exact) return '';
  const gaps = labels.map((_, i) => Math.abs(frequencies[i] - exact[i]));
  const worst = indexOfMost(gaps);
  const error = standardErrors?.[worst] ?? 0;
  const errors = error > 0 ? ` (${formatNumber(gaps[worst] / error, 2)} standard errors)` : '';
  return `The largest distance to the exact law (${exactLabel}) is ${formatNumber(gaps[worst], 2)}${errors}, at class ${labels[worst]}.`;
}
