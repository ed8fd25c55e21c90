import { useMemo } from 'react';
import { describePushes } from '../../../charts/pushes/describe';
import type { PushesData } from '../../../charts/pushes/data';
import { PushesChart } from '../../../charts/pushes/PushesChart';
import { formatFixed, formatNumber } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable, LegendItem } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { wholePercent } from '../../kit/claims';
import { pushesData, type Shown } from './data';
import { sourceOf, useShown } from './useShown';

const LEGEND: readonly LegendItem[] = [
  { label: 'raises a score', color: 'var(--prediction)', mark: 'square' },
  { label: 'one pair each', color: 'var(--muted)', mark: 'square' },
];

/** What every loss does to the scores of one example, and the pairs behind the exact one. */
export function PairsFigure() {
  const { stage, shown } = useShown();
  const { rows } = stage.material.data.all;
  const { method, step, example } = shown;
  const data = useMemo(() => pushesData(shown), [stage, method, step, example]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <Figure
      id="pairs"
      title={pairsTitle(data)}
      sentence={pairsSentence(shown, data)}
      description={describePushes(data)}
      legend={LEGEND}
      source={sourceOf(stage)}
      table={() => pairsTable(data)}
      controls={<Items items={[{ param: 'example', max: () => rows - 1 }, 'samples']} />}
      height={340}
    >
      {(frame) => <PushesChart {...data} {...frame} />}
    </Figure>
  );
}

/** A push below this is none to speak of. */
const WEAK = 0.01;

export function pairsTitle({ labels, pairs }: PushesData): string {
  const [{ better, worse, push }] = pairs;
  return push < WEAK
    ? 'Every pair is in order: none pushes any more'
    : `The pair ${labels[better]} over ${labels[worse]} pushes most, by ${formatNumber(push, 2)} of 1`;
}

/** How many pairs stand in the wrong order, and how much of the push is theirs. */
export function pairsSentence(shown: Shown, { pairs }: PushesData): string {
  const { example, material, step, axis } = shown;
  const wrong = pairs.filter(({ push }) => push > 0.5);
  const sum = (some: readonly { readonly push: number }[]) =>
    some.reduce((total, { push }) => total + push, 0);
  const at = material.own
    ? ''
    : ` at ${axis.name} = ${formatFixed(material.data.all.x[example], axis.digits)}`;
  const where = `Example ${example + 1}${at}, after ${step} steps.`;
  const told =
    wrong.length === 0
      ? `None of its ${pairs.length} pairs is in the wrong order; those that are close push all the same.`
      : `${wrong.length} of its ${pairs.length} pairs ${wrong.length === 1 ? 'is' : 'are'} in the wrong order and ${wrong.length === 1 ? 'makes' : 'make'} ${wholePercent(sum(wrong) / sum(pairs))} of the push.`;
  return `${where} ${told} Bars are minus the gradient of every loss, each row to its own scale.`;
}

const pairsTable = ({ labels, truth, rows }: PushesData): FigureTable => ({
  columns: ['label, best first', ...rows.map(({ name }) => name)],
  rows: truth.map((label) => [labels[label], ...rows.map(({ pushes }) => pushes[label])]),
});
