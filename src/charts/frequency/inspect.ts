import { formatNumber, formatTwoErrors } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import type { FrequencyData, FrequencyLayout } from './layout';

/** The values of each class, exactly. */
export function frequencyMarks(data: FrequencyData, layout: FrequencyLayout): InspectMark[] {
  return layout.columns.map(({ hit, share, law, centre }, i) => ({
    id: `class-${i}`,
    title: `${data.labels[i]}${data.isTruth[i] ? ' (ground truth)' : ''}`,
    rows: rows(data, i),
    box: hit,
    at: { x: centre, y: share?.y ?? law?.y1 ?? hit.y },
  }));
}

function rows(data: FrequencyData, i: number): (readonly [string, string])[] {
  const { scores, losses, frequencies, standardErrors, exact, exactLabel, gibbs, augmented } = data;
  const found: (readonly [string, string])[] = [['score μ', formatNumber(scores[i])]];
  if (frequencies) {
    const error = standardErrors ? ` ${formatTwoErrors(standardErrors[i])}` : '';
    found.push(['measured', `${formatNumber(frequencies[i], 4)}${error}`]);
  }
  if (exact) found.push([exactLabel, formatNumber(exact[i], 4)]);
  if (gibbs) found.push(['tempered Gibbs', formatNumber(gibbs[i], 4)]);
  if (augmented) found.push(['y*(ε)', formatNumber(augmented[i], 4)]);
  found.push(['loss', formatNumber(losses[i])]);
  return found;
}
