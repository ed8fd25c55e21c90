import { useMemo, useState } from 'react';
import type { Phase } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import type { TerrainName } from '../../../core/terrain/kinds';
import { useWatched } from '../../kit/context';
import type { PathsResults } from '../connect';
import { usePaths, usePathsValue, usePathsValues } from '../context';
import { stepFrom } from '../experiment/gradients';
import { paintedCost } from '../experiment/land';
import { costsOf, givenMap, withCosts } from '../model';
import type { PathsTable } from '../params';
import { groundOf, stageOf } from './data';

/** The land of the moment with its cheapest path: who draws no more than that rests while only noise moves. */
export function useGround() {
  const given = useWatched(usePaths().results.maps, (state) => state.given);
  const number = usePathsValue('map');
  const part = usePathsValue('part');
  const size = usePathsValue('size');
  const source = usePathsValue('source');
  const costsFrom = usePathsValue('costsFrom');
  const costs = usePathsValue('costs');
  const moves = usePathsValue('moves');
  const map = useMemo(
    () => givenMap({ map: number, part, size, source, costsFrom }, given),
    [number, part, size, source, costsFrom, given],
  );
  return useMemo(() => groundOf(map, { size, costs, moves }), [map, size, costs, moves]);
}

/** The map of the moment with all that is set. */
export function useStage() {
  const values = usePathsValues();
  const ground = useGround();
  return { values, ground, stage: stageOf(values, ground) };
}

const handlesOf = (store: LabStore<PathsTable>, maps: PathsResults['maps']) => {
  const now = () => {
    const { values } = store.getState();
    return { values, map: givenMap(values, maps.getState().given) };
  };
  const change = (phase: Phase, changes: ReadonlyMap<number, number>) => {
    const { values, map } = now();
    const costs = costsOf(map, values).map((cost, cell) => changes.get(cell) ?? cost);
    store.set(withCosts(map, costs), phase);
  };
  return {
    onSigma: (sigma: number, phase: Phase) => store.set({ sigma }, phase),
    onCost: (cell: number, cost: number, phase: Phase) => change(phase, new Map([[cell, cost]])),
    /** One step of that length down a gradient in the costs. */
    onStep(gradient: Float64Array, length: number) {
      const { values, map } = now();
      store.set(withCosts(map, stepFrom(costsOf(map, values), gradient, length)));
    },
    onPaint(cells: readonly number[], phase: Phase) {
      const { values, map } = now();
      const painted = cells.map((cell) => {
        return [cell, paintedCost(map.land, cell, values.brush as TerrainName)] as const;
      });
      change(phase, new Map(painted));
    },
  };
};

/** Stable callbacks that set parameters from a chart. */
export function useHandles() {
  const { store, results } = usePaths();
  const [handles] = useState(() => handlesOf(store, results.maps));
  return handles;
}
