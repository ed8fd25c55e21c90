import type { PageFacts } from '../../../compute/service';
import { browserDecoder } from '../../../data/decode';
import { browserCache } from '../../../data/file-cache';
import { createGivenMaps } from './given-maps';
import { createOwnMaps } from './own-maps';

/** The reader's own maps, and the network that comes with the page, as a browser has them. */
export function openFiles({ base }: Pick<PageFacts, 'base'>) {
  const own = createOwnMaps({ cache: browserCache(), decode: browserDecoder() });
  const fetchNetwork = () => fetch(`${base}networks/paths-cells.json`);
  return { add: own.add, addLand: own.addLand, given: createGivenMaps({ own, fetchNetwork }) };
}
