import { useEffect, useMemo } from 'react';
import { useVanilla } from '../../state/react';
import { labHooks } from '../kit/context';
import { trainingHooks } from '../kit/training-hooks';
import type { SetInfo } from './compute/protocol';
import type { KnnRun, KnnRunTypes } from './kind';
import { showQuery, type ShownQuery } from './model';
import type { KnnTable } from './params';
import { presets } from './presets';
import type { KnnResults, LookName, Looks, SetsState } from './results';

/** What every part of the lab reads: its parameters, its runs, and what they can be told to do. */
export const { useLab: useKnn, useLabValues: useKnnValues } = labHooks<KnnTable, KnnResults>();

export const { useRuns, useCurrentRun } = trainingHooks<KnnRunTypes>();

/** The set that is open, and which others there are. */
const useSets = (): SetsState => useVanilla(useKnn().results.sets);

/** The set that is open, if a run is of its images: a network from a file may be of others. */
export function useSetOf(run: KnnRun | null | undefined): SetInfo | null {
  const { open } = useSets();
  return run && open?.id === run.setup.dataset ? open : null;
}

/** Why there is nothing to embed for a run, and what helps; null where there is something. */
export function useMissing(run: KnnRun | null) {
  const { open, error } = useSets();
  if (open && (!run || run.setup.dataset === open.id)) return null;
  if (open) {
    const remedy = 'Choose its images, or another run.';
    return { title: 'This network is of other images', remedy };
  }
  return error
    ? { title: 'These images are not here', remedy: error }
    : { title: 'The images are being opened', remedy: '' };
}

/** Why the examples of sets that are not on this site can't be opened: how to add them. */
export function usePresetFaults(): Readonly<Record<string, string>> {
  const { list } = useSets();
  const faults = presets.flatMap(({ id, values }) => {
    const set = list.find((listed) => listed.id === values.dataset && !listed.here);
    return set ? [[id, set.note] as const] : [];
  });
  return Object.fromEntries(faults);
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
