import { merge } from '../../../state/conform';
import { defaultsOf, type ParamTable, type Values } from '../../../state/params';
import { encode, entry } from '../../../state/url';
import { argmaxTable, normalise as normaliseLab, type ArgmaxValues } from '../params';
import { mapTable, normalise, type MapValues, type Pin } from './params';

/** The page of the map at the settings of the lab. */
export const mapHash = (values: ArgmaxValues): string => {
  const { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map } = values;
  const own = { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map };
  return hashOf('map', mapTable, own, normalise);
};

/** The argmax lab at the settings of a map, with a pin as its point. */
export const labHash = (values: MapValues, { sigma, epsilon }: Pin): string => {
  const { scores, loss, k, noise, variance, seed, batch, map } = values;
  const own = { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map };
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
