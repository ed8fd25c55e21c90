import { merge } from '../../../state/conform';
import { defaultsOf, type ParamTable, type Values } from '../../../state/params';
import { encode, entry } from '../../../state/url';
import { argmaxTable, normalise as normaliseLab, type ArgmaxValues, type PinName } from '../params';
import { choosePin } from '../pins';
import { mapTable, normalise, type MapValues } from './params';

/** The page of the map at the settings of the lab, with its pins. */
export const mapHash = (values: ArgmaxValues): string => {
  const { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map, pin, pins } = values;
  const own = { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map, pin, pins };
  return hashOf('map', mapTable, own, normalise);
};

/** The argmax lab at the settings of a map, with its pins, one of them as its point. */
export const labHash = (values: MapValues, name: PinName): string => {
  const { scores, loss, k, noise, variance, seed, batch, map } = values;
  const problem = { scores, loss, k, noise, variance, seed, batch, map };
  const own = { ...problem, ...choosePin(values, name) };
  return hashOf('argmax', argmaxTable, own, normaliseLab);
};

/** Defaults are said by one of them: an address without any opens where the page starts. */
function hashOf<T extends ParamTable>(
  page: string,
  table: T,
  own: Partial<Values<T>>,
  fit: (values: Values<T>) => Values<T>,
): string {
  const values = merge(table, defaultsOf(table), own, fit);
  const [first] = Object.keys(table);
  return `#/${page}?${encode(table, values, fit) || entry(first, values[first])}`;
}
