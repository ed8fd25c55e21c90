import { formatNumber, formatTwoErrors } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { augmentedSumOf, sumOf, type FrequencyData } from './data';
import type { FrequencyLayout } from './layout';

/** The values of each class, exactly. */
export function frequencyMarks(data: FrequencyData, layout: FrequencyLayout): InspectMark[] {
  const { labels, isTruth, winners, showsAugmented, augmentedWinners } = data;
  return layout.columns.map(({ hit, share, law, centre }, i) => ({
    id: `class-${i}`,
    title: [
      `${labels[i]}${isTruth[i] ? ' (target)' : ''}`,
      winners[i] && 'y*',
      showsAugmented && augmentedWinners[i] && 'y*(ε)',
    ]
      .filter(Boolean)
      .join(' · '),
    rows: rows(data, i),
    box: hit,
    at: { x: centre, y: share?.y ?? law?.y1 ?? hit.y },
  }));
}

type Row = readonly [name: string, value: string];

function rows(data: FrequencyData, i: number): Row[] {
  const { frequencies, standardErrors, exact, exactLabel, gibbs, augmented } = data;
  const error = standardErrors ? ` ${formatTwoErrors(standardErrors[i])}` : '';
  const found: (Row | null)[] = [
    ['score μ', formatNumber(data.scores[i])],
    ['noise σγ', formatNumber(data.perturbation[i])],
    ['sum', formatNumber(sumOf(data, i), 4)],
    data.showsAugmented ? ['sum with ε·ℓ', formatNumber(augmentedSumOf(data, i), 4)] : null,
    frequencies && ['measured', `${formatNumber(frequencies[i], 4)}${error}`],
    exact && [exactLabel, formatNumber(exact[i], 4)],
    gibbs && ['tempered Gibbs', formatNumber(gibbs[i], 4)],
    data.showsAugmented && augmented ? ['y*(ε)', formatNumber(augmented[i], 4)] : null,
    ['loss', formatNumber(data.losses[i])],
  ];
  return found.filter((row) => row !== null);
}
