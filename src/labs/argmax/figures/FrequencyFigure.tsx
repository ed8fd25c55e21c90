import { useState } from 'react';
import { describeFrequency } from '../../../charts/frequency/describe';
import { FrequencyChart } from '../../../charts/frequency/FrequencyChart';
import type { FrequencyData } from '../../../charts/frequency/layout';
import { Toggle } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { Estimate } from '../results';
import { useArgmax, useArgmaxValues, useResult } from '../context';
import {
  classNames,
  closedForm,
  exactAugmentedShares,
  exactShares,
  gibbsShares,
  isTruth,
  measuredShares,
  problemOf,
  usable,
} from '../model';
import { argmaxTable, type ArgmaxValues } from '../params';
import { sampledSource } from './source';

const bounds = [argmaxTable.scores.min, argmaxTable.scores.max] as const;

export function frequencyData(
  values: ArgmaxValues,
  estimate: Estimate | null,
  showAugmented: boolean,
): FrequencyData {
  const problem = problemOf(values);
  const fitting = usable(estimate, problem);
  const shares = fitting && measuredShares(fitting);
  return {
    labels: classNames(values.scores.length),
    scores: values.scores,
    scoreBounds: bounds,
    losses: values.loss,
    isTruth: isTruth(values.loss),
    frequencies: shares?.prediction.value ?? null,
    standardErrors: shares?.prediction.standardError ?? null,
    augmented: showAugmented ? (shares?.augmented.value ?? null) : null,
    exact: exactShares(problem),
    exactLabel: closedForm(values) ? 'Gibbs law' : 'exact integral',
    gibbs: values.noise !== 'gumbel' && values.k === 1 ? gibbsShares(problem) : null,
    k: values.k,
  };
}

function frequencyTable(values: ArgmaxValues, estimate: Estimate | null): FigureTable {
  const problem = problemOf(values);
  const fitting = usable(estimate, problem);
  const shares = fitting && measuredShares(fitting);
  const exact = exactShares(problem);
  const exactAugmented = exactAugmentedShares(problem);
  const names = classNames(values.scores.length);
  const cell = (list: ArrayLike<number> | undefined, i: number) => list?.[i] ?? '';
  return {
    columns: [
      'class',
      'score',
      'loss',
      'share of y*',
      'standard error',
      'exact share of y*',
      'share of y*(epsilon)',
      'standard error of y*(epsilon)',
      'exact share of y*(epsilon)',
    ],
    rows: names.map((name, i) => [
      name,
      values.scores[i],
      values.loss[i],
      cell(shares?.prediction.value, i),
      cell(shares?.prediction.standardError, i),
      exact[i],
      cell(shares?.augmented.value, i),
      cell(shares?.augmented.standardError, i),
      exactAugmented[i],
    ]),
  };
}

/** The main figure: scores to drag, and under each the share of predictions that it gets. */
export function FrequencyFigure() {
  const { store } = useArgmax();
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const [showAugmented, setShowAugmented] = useState(false);
  const data = frequencyData(values, estimate, showAugmented);
  const [onScore] = useState(() => (i: number, value: number, phase: 'move' | 'commit') => {
    const { scores } = store.getState().values;
    const rounded = Number(value.toFixed(2));
    store.set({ scores: scores.map((score, j) => (j === i ? rounded : score)) }, phase);
  });
  return (
    <Figure
      id="frequency"
      title="Noise turns one answer into a distribution"
      sentence="Drag a score or σ: near 0 the best score takes every prediction, far out all classes share alike."
      description={describeFrequency(data)}
      source={sampledSource(usable(estimate, problemOf(values)))}
      table={() => frequencyTable(values, estimate)}
      controls={<Toggle label="Show y*(ε)" checked={showAugmented} onChange={setShowAugmented} />}
      height="fill"
    >
      {(frame) => <FrequencyChart {...data} {...frame} onScore={onScore} />}
    </Figure>
  );
}
