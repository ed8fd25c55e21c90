import type { Series, SeriesData } from '../../../charts/series/layout';
import { formatNumber } from '../../../charts/shared/format';
import type { MatchingRun } from '../kind';

type Measured = Pick<MatchingRun, 'tests' | 'events'>;

/** Scores, margin, noise and how loud the margin is beside the noise, against the steps of a run. */
export function outgrowData({ tests, events }: Measured): SeriesData {
  const { step, spread, margin, noise } = tests;
  const line = (label: string, values: readonly number[], look: Partial<Series>): Series => ({
    ...{ id: label, label, steps: step, values, category: SOLID },
    ...look,
  });
  const ratio = margin.map((value, i) => (noise[i] > 0 ? value / noise[i] : NaN));
  return {
    series: [
      line('scores, ±', spread, { concept: 'signal' }),
      line('margin', margin, { concept: 'signal', category: LONG }),
      line('noise, ±', noise, { concept: 'noise', category: DOTS }),
      line('margin / noise', ratio, { category: DASH_DOT }),
    ],
    events,
    stepLabel: 'training step',
    valueLabel: 'in units of score',
    valueScale: 'log',
    stepScale: 'log',
  };
}

/** Looks of categoryStyle. */
const [DOTS, LONG, SOLID, DASH_DOT] = [0, 1, 2, 4];

/** Growth of the scores that is worth to be called so, beside that of the noise. */
const CLEAR = 2;

/** How often as large scores and noise are as at the first test, and which of them outgrows the other. */
export function outgrowTitle({ tests: { step, spread, noise } }: Measured): string {
  const known = spread.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  if (known.length < 2) return 'Scores beside the noise on them';
  const [first, last] = [known[0], known[known.length - 1]];
  const scores = spread[last] / spread[first];
  const grown = `${formatNumber(scores, 2)} times as large as at step ${step[first]}`;
  if (noise[last] === 0) return `There is no noise; the scores are ${grown}`;
  const loudness = noise[last] / noise[first];
  if (!(scores > CLEAR * loudness)) {
    return `The scores are ${grown}, the noise ${formatNumber(loudness, 2)} times`;
  }
  return `The scores outgrow the noise: ${grown}, the noise ${formatNumber(loudness, 2)} times`;
}
