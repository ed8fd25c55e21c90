import { useMemo, useState } from 'react';
import type { Phase } from '../../../charts/shared/size';
import type { LabStore } from '../../../state/lab-store';
import type { FigureSource } from '../../../ui/figure/types';
import { useRankings, useRankingsValues, useTrained } from '../context';
import type { RankingsTable } from '../params';
import { shownOf, stageOf, type Shown, type Stage } from './data';

/** The trainings that were told last, and what of them the reader looks at. */
export function useShown() {
  const values = useRankingsValues();
  const trained = useTrained();
  // once there are trainings, they alone decide
  const before = trained ? null : values;
  const stage = useMemo(() => stageOf(before ?? values, trained), [before, trained]); // eslint-disable-line react-hooks/exhaustive-deps
  const shown: Shown = shownOf(stage, values);
  return { values, stage, shown };
}

/** What the numbers of the figures are of: generated examples, trained on with the draws of a seed. */
export const sourceOf = ({ problem, trained }: Stage): FigureSource | undefined =>
  trained
    ? {
        ...{ backend: 'cpu', adapter: '', seed: problem.seed },
        ...{ samples: problem.rows, unit: 'examples' },
      }
    : undefined;

const handlesOf = (store: LabStore<RankingsTable>) => ({
  onX: (x: number, phase: Phase) => store.set({ x }, phase),
  onStep: (step: number, phase: Phase) => store.set({ step }, phase),
});

/** Stable callbacks that set parameters from a chart. */
export function useHandles() {
  const { store } = useRankings();
  const [handles] = useState(() => handlesOf(store));
  return handles;
}
