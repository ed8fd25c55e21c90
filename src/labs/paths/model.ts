import { sameValue } from '../../state/params';
import { pack, unpack } from './costs';
import { inHundredths, landOf, MAX_COST, type Land } from './experiment/land';
import { cheapestPath, type Path, type PathProblem } from './experiment/problem';
import type { PathsValues } from './params';

/** Which map it is. */
export type MapValues = Pick<PathsValues, 'map' | 'part' | 'size'>;

const sizeOf = ({ size }: Pick<PathsValues, 'size'>) => Number(size);

/** Land takes some milliseconds: what one map is asked for again and again is kept. */
let last: { readonly key: string; readonly land: Land } | null = null;

export function landOfValues(values: MapValues): Land {
  const { map, part, size } = values;
  const key = `${part} ${map} ${size}`;
  if (last?.key !== key) last = { key, land: landOf(map, sizeOf(values), part) };
  return last.land;
}

/** What the cells cost at present. */
export function costsOf(values: MapValues & Pick<PathsValues, 'costs'>): readonly number[] {
  const { costs } = values;
  return costs.length > 0 ? unpack(costs, sizeOf(values) ** 2) : landOfValues(values).costs;
}

/** The parameter that holds these costs: none where they are those of the map. */
export function withCosts(values: MapValues, costs: readonly number[]): Pick<PathsValues, 'costs'> {
  const own = costs.map(inHundredths);
  return { costs: sameValue(own, landOfValues(values).costs) ? [] : pack(own) };
}

/**
 * A held-out map with costs of somebody else: those of a network have a scale of their own, which no path
 * depends on, and are told by what there is room for.
 */
export function heldOutPatch(map: number, costs: ArrayLike<number>) {
  const own = { map, part: 'test', size: '12' } as const;
  const most = Array.from(costs).reduce((a, b) => Math.max(a, b), 0);
  const unit = most > MAX_COST ? MAX_COST / most : 1;
  return {
    ...own,
    ...withCosts(
      own,
      Array.from(costs, (cost) => unit * cost),
    ),
  };
}

/** What the worker is asked about. */
export function problemOf(values: PathsValues, costs = costsOf(values)): PathProblem {
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

/** The path that is wanted: the cheapest one of the map itself, whatever the costs are at present. */
export const targetOf = (values: MapValues & Pick<PathsValues, 'moves'>): Path =>
  cheapestPath({ size: sizeOf(values), moves: values.moves }, landOfValues(values).costs);
