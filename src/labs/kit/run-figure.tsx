import { useMemo, useState } from 'react';
import { describeSeries } from '../../charts/series/describe';
import { isUneven } from '../../charts/series/axes';
import type { Series, SeriesData } from '../../charts/series/layout';
import { SeriesChart } from '../../charts/series/SeriesChart';
import type { RunTypes } from '../../state/runs/kind';
import type { Recorded, Run, RunEvent } from '../../state/runs/run';
import { Toggle } from '../../ui/controls/choices';
import { Figure } from '../../ui/figure/Figure';
import type { FigureTable } from '../../ui/figure/types';
import type { FigureSpec } from './spec';
import { trainingHooks, useRunSource } from './training-hooks';

/** What a figure needs of a run, whatever was measured of it. */
export interface DrawnRun {
  readonly id: string;
  readonly name: string;
  readonly category: number;
  readonly hidden: boolean;
  readonly events: readonly RunEvent[];
  readonly recorded?: Recorded;
}

/** One quantity of a run against its steps. */
export interface Line<R extends DrawnRun> {
  /** What it is, where a figure has several lines per run. */
  readonly name: string;
  steps(run: R): readonly number[];
  values(run: R): readonly number[];
  /** Ends of an interval around every value. */
  band?(run: R): readonly [low: readonly number[], high: readonly number[]];
  readonly thin?: boolean;
}

type More<R extends DrawnRun> = Partial<Pick<Line<R>, 'name' | 'band' | 'thin'>>;

export interface RunFigureSpec<R extends DrawnRun> {
  readonly id: string;
  /** A statement, true of the run that it is given: the one that the figure is of. */
  title(this: void, run: R): string;
  readonly sentence: string;
  readonly valueLabel: string;
  readonly lines: readonly Line<R>[];
  readonly log?: boolean;
  readonly bounds?: readonly [number, number];
}

interface MeasuredRun extends DrawnRun {
  readonly steps: { readonly step: readonly number[] };
  readonly tests: { readonly step: readonly number[] };
}

/** A line of what the steps measure. */
export const trained = <R extends MeasuredRun>(
  values: Line<R>['values'],
  more: More<R> = {},
): Line<R> => ({ name: '', ...more, values, steps: (run) => run.steps.step });

/** A line of what tests on the way measure. */
export const tested = <R extends MeasuredRun>(
  values: Line<R>['values'],
  more: More<R> = {},
): Line<R> => ({ name: '', ...more, values, steps: (run) => run.tests.step });

export const percent = (values: readonly number[]) => values.map((value) => 100 * value);

/** The values of a quantity and as much above and below them. */
export const around = (values: readonly number[], spread: readonly number[]) =>
  [-1, 1].map((side) => values.map((value, i) => value + side * spread[i])) as [number[], number[]];

/** Words for a line: of which run, if there are several, and what of it, if that is several. */
const lineLabel = (run: string, line: string, alone: boolean) =>
  alone && line ? line : [run, line].filter(Boolean).join(', ');

export function runSeries<R extends DrawnRun>(
  spec: RunFigureSpec<R>,
  runs: readonly R[],
  /** Whether the axis of the steps is logarithmic; by itself where the lengths differ much. */
  log: boolean | null = null,
  /** The step that the reader looks back at, if any. */
  past: number | null = null,
): SeriesData {
  const shown = runs.filter(({ hidden }) => !hidden);
  const alone = shown.length === 1 && !shown[0].recorded;
  // under the reader's own runs a recorded one is a single thin line
  const isUnder = shown.some(({ recorded }) => !recorded);
  const [recorded, own] = [true, false].map((is) =>
    shown.filter((run) => Boolean(run.recorded) === is),
  );
  const series = [...recorded, ...own].flatMap((run) =>
    (run.recorded && isUnder ? spec.lines.slice(0, 1) : spec.lines).map(
      ({ name, steps, values, band, thin }): Series => ({
        id: `${run.id} ${name}`.trim(),
        label: lineLabel(run.name, name, alone),
        category: run.category,
        steps: steps(run),
        values: values(run),
        ...(band && { band: band(run) }),
        // the first line of the run says whose it is
        ...(thin && { thin, tag: name }),
        ...(run.recorded && isUnder && { thin: true }),
        ...(run.recorded && { recorded: true }),
      }),
    ),
  );
  return {
    series,
    // a flag is of what the reader sees happen
    events: (isUnder ? own : recorded).flatMap(({ events }) => events),
    past,
    stepLabel: 'training step',
    valueLabel: spec.valueLabel,
    valueScale: spec.log ? 'log' : 'linear',
    stepScale:
      (log ?? isUneven(series.filter((one) => !(one.recorded && isUnder)))) ? 'log' : 'linear',
    ...(spec.bounds && { bounds: spec.bounds }),
  };
}

