import type { Preset } from '../../../state/lab-store';
import { presets as labPresets } from '../presets';
import { mapTable, type MapTable } from './params';

/** The examples of the argmax lab, as far as this page has their settings: sigma and epsilon go to the point. */
export const presets: readonly Preset<MapTable>[] = labPresets.map(({ values, ...preset }) => ({
  ...preset,
  values: Object.fromEntries(
    Object.entries(values).filter(([name]) => Object.hasOwn(mapTable, name)),
  ),
}));
