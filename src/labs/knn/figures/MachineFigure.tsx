import { useMemo } from 'react';
import { machineTitle } from '../../kit/machine';
import { MachineFigure as Machine } from '../../kit/MachineFigure';
import { useRunSource } from '../../kit/training-hooks';
import { useCurrentRun, useMissing, useQuery, useRuns, useSetOf } from '../context';
import { nearestWords } from '../batch';
import { machineSentence } from '../words';
import { machineData, machineOf } from './machine';
import { nameOfQuery, picturesOf } from './thumbnails';

/** A query on its way through the predictor. */
export function MachineFigure() {
  const shown = useQuery();
  const open = useSetOf(shown?.view.run);
  const missing = useMissing(useCurrentRun());
  const stage = useRuns((runs) => runs.stage);
  const source = useRunSource(shown?.view.run ?? null);
  const view = shown?.view;
  const images = useMemo(() => {
    if (!view || !open) return null;
    const [query] = picturesOf(view.pixels, open);
    return {
      query,
      candidates: picturesOf(view.images, open),
      name: nameOfQuery(view.asked, open),
    };
  }, [view, open]);
  const data = useMemo(
    () => (shown && images && !missing ? machineData(shown, images, stage) : null),
    [shown, images, missing, stage],
  );
  return (
    <Machine
      title={shown ? machineTitle(machineOf(shown), nearestWords(shown.k)) : 'The whole machine'}
      sentence={machineSentence(shown, stage)}
      source={source && { ...source, samples: 1 }}
      data={data}
      missing={missing?.remedy ?? 'The query is being embedded.'}
    />
  );
}
