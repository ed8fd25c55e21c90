import { useMemo, useState } from 'react';
import { describeSeries } from '../../../charts/series/describe';
import type { Series, SeriesData, SeriesEvent } from '../../../charts/series/layout';
import { SeriesChart } from '../../../charts/series/SeriesChart';
import type { Run } from '../../../state/runs/run';
import { Toggle } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useCurrentRun, useRuns } from '../context';
import { useRunSource } from './source';

/** One quantity of a run against its steps. */
interface Line {
  /** Added to the name of the run where a figure has several lines per run. */
  readonly suffix: string;
  steps(run: Run): readonly number[];
  values(run: Run): readonly number[];
  readonly thin?: boolean;
}

export interface RunFigureSpec {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly valueLabel: string;
  readonly lines: readonly Line[];
  readonly log?: boolean;
  readonly bounds?: readonly [number, number];
}

const trained = (values: Line['values'], suffix = '', thin = false): Line => ({
  suffix,
  thin,
  values,
  steps: (run) => run.steps.step,
});
const tested = (values: Line['values'], suffix = '', thin = false): Line => ({
  suffix,
  thin,
  values,
  steps: (run) => run.tests.step,
});

const percent = (values: readonly number[]) => values.map((value) => 100 * value);

/** What is drawn of every run. */
export const runFigures: readonly RunFigureSpec[] = [
  {
    id: 'loss',
    title: 'The training loss falls, and noise keeps it from zero',
    sentence: 'Mean squared difference of the sorted numbers and those the predictor puts there.',
    valueLabel: 'training loss',
    lines: [trained((run) => run.steps.loss)],
    log: true,
  },
  {
    id: 'positions',
    title: 'The loss-augmented prediction leads, the prediction follows',
    sentence: 'Numbers in their right places: y* thick, y*(ε) thin; the gradient is the gap.',
    valueLabel: 'right places, %',
    lines: [
      trained((run) => percent(run.steps.right)),
      trained((run) => percent(run.steps.rightAugmented), ' y*(ε)', true),
    ],
    bounds: [0, 100],
  },
  {
    id: 'held-out',
    title: 'What it has learned holds for sequences it has never seen',
    sentence: 'Twenty held-out sequences without noise: wrong places thick, any wrong place thin.',
    valueLabel: 'wrong, % of held-out places and sequences',
    lines: [
      tested((run) => percent(run.tests.wrong)),
      tested((run) => percent(run.tests.anyWrong), ' any wrong', true),
    ],
    bounds: [0, 100],
  },
  {
    id: 'kendall',
    title: 'The order is nearly right long before every place is',
    sentence: "Kendall's tau of the predicted and the right order of held-out sequences.",
    valueLabel: 'Kendall’s τ',
    lines: [tested((run) => run.tests.kendall)],
    bounds: [-1, 1],
  },
  {
    id: 'perfect',
    title: 'Perfect sequences come late: one wrong link spoils one',
    sentence: 'Training predictions, with their noise, in which every number is in its place.',
    valueLabel: 'perfect training sequences, %',
    lines: [trained((run) => percent(run.steps.perfect))],
    bounds: [0, 100],
  },
  {
    id: 'sigma',
    title: 'σ(x) is learned per sequence, slowly at the printed rate',
    sentence: 'Mean of the noise scale over the training sequences thick, its spread thin.',
    valueLabel: 'noise scale',
    lines: [
      trained((run) => run.steps.sigmaMean),
      trained((run) => run.steps.sigmaSpread, ' spread', true),
    ],
  },
  {
    id: 'gradient',
    title: 'The gradient dies out as the two predictions agree',
    sentence: 'Norm of the gradient in the weights of the score network.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: 'ε grows when no gradient is left',
    sentence:
      'It grows by a tenth whenever y* and y*(ε) agree everywhere although the loss is positive.',
    valueLabel: 'loss weight |ε|',
    lines: [trained((run) => run.steps.epsilon.map(Math.abs))],
  },
];

export function runSeries(spec: RunFigureSpec, runs: readonly Run[], log: boolean): SeriesData {
  const shown = runs.filter(({ hidden }) => !hidden);
  const series = shown.flatMap((run) =>
    spec.lines.map(({ suffix, steps, values, thin }): Series => ({
      id: `${run.id}${suffix}`,
      label: `${run.name}${suffix}`,
      category: run.category,
      steps: steps(run),
      values: values(run),
      ...(thin && { thin }),
    })),
  );
  const events = shown.flatMap((run) =>
    run.events.map((event): SeriesEvent => ({ ...event, category: run.category })),
  );
  return {
    series,
    events,
    stepLabel: 'training step',
    valueLabel: spec.valueLabel,
    valueScale: spec.log ? 'log' : 'linear',
    stepScale: log ? 'log' : 'linear',
    ...(spec.bounds && { bounds: spec.bounds }),
  };
}

export function seriesTable({ series }: SeriesData): FigureTable {
  return {
    columns: ['run', 'step', 'value'],
    rows: series.flatMap(({ label, steps, values }) =>
      Array.from(steps, (step, i) => [label, step, values[i]]),
    ),
  };
}

/** One measurement of all runs against their steps. */
export function RunFigure({ spec }: { spec: RunFigureSpec }) {
  const runs = useRuns((state) => state.runs);
  const source = useRunSource(useCurrentRun());
  const [log, setLog] = useState(false);
  const data = useMemo(() => runSeries(spec, runs, log), [spec, runs, log]);
  return (
    <Figure
      id={spec.id}
      title={spec.title}
      sentence={spec.sentence}
      description={describeSeries(data)}
      source={source}
      table={() => seriesTable(data)}
      controls={<Toggle label="log steps" checked={log} onChange={setLog} />}
      height={240}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}
