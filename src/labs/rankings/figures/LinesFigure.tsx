import { useMemo } from 'react';
import {
  namesOf,
  placeIn,
  rankingAt,
  type RankingLinesData,
} from '../../../charts/ranking-lines/data';
import { describeRankingLines } from '../../../charts/ranking-lines/describe';
import { RankingLinesChart } from '../../../charts/ranking-lines/RankingLinesChart';
import { formatFixed, formatNumber } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable, LegendItem } from '../../../ui/figure/types';
import { FigureOptions } from '../../kit/Items';
import { isHeldOut } from '../experiment/lines';
import { rankingVariants } from '../experiment/spec';
import { pathOf } from '../model';
import { rankingLinesData, type Shown } from './data';
import { sourceOf, useHandles, useShown } from './useShown';

const LEGEND: readonly LegendItem[] = [
  { label: 'scores', color: 'var(--signal)', mark: 'line' },
  { label: 'noise, ± σ', color: 'var(--noise)', mark: 'square' },
  { label: 'expected place', color: 'var(--prediction)', mark: 'line' },
  { label: 'without noise', color: 'var(--muted)', mark: 'dash' },
  { label: 'examples', color: 'var(--truth)', mark: 'ring' },
];

/** The main figure: lines of scores, and the place that one of them gives its label. */
export function LinesFigure() {
  const { stage, shown } = useShown();
  const { onX } = useHandles();
  const data = useLinesData(shown);
  return (
    <Figure
      id="lines"
      title="A ranking changes only where lines cross, and noise makes ramps of the steps"
      sentence={sentenceOf(shown, data)}
      description={describeRankingLines(data)}
      legend={LEGEND}
      source={sourceOf(stage)}
      table={() => linesTable(data)}
      controls={<FigureOptions />}
      height="fill"
    >
      {(frame) => <RankingLinesChart {...data} {...frame} onX={onX} />}
    </Figure>
  );
}

/** Made anew only for what it depends on: another example to push changes nothing here. */
function useLinesData(shown: Shown): RankingLinesData {
  const { data, knobs, method, step, watched, x } = shown;
  return useMemo(() => rankingLinesData(shown), [data, knobs, method, step, watched, x]); // eslint-disable-line react-hooks/exhaustive-deps
}

/** What is read at x, and how well the method ranks by now. */
export function sentenceOf(shown: Shown, data: RankingLinesData): string {
  const { x, labels, watched, expectedHere } = data;
  const order = rankingAt(data, x);
  const read = `Drag x. At ${formatFixed(x, 2)} the scores rank ${namesOf(data, order).join(', ')}; ${labels[watched]} is in place ${placeIn(data, order)}, under noise in place ${formatFixed(expectedHere, 2)} on average.`;
  const path = pathOf(shown.trained, shown.method);
  if (!path) return `${read} The training is on its way.`;
  const { short } = rankingVariants[shown.method];
  return `${read} After ${shown.step} steps of ${short} ρ is ${formatNumber(path.spearman[shown.step], 2)} on examples held out.`;
}

/** Every example with its ranking, and what the scores make of it. */
export function linesTable(data: RankingLinesData): FigureTable {
  const name = data.labels[data.watched];
  return {
    columns: [
      ...['x', 'held out', 'ranking', 'ranking of the scores'],
      ...[`place of ${name}`, `place of ${name} by scores`, `expected place of ${name}`],
    ],
    rows: data.examples.map(({ x, ranking, expected }, row) => {
      const hard = rankingAt(data, x);
      return [
        ...[x, isHeldOut(row) ? 'yes' : 'no', namesOf(data, ranking).join(' ')],
        ...[namesOf(data, hard).join(' '), placeIn(data, ranking), placeIn(data, hard), expected],
      ];
    }),
  };
}
