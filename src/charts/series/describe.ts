import { formatNumber } from '../shared/format';
import type { Series, SeriesData } from './layout';

/** Where each line stands, and how far it has come. */
export function describeSeries({ series, valueLabel, stepLabel, past = null }: SeriesData): string {
  const at = stepLabel === 'training step' ? 'in step' : `at ${stepLabel}`;
  const told = series.flatMap((one) => sentence(one, at) ?? []);
  if (told.length === 0) return 'No steps yet: run the training to draw this chart.';
  const line = past === null ? '' : ` A line stands at step ${past}.`;
  return `${valueLabel}. ${told.join(' ')}${line}`;
}

function sentence({ label, steps, values }: Series, at: string): string | null {
  let first = -1;
  let last = -1;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return null;
  const now = `${label} is at ${formatNumber(values[last])} ${at} ${steps[last]}`;
  return first === last ? `${now}.` : `${now}, from ${formatNumber(values[first])} at first.`;
}
