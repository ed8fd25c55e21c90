import { useMemo } from 'react';
import { machineTitle } from '../../kit/machine';
import { MachineFigure as Machine } from '../../kit/MachineFigure';
import { useRunSource } from '../../kit/training-hooks';
import { useInstance, useRuns, type ShownInstance } from '../context';
import { tellStage } from '../model';
import { machineData, machineOf } from './machine';

const whenOf = (run: ShownInstance['run'] | undefined) =>
  run?.pastOf === undefined ? 'this moment' : `step ${run.step}`;

/** A sequence on its way through the predictor. */
export function MachineFigure() {
  const shown = useInstance();
  const stage = useRuns((runs) => runs.stage);
  const source = useRunSource(shown?.run ?? null);
  const data = useMemo(() => shown && machineData(shown, stage), [shown, stage]);
  return (
    <Machine
      title={shown ? machineTitle(machineOf(shown), 'the best matching') : 'The whole machine'}
      sentence={
        stage === null
          ? `One sequence on its way, with the numbers of ${whenOf(shown?.run)}; a slow step walks through it.`
          : tellStage(stage)
      }
      source={source}
      data={data}
      missing="The scores are not finite numbers."
    />
  );
}
