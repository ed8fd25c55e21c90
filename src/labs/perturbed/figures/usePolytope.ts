import { useMemo, useState } from 'react';
import type { Pair } from '../../../charts/shared/PointHandle';
import type { Phase } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import { usePerturbed, usePerturbedValues } from '../context';
import { pointOf } from '../model';
import type { PerturbedTable } from '../params';
import { pathOf, polytopeData, stageOf } from './data';

/** What stays while scores and sigma move. */
export function useStage() {
  const values = usePerturbedValues();
  const { structure, vertices, noise, seed } = values;
  const stage = useMemo(
    () => stageOf({ structure, vertices, noise, seed }),
    [structure, vertices, noise, seed],
  );
  return { values, stage };
}

/** The polytope of the moment, of which only what has changed is made again. */
export function usePolytope() {
  const { values, stage } = useStage();
  const { scores } = values;
  const path = useMemo(() => pathOf(stage, pointOf({ scores })), [stage, scores]);
  return { values, stage, data: polytopeData(values, stage, path) };
}

const handlesOf = (store: LabStore<PerturbedTable>) => ({
  onScores: ([x, y]: Pair, phase: Phase) => store.set({ scores: [x, y] }, phase),
  onSigma: (sigma: number, phase: Phase) => store.set({ sigma }, phase),
  onCorner(corner: number, [x, y]: Pair, phase: Phase) {
    const { vertices } = store.getState().values;
    store.set({ vertices: vertices.with(2 * corner, x).with(2 * corner + 1, y) }, phase);
  },
});

/** Stable callbacks that set parameters from a chart. */
export function useHandles() {
  const { store } = usePerturbed();
  const [handles] = useState(() => handlesOf(store));
  return handles;
}
