import { formatFixed, formatList } from '../shared/format';
import { verdictOf, type VersusData } from './data';

/** Says on how many sets y is ahead, on how many it is level, and where it falls furthest behind. */
export function describeVersus(data: VersusData): string {
  const { points, x, y, measure } = data;
  if (points.length === 0) return 'There are no results yet.';
  const count = (reading: 'ratio' | 'difference', verdict: string) =>
    points.filter((point) => verdictOf(data, point, reading) === verdict).length;
  const behind = points
    .filter((point) => point.y < point.x)
    .sort((a, b) => a.y - a.x - (b.y - b.x))
    .slice(0, MOST);
  return [
    `${measure} of ${y} against that of ${x} on ${points.length} sets.`,
    `${y} is ahead on ${count('ratio', 'above')}; behind, but level as a ratio on ${count('ratio', 'level')}, as a difference on ${count('difference', 'level')}.`,
    behind.length > 0
      ? `It is furthest behind on ${formatList(behind.map(({ name, x: a, y: b }) => `${name} (${formatFixed(b, 2)} against ${formatFixed(a, 2)})`))}.`
      : 'It is behind on none.',
  ].join(' ');
}

/** Sets that are named at most. */
const MOST = 3;
