import { formatList, formatNumber } from '../shared/format';
import { mostPushed, type PushesData } from './data';

/** Says which pair pushes most, and what every loss does. */
export function describePushes({ labels, truth, rows, pairs }: PushesData): string {
  const [{ better, worse, push }] = pairs;
  const told = rows.map((row) => {
    const most = mostPushed(row);
    if (most === null) return `${row.name} pushes none.`;
    const size = formatNumber(Math.abs(row.pushes[most]));
    const way = row.pushes[most] > 0 ? 'up' : 'down';
    return `${row.name} pushes ${labels[most]} most, ${way} by ${size}.`;
  });
  return [
    `The true ranking is ${formatList(truth.map((label) => labels[label]))}.`,
    `Of all pairs ${labels[better]} over ${labels[worse]} pushes most, by ${formatNumber(push)} of 1.`,
    ...told,
  ].join(' ');
}
