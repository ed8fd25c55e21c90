import { useMemo } from 'react';
import { ComparisonChart } from '../../../charts/comparison/ComparisonChart';
import { describeComparison } from '../../../charts/comparison/describe';
import { comparisonHeight, type ComparisonData } from '../../../charts/comparison/layout';
import { Figure } from '../../../ui/figure/Figure';
import { useRunSource } from '../../kit/training-hooks';
import { starvesTitle } from '../batch';
import type { BatchCounts } from '../compute/protocol';
import { useLook } from '../context';

/** On how many pairs of images a step of direct loss acts, by k and by samples. */
export function StarvesFigure() {
  const batch = useLook('batch');
  const counts = useLook('batchCounts');
  const source = useRunSource(batch?.run ?? null);
  const pairs = counts?.reply.pairs ?? NONE;
  const { queries = 100, candidates = 100 } = counts?.request.rows ?? {};
  const data = useMemo(() => comparisonOf(pairs, queries), [pairs, queries]);
  const other = batch && batch.run.setup.method !== 'direct';
  return (
    <Figure
      id="starves"
      title={starvesTitle(pairs, queries) ?? 'Pairs of images on which a step of direct loss acts'}
      sentence={
        other
          ? 'This is about direct loss: choose it as the method to count its pairs.'
          : `A hypothesis for the failure of k = 1 on CIFAR-10 in the paper: it starves. Pairs of ${queries} queries and ${candidates} candidates for which y*(ε) differs from y*, by N noise samples, with 95% intervals.`
      }
      description={describeComparison(data)}
      source={
        source && { ...source, samples: Math.max(0, ...pairs.map((one) => one.samples)) * queries }
      }
      table={() => ({
        columns: ['k', 'samples', 'pairs per step', 'from', 'to'],
        rows: pairs.map(({ k, samples, mean, interval: [from, to] }) =>
          [k, samples].concat([mean, from, to].map((value) => value * queries)),
        ),
      })}
      height={comparisonHeight(data)}
    >
      {(frame) => <ComparisonChart {...data} {...frame} />}
    </Figure>
  );
}

const NONE: BatchCounts['pairs'] = [];

function comparisonOf(pairs: BatchCounts['pairs'], queries: number): ComparisonData {
  const byN = [...pairs].sort((a, b) => a.samples - b.samples || a.k - b.k);
  const rows = byN.map(({ k, samples, mean, interval }) => ({
    ...{ group: `N = ${samples}`, label: `k = ${k}`, short: `k = ${k}` },
    value: mean * queries,
    interval: [interval[0] * queries, interval[1] * queries] as const,
    ...{ count: queries, printed: null },
  }));
  return {
    rows,
    valueLabel: 'pairs with a gradient',
    bounds: [0, Math.max(1, ...rows.map((row) => 1.05 * row.interval[1]))],
    counted: 'queries',
  };
}
