import { useMemo, useState } from 'react';
import type { Phase } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import type { TerrainName } from '../../../core/terrain/kinds';
import { usePaths, usePathsValue, usePathsValues } from '../context';
import { paintedCost } from '../experiment/land';
import { costsOf, landOfValues, withCosts } from '../model';
import type { PathsTable } from '../params';
import { groundOf, stageOf } from './data';

/** The land of the moment with its cheapest path: who draws no more than that rests while only noise moves. */
export function useGround() {
  const map = usePathsValue('map');
  const size = usePathsValue('size');
  const costs = usePathsValue('costs');
  const moves = usePathsValue('moves');
  return useMemo(() => groundOf({ map, size, costs, moves }), [map, size, costs, moves]);
}

/** The map of the moment with all that is set. */
export function useStage() {
  const values = usePathsValues();
  const ground = useGround();
  return { values, ground, stage: stageOf(values, ground) };
}

const handlesOf = (store: LabStore<PathsTable>) => {
  const change = (phase: Phase, changes: ReadonlyMap<number, number>) => {
    const { values } = store.getState();
    const costs = costsOf(values).map((cost, cell) => changes.get(cell) ?? cost);
    store.set(withCosts(values, costs), phase);
  };
  return {
    onSigma: (sigma: number, phase: Phase) => store.set({ sigma }, phase),
    onCost: (cell: number, cost: number, phase: Phase) => change(phase, new Map([[cell, cost]])),
    onPaint(cells: readonly number[], phase: Phase) {
      const { values } = store.getState();
      const land = landOfValues(values);
      const painted = cells.map((cell) => {
        return [cell, paintedCost(land, cell, values.brush as TerrainName)] as const;
      });
      change(phase, new Map(painted));
    },
  };
};

/** Stable callbacks that set parameters from a chart. */
export function useHandles() {
  const { store } = usePaths();
  const [handles] = useState(() => handlesOf(store));
  return handles;
}
