import { formatFixed, formatList, formatNumber, formatPercent } from '../shared/format';
import type { TerrainData } from './data';

/** Says what the cheapest path costs, how many draws take it, and which others there are. */
export function describeTerrain(data: TerrainData): string {
  const { size, cost, path, draws, target, changed } = data;
  const sentences = [
    `A map of ${size} by ${size} cells, whose cheapest path goes over ${path.length} of them and costs ${formatFixed(cost, 2)}.`,
  ];
  if (changed.length === 1) sentences.push('One cost is changed.');
  if (changed.length > 1) sentences.push(`The costs of ${changed.length} cells are changed.`);
  if (target) sentences.push('It is not the path that is wanted.');
  if (!draws) return [...sentences, 'The paths under noise are being found.'].join(' ');
  const { paths, samples, sigma, clamped } = draws;
  const cheapest = paths.filter(({ extra }) => extra < 1e-9);
  const share = cheapest.reduce((sum, each) => sum + each.share, 0);
  sentences.push(
    `With noise of scale ${formatNumber(sigma)} ${formatPercent(share)} of ${samples} draws take the cheapest path.`,
  );
  if (clamped > 0) {
    sentences.push(`${formatPercent(clamped, 2)} of the noisy costs are below 0 and count as 0.`);
  }
  const others = paths.filter(({ extra }) => extra >= 1e-9);
  if (others.length > 0) {
    const told = others
      .slice(0, 2)
      .map((each) => `${formatPercent(each.share)} at ${formatFixed(each.extra, 2)} more`);
    sentences.push(
      `${others.length === 1 ? 'One other path is' : `${others.length} other paths are`} taken, by ${formatList(told)}.`,
    );
  }
  return sentences.join(' ');
}

/** One cell in words: where it is, what it is and costs, and how many draws go over it. */
export function cellText(
  {
    size,
    costs,
    looks,
    names,
    draws,
  }: Pick<TerrainData, 'size' | 'costs' | 'looks' | 'names' | 'draws'>,
  cell: number,
): string {
  const place = `row ${Math.floor(cell / size) + 1}, column ${(cell % size) + 1}`;
  const share = draws ? `, ${formatPercent(draws.shares[cell], 2)} of draws` : '';
  return `${place}: ${names[looks[cell]]}, cost ${formatFixed(costs[cell], 2)}${share}`;
}
