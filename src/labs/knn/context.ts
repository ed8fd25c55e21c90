import { createContext, useContext, useEffect, useMemo } from 'react';
import type { KnnExperiment, KnnRun } from './kind';
import type { KnnResults, LookName, Looks, SetsState } from './results';
import type { LabState } from '../../state/lab-store';
import { useVanilla, type ReadableStore } from '../../state/react';
import type { Runs } from '../../state/runs/store';
import type { SetInfo } from './compute/protocol';
import type { FigureSource } from '../../ui/figure/types';
import { shownRun, showQuery, type ShownQuery } from './model';
import type { KnnStore, KnnTable, KnnValues } from './params';

/** What every part of the lab reads: its parameters, its runs, and what they can be told to do. */
export interface KnnContext {
  readonly store: KnnStore;
  readonly results: KnnResults;
  /** What figures read of the stores: it may lag behind while they are out of sight. */
  readonly view: ReadableStore<LabState<KnnTable>>;
  readonly runs: ReadableStore<Runs<KnnExperiment>>;
  /** Whether the figure is on the screen: if not, nothing is computed for it. */
  readonly seen: boolean;
}

export const KnnLabContext = createContext<KnnContext | null>(null);

export function useKnn(): KnnContext {
  const context = useContext(KnnLabContext);
  if (!context) throw new Error('a part of the kNN lab was rendered outside of it');
  return context;
}

const valuesOf = ({ values }: LabState<KnnTable>) => values;

export const useKnnValues = (): KnnValues => useVanilla(useKnn().view, valuesOf);

export function useRuns<Part>(select: (runs: Runs<KnnExperiment>) => Part): Part {
  return useVanilla(useKnn().runs, select);
}

/** The run whose embedding is shown. */
export const useCurrentRun = (): KnnRun | null => useRuns(shownRun);

/** The set that is open, and which others there are. */
export const useSets = (): SetsState => useVanilla(useKnn().results.sets);

/** The set that is open, if a run is of its images: a network from a file may be of others. */
export function useSetOf(run: KnnRun | null | undefined): SetInfo | null {
  const { open } = useSets();
  return run && open?.id === run.setup.dataset ? open : null;
}

/** A picture of the shown run, kept up to date while a figure uses it. */
export function useLook<Name extends LookName>(name: Name): Looks[Name] {
  const { results, seen } = useKnn();
  useEffect(() => (seen ? results.watch(name) : undefined), [results, name, seen]);
  return useVanilla(results.looks, (looks) => looks[name]);
}

/** The query under the microscope with its predictions, or null until the worker has answered. */
export function useQuery(): ShownQuery | null {
  const view = useLook('query');
  const values = useKnnValues();
  return useMemo(() => view && showQuery(values, view), [view, values]);
}

/** The badge of a figure about a run: what trained it, and on how many queries. */
export function useRunSource(run: KnnRun | null): FigureSource | undefined {
  const { backend, adapter } = useVanilla(useKnn().results.compute.status);
  if (!run) return undefined;
  const { knobs, step, setup } = run;
  return {
    ...{ backend, adapter },
    samples: step * knobs.queries * (setup.scale === 'zero' ? 1 : knobs.samples),
    seed: setup.seed,
  };
}
