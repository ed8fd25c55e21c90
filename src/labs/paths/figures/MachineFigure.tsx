import { useMemo } from 'react';
import { Stages } from '../../../ui/runs/Stages';
import { MachineFigure as Machine } from '../../kit/MachineFigure';
import { useRunSource } from '../../kit/training-hooks';
import { useRuns, useWalked } from '../context';
import { STAGES } from '../runs';
import { machineData, machineTitle, tellStage } from './machine';

/** A training map on its way through the next step; the slow step walks through it. */
export function MachineFigure() {
  const walked = useWalked();
  const stage = useRuns((runs) => runs.stage);
  const source = useRunSource(walked?.run ?? null);
  const data = useMemo(() => walked && machineData(walked, stage), [walked, stage]);
  return (
    <Machine
      title={walked ? machineTitle(walked) : 'The whole machine'}
      sentence={
        stage === null
          ? 'One training map on its way through the next step; a slow step walks through it.'
          : tellStage(stage)
      }
      source={source}
      data={data}
      missing="The map is being drawn."
      {...(stage !== null && { controls: <Stages stages={STAGES} stage={stage} /> })}
    />
  );
}
