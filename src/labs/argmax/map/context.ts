import { labHooks, useWatched } from '../../kit/context';
import type { MapTable } from './params';
import type { MapResults } from './results';

/** What every part of the page reads. */
export const { useLab: useMapPage, useLabValues: useMapValues } = labHooks<MapTable, MapResults>();

/** The maps that are there, the first of them being that of the settings. */
export const useMaps = () => useWatched(useMapPage().results, ({ maps }) => maps);

/** The version that made the maps, where they are those of a file. */
export const useRecorded = () => useWatched(useMapPage().results, ({ recorded }) => recorded);

/** Whether the first numbers are there; draws nothing anew when more come. */
export const useAnswered = () =>
  useWatched(useMapPage().results, ({ maps }) => (maps[0] ?? null) !== null);
