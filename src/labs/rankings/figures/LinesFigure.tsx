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
import { rankingVariants } from '../experiment/spec';
import { pathOf } from '../model';
import { useWatched } from '../../kit/context';
import { useRankings, useRankingsValues } from '../context';
import { missingNote } from '../words';
import { rankingLinesData, type Shown } from './data';
import { sourceOf, useOnX, useShown } from './useShown';

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
  const onX = useOnX(shown.axis);
  const data = useLinesData(shown);
  return (
    <Figure
      id="lines"
      title="A ranking changes only where lines cross, and noise makes ramps of the steps"
      sentence={`${useMissing()}${sentenceOf(shown, data)}`}
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

/** Says that the set that was asked for is not here; '' where it is. */
function useMissing(): string {
  const { results } = useRankings();
  const data = useRankingsValues().data as string;
  const { open, settled } = useWatched(results.sets, (sets) => sets);
  return data === 'made' || open || !settled ? '' : `${missingNote(data)} `;
}

/** Made anew only for what it depends on: another example to push changes nothing here. */
function useLinesData(shown: Shown): RankingLinesData {
  const { material, knobs, trained, method, step, watched, x, axis } = shown;
  const { title } = axis;
  return useMemo(
    () => rankingLinesData(shown),
    [material, knobs, trained, method, step, watched, x, title], // eslint-disable-line react-hooks/exhaustive-deps
  );
}

/** What is read at x, and how well the method ranks by now. */
export function sentenceOf(shown: Shown, data: RankingLinesData): string {
  const { x, labels, watched, places, axis } = data;
  const order = rankingAt(data, x);
  const ranked =
    order.length > MOST_NAMED
      ? `${namesOf(data, order.slice(0, MOST_NAMED)).join(', ')} first`
      : namesOf(data, order).join(', ');
  const read = `Drag ${axis.name}. At ${formatFixed(x, axis.digits)} the scores rank ${ranked}; ${labels[watched]} is in place ${placeIn(data, order)}, under noise in place ${formatFixed(places[watched], 2)} on average.`;
  const path = pathOf(shown.trained, shown.method);
  if (!path) return `${read} The training is on its way.`;
  const { short } = rankingVariants[shown.method];
  const { own, data: learned } = shown.material;
  const where = own ? `${learned.test.rows} of ${own.set.rows} rows` : 'examples';
  return `${read} After ${shown.step} steps of ${short} ρ is ${formatNumber(path.spearman[shown.step], 2)} on ${where} held out.`;
}

/** Labels that are named in a sentence at most. */
const MOST_NAMED = 8;

/** Every example with its ranking, and what the scores make of it. */
export function linesTable(data: RankingLinesData): FigureTable {
  const name = data.labels[data.watched];
  return {
    columns: [
      ...[data.axis.name, 'held out', 'ranking', 'ranking of the scores'],
      ...[`place of ${name}`, `place of ${name} by scores`, `expected place of ${name}`],
    ],
    rows: data.examples.map(({ x, heldOut, ranking, predicted, expected }) => [
      ...[x, heldOut ? 'yes' : 'no', namesOf(data, ranking).join(' ')],
      ...[namesOf(data, predicted).join(' '), placeIn(data, ranking)],
      ...[placeIn(data, predicted), expected],
    ]),
  };
}
