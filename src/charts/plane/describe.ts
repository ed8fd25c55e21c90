import { formatList, formatNumber, formatPercent } from '../shared/format';
import { pinPlace } from '../shared/pins';
import { ZOOM, type PlaneData } from './data';

const grouped = (count: number) => count.toLocaleString('en-US');

/** What holds of the strip and of the ties, counted and computed. */
export function planeTitle(data: PlaneData): string {
  const { ties } = data.tally;
  const tie = ties === 0 ? 'a tie has no width' : `${grouped(ties)} draws tie to the last digit`;
  if (new Set(data.losses).size === 1) return `Equal losses move no border, and ${tie}`;
  const share = formatPercent(data.differing);
  return `The predictions differ between the borders, in ${share} of the draws; ${tie}`;
}

/** How near the draws come to a border. */
export function planeSentence(data: PlaneData): string {
  const { ties, closest } = data.tally;
  const all = grouped(data.draws.u.length);
  const count = `Of ${all} draws ${ties || 'none'} ${ties > 1 ? 'lie' : 'lies'} on a border`;
  return data.zoom === 0
    ? `Each dot is a draw of the noise; σ and ε move the borders, never the dots. ${count}.`
    : `${grouped(ZOOM ** data.zoom)} times closer, around the draw that comes closest. ${count}; this one misses it by ${formatNumber(closest.gap, 2)}.`;
}

/** Says who wins where, how often the predictions differ, and that no draw ties. */
export function describePlane(data: PlaneData): string {
  const { labels, shares, differing, epsilon, draws, tally } = data;
  const parts = labels.map((label, i) => `${label} in ${formatPercent(shares[i])}`);
  return [
    `A plane of two differences of noise, cut by three borders into the sectors in which ${formatList(labels)} win.`,
    `y* is ${formatList(parts)} of all draws.`,
    `With the loss weight ${formatNumber(epsilon)} the borders move, and ${formatPercent(differing)} of all draws get another prediction; ${grouped(tally.differing)} of these ${grouped(draws.u.length)}.`,
    planeSentence(data),
    ...(data.pins ?? []).map(
      (pin) => `${pinPlace(pin)} ${formatPercent(pin.differing)} of all draws differ.`,
    ),
  ].join(' ');
}
