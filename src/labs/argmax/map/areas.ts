import { isInMap } from '../../../charts/regime-map/view';
import type { MapArea } from '../../../charts/regime-map/useRectangle';
import { epsilonBounds, PINS, sigmaBounds } from '../params';
import { choosePin, namedPins } from '../pins';
import { boundsOf } from './model';
import { mapTable, type MapValues } from './params';
import { halfAround, sameRange } from './ranges';

type Patch = Partial<MapValues>;

/**
 * The map of an area alone. The point is always in the map: where the area has it not, a pin that is in it becomes
 * the point, else the next free one in its middle, and where all are set the point goes there.
 */
export function lookAt(values: MapValues, { sigmas, epsilons, middle }: MapArea): Patch {
  const part = { sigmas, epsilons };
  const within = boundsOf(part);
  if (isInMap(within, values)) return part;
  const pins = namedPins(values);
  const inside = pins.find((pin) => isInMap(within, pin));
  const free = PINS.at(pins.length) ?? values.pin;
  return {
    ...part,
    ...(inside ? choosePin(values, inside.name) : choosePin(values, free, middle)),
  };
}

/** Half of the map in both directions, around the point. */
export function closer(values: MapValues): Patch {
  const { sigma, epsilon } = values;
  const { sigmaBounds: sigmas, epsilonBounds: epsilons } = boundsOf(values);
  return { sigmas: halfAround(sigmas, sigma), epsilons: halfAround(epsilons, Math.abs(epsilon)) };
}

/** All that there is of the map. */
export const WHOLE: Patch = {
  sigmas: mapTable.sigmas.default,
  epsilons: mapTable.epsilons.default,
};

/** Whether the map is shown as a whole. */
export function isWhole(values: Pick<MapValues, 'sigmas' | 'epsilons'>): boolean {
  const within = boundsOf(values);
  return (
    sameRange(within.sigmaBounds, sigmaBounds) && sameRange(within.epsilonBounds, epsilonBounds)
  );
}
