import { useEffect, useState } from 'react';
import { messageOf } from '../../../core/message-of';
import type { MapTraining } from '../../../core/maps/training';
import { useFigureActions } from '../../../ui/figure/context';
import { useArgmax, usePhase } from '../context';
import { problemOf } from '../model';
import { epsilonBounds, sigmaBounds, type ArgmaxValues } from '../params';
import { createTrainings } from '../trainings';

/** Trainings from the cells of the map, while the figure is seen and shows them; until they are there those of a moment ago. */
export function useTraining(values: ArgmaxValues): MapTraining | undefined {
  const { results, seen } = useArgmax();
  const { notify } = useFigureActions();
  const [training, setTraining] = useState<MapTraining | undefined>();
  const [{ want }] = useState(() =>
    createTrainings({
      ask: (request, signal) => results.train(request, signal),
      publish: setTraining,
      onError: (error) =>
        notify(`The trainings could not be computed: ${messageOf(error)}`, 'error'),
    }),
  );
  const moving = usePhase() === 'move';
  const problem = problemOf(values);
  const { batch, map } = values;
  const due = seen && map === 'trained';
  useEffect(() => {
    const bounds = { sigmas: sigmaBounds, epsilons: epsilonBounds };
    want(due ? { problem, batch, ...bounds } : null, moving);
  }, [want, due, problem, batch, moving]);
  useEffect(() => () => want(null, false), [want]);
  return training;
}
