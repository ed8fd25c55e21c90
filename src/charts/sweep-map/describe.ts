import { formatNumber } from '../shared/format';
import { countOf, placeOn, type SweepMapData } from './model';

/** Says how much of the map is there, where it is least and greatest, and what it is where the lab stands. */
export function describeSweepMap(data: SweepMapData): string {
  const { x, y, quantity, cells, here } = data;
  const columns = x.values.length;
  const count = countOf(data);
  const head = `Map of ${quantity}, for ${columns} values of ${x.title} and ${y.values.length} of ${y.title}.`;
  const known = cells.flatMap((cell, place) =>
    cell && cell.n > 0 ? [{ place, mean: cell.mean }] : [],
  );
  if (known.length === 0) return `${head} Nothing is measured yet.`;
  const by = (better: (a: number, b: number) => boolean) =>
    known.reduce((best, each) => (better(each.mean, best.mean) ? each : best));
  const at = (place: number) =>
    `${x.title} ${formatNumber(x.values[place % columns])} and ${y.title} ${formatNumber(y.values[Math.floor(place / columns)])}`;
  const [least, most] = [by((a, b) => a < b), by((a, b) => a > b)];
  const own = [placeOn(x, here.x), placeOn(y, here.y)];
  const mine = own.includes(-1) ? null : cells[own[1] * columns + own[0]];
  return [
    head,
    count < cells.length ? `${count} of ${cells.length} cells are there.` : '',
    `It is least, ${formatNumber(least.mean)}, at ${at(least.place)}, and greatest, ${formatNumber(most.mean)}, at ${at(most.place)}.`,
    mine && mine.n > 0 ? `Where the lab stands it is ${formatNumber(mine.mean)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
