import { shownAt } from '../../core/maps/quantities';
import { cellNear } from '../../core/maps/regimes';
import { colouringOf, type RegimeMapGround } from '../regime-map/model';
import { formatNumber } from '../shared/format';
import type { MapCutsData } from './layout';

/** Where along each axis the quantity is least, and what it is at the point. */
export function describeMapCuts({ grounds, sigma, epsilon }: MapCutsData): string {
  return grounds.map((ground) => cutsIn(ground, sigma, epsilon)).join(' ');
}

function cutsIn(ground: RegimeMapGround, sigma: number, epsilon: number): string {
  const { map, quantity, heading } = ground;
  const { sigmas, epsilons } = map.grid;
  const columns = sigmas.length;
  const at = cellNear(map.grid, sigma, epsilon);
  const [row, column] = [Math.floor(at / columns), at % columns];
  const value = (place: number) => shownAt(ground, place, quantity);
  const alongSigma = sigmas.map((_, s) => value(row * columns + s));
  const half = epsilons.length / 2;
  // the side of 0 that the point is on
  const side = epsilon > 0 ? epsilons.slice(half) : epsilons.slice(0, half);
  const from = epsilon > 0 ? half : 0;
  const alongEpsilon = side.map((_, e) => value((from + e) * columns + column));
  const least = (values: readonly number[]) =>
    values.reduce(
      (best, each, i) => (each < values[best] || Number.isNaN(values[best]) ? i : best),
      0,
    );
  const [s, e] = [least(alongSigma), least(alongEpsilon)];
  const name = heading === undefined ? '' : `${heading}: `;
  return [
    `${name}${colouringOf(ground).title} is ${formatNumber(value(at))} at the point.`,
    `Along σ it is least, ${formatNumber(alongSigma[s])}, at ${formatNumber(sigmas[s])}; along ε, ${formatNumber(alongEpsilon[e])}, at ${formatNumber(side[e])}.`,
  ].join(' ');
}
