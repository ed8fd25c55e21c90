import { gradientTitle } from '../../../charts/gradient/claims';
import { describeGradient } from '../../../charts/gradient/describe';
import { GradientChart } from '../../../charts/gradient/GradientChart';
import type { GradientData } from '../../../charts/gradient/data';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { Estimate } from '../results';
import { useArgmaxValues, useResult } from '../context';
import { estimatorMean, exactGradient } from '../gradients';
import { classNames, measuredGradient, noiselessSlope, problemOf, usable } from '../model';
import type { ArgmaxValues } from '../params';
import { sampledSource } from './source';

export function gradientData(values: ArgmaxValues, estimate: Estimate | null): GradientData {
  const problem = problemOf(values);
  const fitting = usable(estimate, problem);
  const measured = fitting && measuredGradient(fitting);
  const exact = exactGradient(problem);
  const mean = estimatorMean(problem);
  const noiseless = noiselessSlope(problem);
  const scores = classNames(values.scores.length).map((name, i) => ({
    label: name,
    group: 'mu' as const,
    estimate: measured?.scores.value[i] ?? null,
    standardError: measured?.scores.standardError[i] ?? null,
    exact: exact.scores[i],
    expected: mean.scores[i],
    noiseless,
  }));
  const sigma = {
    label: 'σ',
    group: 'sigma' as const,
    estimate: measured?.sigma.value ?? null,
    standardError: measured?.sigma.standardError ?? null,
    exact: exact.sigma,
    expected: mean.sigma,
    noiseless: null,
  };
  return { rows: [...scores, sigma] };
}

function gradientTable({ rows }: GradientData): FigureTable {
  return {
    columns: [
      'component',
      'estimate',
      'standard error',
      'expectation at epsilon',
      'exact gradient',
      'gradient without noise',
    ],
    rows: rows.map((row) => [
      row.label,
      row.estimate ?? '',
      row.standardError ?? '',
      row.expected ?? '',
      row.exact ?? '',
      row.noiseless ?? '',
    ]),
  };
}

/** The direct loss gradient (Equations 16 and 17) beside the exact one. */
export function GradientFigure() {
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const data = gradientData(values, estimate);
  return (
    <Figure
      id="gradient"
      title={gradientTitle(data)}
      sentence="Each arrow is an estimate: y*(ε) minus y* under one noise, divided by ε. The ring is exact."
      description={describeGradient(data)}
      source={sampledSource(usable(estimate, problemOf(values)))}
      table={() => gradientTable(data)}
      height={Math.max(280, 90 + 26 * data.rows.length)}
    >
      {(frame) => <GradientChart {...data} {...frame} />}
    </Figure>
  );
}
