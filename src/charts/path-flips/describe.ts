import { formatNumber, formatPercent } from '../shared/format';
import type { PathFlipsData } from './layout';

/** From which noise scale on fewer than half of the draws take the cheapest path, and how often one changes it. */
export function describePathFlips(data: PathFlipsData): string {
  const { sigmas, cheapest, samples, draw, drawName, sigma } = data;
  const own = draw.find(({ from, to }) => sigma >= from && sigma <= to);
  const changes = draw.length - 1;
  const followed = [
    `The path of ${drawName} changes ${changes === 1 ? 'once' : `${changes} times`} along sigma${changes > 0 ? `, first at ${formatNumber(draw[0].to)}` : ''}.`,
    ...(own ? [`At sigma ${formatNumber(sigma)} it is path ${own.name}.`] : []),
  ];
  if (sigmas.length === 0) return ['Shares along sigma are on their way.', ...followed].join(' ');
  const half = sigmas.find((_, i) => cheapest[i] < 0.5);
  const share =
    half === undefined
      ? `Of ${samples} draws more than half take the cheapest path at every sigma.`
      : `From sigma ${formatNumber(half, 2)} on less than half of ${samples} draws take the cheapest path.`;
  return [
    share,
    `At sigma ${formatNumber(sigmas[sigmas.length - 1], 2)} ${formatPercent(cheapest[cheapest.length - 1])} do.`,
    ...followed,
  ].join(' ');
}
