import { useEffect, useState } from 'react';
import { messageOf } from '../../../core/message-of';
import type { RegimeMap } from '../../../core/maps/regime-map';
import { useFigureActions } from '../../../ui/figure/context';
import { useArgmax, usePhase } from '../context';
import { problemOf } from '../model';
import { epsilonBounds, sigmaBounds, type ArgmaxValues } from '../params';
import { createMapRefinement } from './map-refinement';

/** The map of the values, asked for while the figure is seen; until it is there that of a moment ago. */
export function useMap(values: ArgmaxValues): RegimeMap | null {
  const { results, seen } = useArgmax();
  const { notify } = useFigureActions();
  const [map, setMap] = useState<RegimeMap | null>(null);
  const [{ want }] = useState(() =>
    createMapRefinement({
      ask: (problem, draws) =>
        results.map({ problem, draws, sigmas: sigmaBounds, epsilons: epsilonBounds }),
      publish: setMap,
      onError: (error) => notify(`The map could not be computed: ${messageOf(error)}`, 'error'),
    }),
  );
  const moving = usePhase() === 'move';
  const problem = problemOf(values);
  const { cap } = values;
  useEffect(() => {
    if (seen) want({ problem, moving, cap });
  }, [want, seen, problem, moving, cap]);
  return map;
}
