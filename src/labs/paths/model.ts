import { sameValue } from '../../state/params';
import type { GivenReply, GivenRequest } from './compute/protocol';
import { pack, unpack } from './costs';
import { inHundredths, landOf, MAX_COST, type Land } from './experiment/land';
import { cheapestPath, type Path, type PathProblem } from './experiment/problem';
import type { PathsValues } from './params';

/** Which map it is. */
export type MapValues = Pick<PathsValues, 'map' | 'part' | 'size'>;

const sizeOf = ({ size }: Pick<PathsValues, 'size'>) => Number(size);

/** The map that is looked at, before the reader changes any cost. */
export interface GivenMap {
  /** Of generated land by which factor each cell departs from its terrain. */
  readonly land: Land;
  /** What the cells cost: as the map has it, or as the network believes. */
  readonly first: readonly number[];
  /** The right costs; the first ones where nobody knows them. */
  readonly right: readonly number[];
  /** The right path, where files tell it. */
  readonly path: Path | null;
  /** [SIDE, SIDE, 3]; null of generated land, which is drawn by its terrains. */
  readonly picture: Uint8Array | null;
  /** Whether somebody knows the right path. */
  readonly isKnown: boolean;
}

type Sized = MapValues & Pick<PathsValues, 'source' | 'costsFrom'>;

/** What the worker is asked for of these values; null where the page knows the map by itself. */
export const givenRequest = ({ source, map, part, costsFrom }: Sized): GivenRequest | null =>
  source === 'terrain' && costsFrom === 'map' ? null : { source, map, part, costsFrom };

/**
 * The map of these values. One with a picture comes from the worker; until it is there the one before it stays,
 * or there is generated land.
 */
export function givenMap(values: Sized, reply: GivenReply | null): GivenMap {
  const asked = givenRequest(values);
  if (!asked || reply?.source !== asked.source) return ofLand(landOfValues(values));
  const { picture, costs, believed, path } = reply;
  const first = believed ?? costs ?? [];
  return {
    land: { costs: first, relief: first.map(() => 1) },
    ...{ first, right: costs ?? first, path, picture, isKnown: costs !== null },
  };
}

const ofLand = (land: Land): GivenMap => ({
  ...{ land, first: land.costs, right: land.costs },
  ...{ path: null, picture: null, isKnown: true },
});

/** Land takes some milliseconds: what one map is asked for again and again is kept. */
let last: { readonly key: string; readonly land: Land } | null = null;

function landOfValues(values: MapValues): Land {
  const { map, part, size } = values;
  const key = `${part} ${map} ${size}`;
  if (last?.key !== key) last = { key, land: landOf(map, sizeOf(values), part) };
  return last.land;
}

/** What the cells cost at present. */
export function costsOf(
  { first }: GivenMap,
  { costs, size }: Pick<PathsValues, 'costs' | 'size'>,
): readonly number[] {
  return costs.length > 0 ? unpack(costs, sizeOf({ size }) ** 2) : first;
}

/** The parameter that holds these costs: none where they are those of the map. */
export function withCosts(
  { first }: GivenMap,
  costs: readonly number[],
): Pick<PathsValues, 'costs'> {
  const own = costs.map(inHundredths);
  return { costs: sameValue(own, first) ? [] : pack(own) };
}

/**
 * A held-out map with costs of somebody else: those of a network have a scale of their own, which no path
 * depends on, and are told by what there is room for.
 */
export function heldOutPatch(map: number, costs: ArrayLike<number>) {
  const place = { map, part: 'test', size: '12' } as const;
  const own = { ...place, source: 'terrain', costsFrom: 'map' } as const;
  const most = Array.from(costs).reduce((a, b) => Math.max(a, b), 0);
  const unit = most > MAX_COST ? MAX_COST / most : 1;
  return {
    ...own,
    ...withCosts(
      givenMap(own, null),
      Array.from(costs, (cost) => unit * cost),
    ),
  };
}

/** What the worker is asked about. */
export function problemOf(values: PathsValues, costs: readonly number[]): PathProblem {
  const { moves, noise, sigma, seed } = values;
  return { size: sizeOf(values), moves, noise, sigma, seed, costs };
}

/** Whether two problems have the same answers; of a sweep, which is of all noise scales. */
export function sameProblem(a: PathProblem, b: PathProblem, anySigma = false): boolean {
  return (
    a.size === b.size &&
    a.moves === b.moves &&
    a.noise === b.noise &&
    a.seed === b.seed &&
    (anySigma || a.sigma === b.sigma) &&
    sameValue(a.costs, b.costs)
  );
}

/**
 * The path that is wanted, whatever the costs are at present: the right one, or the cheapest one of the first
 * costs where nobody knows the right ones.
 */
export const targetOf = (
  { right, path }: GivenMap,
  { size, moves }: Pick<PathsValues, 'size' | 'moves'>,
): Path =>
  path && moves === 'all' ? path : cheapestPath({ size: sizeOf({ size }), moves }, right);
