import { sameValue } from '../../state/params';
import { pack, unpack } from './costs';
import { inHundredths, landOf, type Land } from './experiment/land';
import { cheapestPath, type Path, type PathProblem } from './experiment/problem';
import type { PathsValues } from './params';

const sizeOf = ({ size }: Pick<PathsValues, 'size'>) => Number(size);

/** Land takes some milliseconds: what one map is asked for again and again is kept. */
let last: { readonly key: string; readonly land: Land } | null = null;

export function landOfValues(values: Pick<PathsValues, 'map' | 'size'>): Land {
  const key = `${values.map} ${values.size}`;
  if (last?.key !== key) last = { key, land: landOf(values.map, sizeOf(values)) };
  return last.land;
}

/** What the cells cost at present. */
export function costsOf(values: Pick<PathsValues, 'map' | 'size' | 'costs'>): readonly number[] {
  const { costs } = values;
  return costs.length > 0 ? unpack(costs, sizeOf(values) ** 2) : landOfValues(values).costs;
}

/** The parameter that holds these costs: none where they are those of the map. */
export function withCosts(
  values: Pick<PathsValues, 'map' | 'size'>,
  costs: readonly number[],
): Pick<PathsValues, 'costs'> {
  const own = costs.map(inHundredths);
  return { costs: sameValue(own, landOfValues(values).costs) ? [] : pack(own) };
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
export const targetOf = (values: Pick<PathsValues, 'map' | 'size' | 'moves'>): Path =>
  cheapestPath({ size: sizeOf(values), moves: values.moves }, landOfValues(values).costs);
