import { blankMaps, mapDrawer } from '../../../data/terrain/terrain';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { decodeCostNetwork, landBelieved } from '../experiment/cost-network';
import { joinsCorners } from '../experiment/evaluation';
import { inHundredths, TERRAIN_SEED } from '../experiment/land';
import { networkOf } from '../experiment/networks';
import { pathOf, type Path } from '../experiment/problem';
import { CELLS, MAP_CELLS, SIDE } from '../experiment/spec';
import { once } from './once';
import type { OwnMaps } from './own-maps';
import type { GivenReply, GivenRequest, OwnSource } from './protocol';

/** What a map needs of its surroundings, handed in so that it can be missing or fail. */
export interface GivenSurroundings {
  readonly own: { read(source: OwnSource): Promise<OwnMaps | null> };
  /** The file of the trained network. */
  fetchNetwork(): Promise<Response>;
}

type Given = Omit<GivenReply, keyof GivenRequest | 'believed'>;

/** Maps with their pictures, one by one, and what a trained network believes of them. */
export function createGivenMaps({ own, fetchNetwork }: GivenSurroundings) {
  const draws = { train: mapDrawer(TERRAIN_SEED, 'train'), test: mapDrawer(TERRAIN_SEED, 'test') };
  const opened = once(() => openNetwork(fetchNetwork));

  /** A map of those that are generated, at the costs of its terrains: these are what its picture shows. */
  function generated({ map, part }: GivenRequest): Given {
    const drawn = blankMaps(1);
    draws[part](map, drawn, 0);
    return {
      ...{ count: null, picture: drawn.pixels, path: orderedPath(drawn.paths) },
      costs: Array.from(drawn.costs, inHundredths),
    };
  }

  async function brought(source: OwnSource, wanted: number): Promise<Given | null> {
    const maps = await own.read(source);
    if (!maps) return null;
    const map = wanted % maps.count;
    const of = <T extends Uint8Array | Float32Array>(list: T, size: number) =>
      list.slice(map * size, (map + 1) * size) as T;
    return {
      count: maps.count,
      picture: of(maps.pixels, SIDE * SIDE * 3),
      costs: maps.costs && Array.from(of(maps.costs, MAP_CELLS), inHundredths),
      path: maps.paths && orderedPath(of(maps.paths, MAP_CELLS)),
    };
  }

  return async (request: GivenRequest): Promise<GivenReply | null> => {
    const { source, map, costsFrom } = request;
    const given = source === 'terrain' ? generated(request) : await brought(source, map);
    if (!given) return null;
    if (given.costs && costsFrom === 'map') return { ...request, ...given, believed: null };
    const believes = await opened();
    return { ...request, ...given, believed: await believes(given.picture) };
  };
}

async function openNetwork(fetchNetwork: GivenSurroundings['fetchNetwork']) {
  const response = await fetchNetwork();
  if (!response.ok) throw new Error(`the network is not there: the server says ${response.status}`);
  const network = decodeCostNetwork(await response.text());
  const source = createCpuNetwork(networkOf(network), 1);
  return (picture: Uint8Array) => landBelieved(network, source, picture);
}

/** The cells in their order; null of what does not lead from corner to corner. */
const orderedPath = (cells: Uint8Array): Path | null =>
  joinsCorners(cells) ? pathOf(cells, { size: CELLS, moves: 'all' }) : null;
