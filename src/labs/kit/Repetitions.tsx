import type { ReactNode } from 'react';
import type { ResultsTableStore } from '../../state/results-table';
import { useVanilla } from '../../state/react';
import { Toggle } from '../../ui/controls/choices';
import { NumberField } from '../../ui/controls/NumberField';
import { Progress, remainingTime } from '../../ui/runs/Progress';

interface ChipsProps<Name> {
  readonly legend: string;
  readonly names: readonly Name[];
  labelOf(name: Name): string;
  readonly chosen: readonly Name[];
  onChange(chosen: readonly Name[]): void;
}

/** Some of a few names, each to be switched on and off. */
export function Chips<Name extends string | number>({
  legend,
  names,
  labelOf,
  chosen,
  onChange,
}: ChipsProps<Name>) {
  return (
    <fieldset className="chips">
      <legend className="visually-hidden">{legend}</legend>
      {names.map((name) => (
        <Toggle
          key={name}
          label={labelOf(name)}
          checked={chosen.includes(name)}
          onChange={(on) =>
            onChange(names.filter((each) => (each === name ? on : chosen.includes(each))))
          }
        />
      ))}
    </fieldset>
  );
}

interface RepetitionsProps<Job, Result> {
  readonly table: ResultsTableStore<Job, Result>;
  /** What is asked for, so many times. */
  jobs(repetitions: number): readonly Job[];
  readonly repetitions: number;
  onRepetitions(count: number): void;
  /** There is nothing to run. */
  readonly empty: boolean;
  /** Further settings, beside the number of repetitions. */
  readonly more: ReactNode;
  /** How results come out and in. */
  readonly files: ReactNode;
  /** What is to be run. */
  readonly children: ReactNode;
}

/** What of a table to run, how far it is, and what can be done with its results. */
export function Repetitions<Job, Result>(props: RepetitionsProps<Job, Result>) {
  const { table, jobs, repetitions, onRepetitions, empty, more, files, children } = props;
  const { running, error, results } = useVanilla(table);
  const start = () => table.start(jobs(repetitions));
  return (
    <div className="table-request">
      {children}
      <div className="row">
        <span>Repetitions</span>
        <NumberField
          label="Repetitions"
          value={repetitions}
          min={1}
          max={1000}
          integer
          onChange={(value, phase) => phase === 'commit' && onRepetitions(value)}
        />
        {more}
        <button
          type="button"
          className="button"
          disabled={!running && empty}
          onClick={running ? () => table.stop() : start}
        >
          {running ? 'Stop' : 'Run the repetitions'}
        </button>
        {files}
        {results.length > 0 && !running && (
          <button type="button" className="button" onClick={() => table.clear()}>
            Forget all results
          </button>
        )}
      </div>
      <HowFar table={table} />
      {error && <p className="field-fault">{error}</p>}
    </div>
  );
}

/** A share of the jobs below which the time that is left can't be told. */
const EARLY = 0.01;

function HowFar<Job, Result>({ table }: Pick<RepetitionsProps<Job, Result>, 'table'>) {
  const { done, total, underWay, running, elapsed } = useVanilla(table);
  if (total === 0) return null;
  const sure = done + underWay > EARLY * total;
  const left = sure ? remainingTime(done + underWay, total, elapsed) : '';
  return (
    <Progress
      done={done}
      total={total}
      underWay={underWay}
      label="Repetitions"
      remaining={running ? left : `${done < total ? 'stopped, ' : ''}results are kept`}
    />
  );
}
