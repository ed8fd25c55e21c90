import { useCallback, useMemo, useState } from 'react';
import type { Phase } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import type { FigureSource } from '../../../ui/figure/types';
import { useRankings, useRankingsValues, useWork } from '../context';
import type { RankingsTable } from '../params';
import { paramOf, type LineAxis } from './axis';
import { shownOf, stageOf, type Shown, type Stage } from './data';

/** The trainings that were told last, and what of them the reader looks at. */
export function useShown() {
  const values = useRankingsValues();
  const work = useWork();
  // once there are trainings, they alone decide
  const before = work.trained ? null : values;
  const stage = useMemo(() => stageOf(before ?? values, work), [before, work]); // eslint-disable-line react-hooks/exhaustive-deps
  const shown: Shown = shownOf(stage, values);
  return { values, stage, shown };
}

/** What the numbers of the figures are of: examples, trained on with the draws of a seed. */
export const sourceOf = ({ material, trained }: Stage): FigureSource | undefined =>
  trained
    ? {
        ...{ backend: 'cpu', adapter: '', seed: material.seed },
        ...{ samples: material.data.all.rows, unit: 'examples' },
      }
    : undefined;

const handlesOf = (store: LabStore<RankingsTable>) => ({
  onStep: (step: number, phase: Phase) => store.set({ step }, phase),
});

/** Stable callbacks that set parameters from a chart. */
export function useHandles() {
  const { store } = useRankings();
  const [handles] = useState(() => handlesOf(store));
  return handles;
}

/** Sets where the ranking is read, by a place on the axis. */
export function useOnX(axis: LineAxis) {
  const { store } = useRankings();
  const [from, to] = axis.bounds;
  return useCallback(
    (place: number, phase: Phase) =>
      store.set({ x: paramOf({ bounds: [from, to] }, place) }, phase),
    [store, from, to],
  );
}