export function seriesTable({ series }: SeriesData): FigureTable {
  return {
    columns: ['run', 'step', 'value', ...(series.some(({ band }) => band) ? ['from', 'to'] : [])],
    rows: series.flatMap(({ label, steps, values, band = [] }) =>
      Array.from(steps, (step, i) => [label, step, values[i], ...band.map((ends) => ends[i])]),
    ),
  };
}

/** Runs that have something to draw: networks from files and runs at their beginning have none. */
export const begun = <R extends MeasuredRun>(runs: readonly R[]): readonly R[] =>
  runs.filter(({ steps }) => steps.step.length > 0);

/** The run that a figure is of: the current one once it has begun, else the first that has. */
export const drawnRun = <R extends MeasuredRun>(
  runs: readonly R[],
  current: R | null,
): R | null => {
  const drawn = begun(runs).filter(({ hidden }) => !hidden);
  return drawn.find(({ id }) => id === current?.id) ?? drawn[0] ?? null;
};

/** What is stated of the run that a figure is of; of which, where the reader has several. */
export function titleOf<R extends MeasuredRun>(
  { title, valueLabel }: Pick<RunFigureSpec<R>, 'title' | 'valueLabel'>,
  runs: readonly R[],
  run: R | null,
): string {
  if (!run) return valueLabel.charAt(0).toUpperCase() + valueLabel.slice(1);
  const own = runs.filter(({ hidden, recorded }) => !hidden && !recorded);
  return own.length > 1 ? `${title(run)} (${run.name})` : title(run);
}

/** One measurement of all runs against their steps. */
function RunFigure({ spec }: { spec: RunFigureSpec<AnyRun> }) {
  const all = useRuns((state) => state.runs);
  const runs = useMemo(() => begun(all), [all]);
  const run = drawnRun(runs, useCurrentRun());
  const source = useRunSource(run);
  const past = usePastStep();
  // what the reader has chosen is kept
  const [log, setLog] = useState<boolean | null>(null);
  const data = useMemo(() => runSeries(spec, runs, log, past), [spec, runs, log, past]);
  return (
    <Figure
      id={spec.id}
      title={titleOf(spec, runs, run)}
      sentence={spec.sentence}
      description={describeSeries(data)}
      source={source}
      table={() => seriesTable(data)}
      controls={<Toggle label="log steps" checked={data.stepScale === 'log'} onChange={setLog} />}
      height={240}
    >
      {(frame) => <SeriesChart {...data} {...frame} />}
    </Figure>
  );
}

type AnyRun = Run<RunTypes>;
const { useRuns, useCurrentRun, usePastStep } = trainingHooks<RunTypes>();

/** The figures of a training, as those of its lab. */
export const runFigures = <E extends RunTypes>(
  specs: readonly RunFigureSpec<Run<E>>[],
): readonly FigureSpec[] =>
  specs.map((spec) => ({
    id: spec.id,
    title: spec.valueLabel,
    // the runs of a lab are those of its experiment
    Figure: () => <RunFigure spec={spec} />,
  }));
