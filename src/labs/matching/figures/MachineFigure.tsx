import { useMemo } from 'react';
import { describeMachine } from '../../../charts/machine/describe';
import { PARTS, type MachineData } from '../../../charts/machine/layout';
import { MachineChart } from '../../../charts/machine/MachineChart';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useInstance, useRuns, type ShownInstance } from '../context';
import { tellStage } from '../model';
import { machineData } from './machine';

const machineTable = ({ parts }: MachineData): FigureTable => ({
  columns: ['part', 'what', 'value'],
  rows: PARTS.flatMap((name) => parts[name].rows.map((row) => [parts[name].title, ...row])),
});

const whenOf = (run: ShownInstance['run'] | undefined) =>
  run?.pastOf === undefined ? 'this moment' : `step ${run.step}`;

/** The predictor as a whole; the slow step lights its parts. */
export function MachineFigure() {
  const shown = useInstance();
  const stage = useRuns((runs) => runs.stage);
  const data = useMemo(() => shown && machineData(shown, stage), [shown, stage]);
  return (
    <Figure
      id="machine"
      wide
      title="The whole machine: two networks, noise, the best matching twice, and back"
      sentence={
        stage === null
          ? `One sequence on its way, with the numbers of ${whenOf(shown?.run)}; a slow step walks through it.`
          : tellStage(stage)
      }
      description={data ? describeMachine(data) : 'The scores are not finite numbers.'}
      table={() => (data ? machineTable(data) : { columns: [], rows: [] })}
      height={280}
    >
      {(frame) => data && <MachineChart {...data} {...frame} />}
    </Figure>
  );
}
