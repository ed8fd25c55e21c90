import { useMemo } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import type { SeriesData } from '../../../charts/series/layout';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import { formatList, formatNumber } from '../../../charts/shared/format';
import { clamp } from '../../../charts/shared/size';
import type { Drag } from '../../../charts/shared/SliderHandle';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { rankingMethods, rankingVariants, STEPS } from '../experiment/spec';
import { pathOf } from '../model';
import type { RankingsValues } from '../params';
import { learningData, type Stage } from './data';
import { sourceOf, useHandles, useShown } from './useShown';

/** How well every method ranks what it has not seen, step by step. */
export function LearningFigure() {
  const { values, stage } = useShown();
  const { onStep } = useHandles();
  const { curve, step } = values;
  const data = useMemo(() => learningData(stage, { curve, step }), [stage, curve, step]);
  const drag: Drag = {
    ...{ value: step, bounds: [0, STEPS] },
    valueAt: Math.round,
    step: (steps) => clamp(step + steps, 0, STEPS),
    onChange: onStep,
  };
  return (
    <Figure
      id="learning"
      title={learningTitle(stage, values)}
      sentence={learningSentence(stage, values)}
      description={describeSeries(data)}
      source={sourceOf(stage)}
      table={() => learningTable(data)}
      controls={<Items items={['curve']} />}
      wide
      height={320}
    >
      {(frame) => <SeriesChart {...data} {...frame} drag={drag} />}
    </Figure>
  );
}

/** Correlations that differ by less are level. */
const LEVEL = 0.01;

/** Who ranks best at the step, if there is anyone to compare. */
export function learningTitle({ trained }: Stage, { curve, step }: RankingsValues): string {
  if (curve === 'loss') return 'Every loss is measured in units of its own';
  const scored = rankingMethods.flatMap((method) => {
    const path = pathOf(trained, method);
    return path ? [{ name: rankingVariants[method].short, rho: path.spearman[step] }] : [];
  });
  if (scored.length < 2) return 'How well examples held out are ranked, step by step';
  const most = Math.max(...scored.map(({ rho }) => rho));
  const first = scored.filter(({ rho }) => most - rho < LEVEL).map(({ name }) => name);
  if (first.length === scored.length) return `After ${step} steps all five are level`;
  if (first.length > 3) return `After ${step} steps four of five are level`;
  return first.length === 1
    ? `After ${step} steps ${first[0]} ranks best, ρ = ${formatNumber(most, 2)}`
    : `After ${step} steps ${formatList(first)} are level`;
}

export function learningSentence({ trained }: Stage, { curve }: RankingsValues): string {
  const what =
    curve === 'spearman'
      ? 'Spearman’s ρ on the examples held out: 1 is the true ranking, 0 is chance. Drag the step.'
      : 'The mean over the examples that are trained on, as drawn where it has noise; only its fall can be compared. Drag the step.';
  const told = trained?.paths.length ?? 0;
  return told < rankingMethods.length ? `${what} The others follow when the hand rests.` : what;
}

/** A row per step, a column per method. */
export const learningTable = ({ series }: SeriesData): FigureTable => ({
  columns: ['step', ...series.map(({ label }) => label)],
  rows: Array.from({ length: series.length > 0 ? STEPS + 1 : 0 }, (_, step) => [
    step,
    ...series.map(({ values }) => values[step]),
  ]),
});
