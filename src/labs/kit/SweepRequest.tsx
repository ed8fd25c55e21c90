import { useState } from 'react';
import { sweepJobs, sweepResults, type SweepResult } from '../../core/sweeps/sweep';
import { Disclosure } from '../../ui/controls/choices';
import { useDecimalComma } from '../../ui/export/decimal-comma';
import { CodeLines } from './CodeLines';
import { useAnyLab } from './context';
import { madeSource } from './made';
import { Repetitions } from './Repetitions';
import { ResultsFiles } from './ResultsFiles';
import { openSweep } from './sweep-file';
import { sweepCommand, type SweepChoice } from './sweep-link';
import { sweepPandas, sweepR } from './sweep-table';
import { sweepTable, type Asked, type AskedMap } from './sweep-view';
import { SweepAxisFields } from './SweepAxisFields';
import { SweepCsv } from './SweepCsv';
import type { SweepFigureProps } from './sweep-props';

interface SweepRequestProps extends SweepFigureProps {
  readonly choice: SweepChoice;
  readonly asked: Asked;
  /** The results that are on the map. */
  readonly own: readonly SweepResult[];
  readonly seed: number;
  onChoice(choice: Partial<SweepChoice>): void;
}

/** What to sweep, how far it is, its results out and in, and the same on the command line. */
export function SweepRequest(props: SweepRequestProps) {
  const { sweep, results, data, blocked, more, choice, asked, own, seed, onChoice } = props;
  const { lab, store } = useAnyLab();
  const [repetitions, setRepetitions] = useState(1);
  const fault = 'fault' in asked ? asked.fault : (blocked ?? null);
  const [x, y] = choice.axes;
  const fields = { table: store.table, names: sweep.axes };
  const open = (opened: readonly SweepResult[]) => {
    const map = 'fault' in asked ? null : asked;
    const { quantity } = choice;
    const settings = openSweep(sweep, opened, { lab: lab.id, data, map, seed, quantity });
    results.add(opened);
    store.set(settings);
  };
  return (
    <>
      <Repetitions
        table={results}
        jobs={(count) =>
          'fault' in asked ? [] : sweepJobs({ ...asked, repetitions: count, seed })
        }
        {...{ repetitions, onRepetitions: setRepetitions }}
        empty={fault !== null}
        more={more}
        files={
          <ResultsFiles
            kind={sweepResults}
            results={own}
            seed={seed}
            samples={own.length}
            source={madeSource(own)}
            table={() => sweepTable(own, __APP_VERSION__)}
            onOpen={open}
          />
        }
      >
        <SweepAxisFields
          {...fields}
          legend="Across"
          value={x}
          onChange={(next) => onChoice({ axes: [next, y] })}
        />
        <SweepAxisFields
          {...fields}
          legend="Up"
          value={y}
          onChange={(next) => onChoice({ axes: [x, next] })}
        />
        {fault && <p className="field-fault">{fault}</p>}
      </Repetitions>
      {'x' in asked && <Elsewhere {...{ choice, asked, own, seed, repetitions }} />}
    </>
  );
}

interface ElsewhereProps extends Pick<SweepRequestProps, 'choice' | 'own' | 'seed'> {
  readonly asked: AskedMap;
  readonly repetitions: number;
}

/** The same sweep on the command line, and its numbers in other programs. */
function Elsewhere({ choice: { axes, quantity }, asked, own, seed, repetitions }: ElsewhereProps) {
  const { lab, settings, data, x, y } = asked;
  const { decimalComma } = useDecimalComma();
  const named = { x: x.name, y: y.name, quantity, decimalComma };
  return (
    <Disclosure summary="The command line, pandas and R">
      {data === undefined ? (
        <CodeLines
          title="The same cells on all cores, or in the shards of a cluster"
          name="Command"
          lines={sweepCommand({ lab, settings, axes, repetitions, seed })}
        />
      ) : (
        <p className="muted">The command line has no images of your own.</p>
      )}
      <SweepCsv results={own} />
      <CodeLines title="The CSV in pandas" name="Lines for pandas" lines={sweepPandas(named)} />
      <CodeLines title="The CSV in R" name="Lines for R" lines={sweepR(named)} />
    </Disclosure>
  );
}
