import {
  bestCells,
  snapshotAt,
  snapshotRegime,
  snapshotShares,
  snapshotStepsWrong,
} from '../../core/maps/snapshot-regimes';
import { formatNumber, formatPercent } from '../shared/format';
import { pointCell, SNAPSHOT_NAMES, snapshotReading, type SnapshotMapData } from './model';

const percent = (share: number) => formatPercent(share, 2);

/** What holds at the point, by the rule of its regime. */
export function snapshotTitle(data: SnapshotMapData): string {
  const { map, epsilon, parts } = data;
  const at = pointCell(data);
  const cosine = formatNumber(snapshotAt(map, at, 'cosine'), 2);
  const regime = snapshotRegime(map, at);
  switch (regime) {
    case 'useful':
      return snapshotStepsWrong(map, at)
        ? `Useful for the scores, cosine ${cosine}, not for σ: its step goes the wrong way`
        : `Useful: a step has a cosine of ${cosine} with the gradient`;
    case 'less':
    case 'more':
      return `ε = ${formatNumber(epsilon, 2)} is too strong: steps agree with each other, less with the gradient (cosine ${cosine})`;
    case 'frozen':
      return `Frozen: of ${map.links} ${parts} of a step less than one is expected to differ`;
    case 'unknown':
      return 'So little noise hardly changes y*: there is no gradient to compare with';
    case 'loud':
      return `Loud: a step is mostly spread, with a cosine of ${cosine} with the gradient`;
  }
}

/** What to look for, with the best epsilon at the sigma of the point on its side of 0. */
export function snapshotSentence(data: SnapshotMapData): string {
  const { map, step, sigma, epsilon } = data;
  const { sigmas } = map.grid;
  const nearest = sigmas[pointCell(data) % sigmas.length];
  const best = bestCells(map).find(
    (cell) => cell.sigma === nearest && cell.epsilon > 0 === epsilon > 0,
  );
  const side = epsilon > 0 ? 'above' : 'below';
  const advice = best
    ? `the best ε ${side} 0 is about ${formatNumber(best.epsilon, 2)}`
    : `no ε ${side} 0 stands out`;
  return `What a step would be elsewhere, at the weights of step ${step}. At σ = ${formatNumber(sigma, 2)} ${advice}.`;
}

/** How much of the map is good for what, what holds at the point, and where the training has been. */
export function describeSnapshot(data: SnapshotMapData): string {
  const { map, step, sigma, epsilon, sigmaBounds, trail, pins } = data;
  const { useful, frozen, wrong } = snapshotShares(map);
  const at = pointCell(data);
  const { rows } = snapshotReading(data, at);
  const [first, last] = [trail[0], trail.at(-1)];
  const place = (of: { sigma: number; epsilon: number }) =>
    `sigma ${formatNumber(of.sigma)} and epsilon ${formatNumber(of.epsilon)}`;
  return [
    `A map of the noise scale from ${formatNumber(sigmaBounds[0], 1)} to ${formatNumber(sigmaBounds[1])} and of the loss weight on both sides of 0, at the weights of step ${step}, measured on ${map.steps} steps per cell.`,
    `A step has a cosine of at least a half with the gradient in ${percent(useful)} of the map; ${percent(frozen)} is frozen; sigma steps the wrong way in ${percent(wrong)}.`,
    `The point is at ${place({ sigma, epsilon })}, ${SNAPSHOT_NAMES[snapshotRegime(map, at)]}: ${rows.map(([name, value]) => `${name} ${value}`).join(', ')}.`,
    ...(first && last && trail.length > 1
      ? [`The training has gone from ${place(first)} to ${place(last)}.`]
      : []),
    ...pins.map((pin) => `Pin ${pin.name} is at ${place(pin)}.`),
  ].join(' ');
}
