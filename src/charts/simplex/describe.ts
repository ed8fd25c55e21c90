import { formatFixed, formatList } from '../shared/format';
import type { Triple } from './geometry';
import type { SimplexData } from './layout';

/** Says where the expected predictor lies, how far along its path, and how near the estimate is. */
export function describeSimplex({ labels, k, paths, currentId, estimate }: SimplexData): string {
  const path = paths.find(({ id }) => id === currentId);
  const shares = (point: Triple) =>
    formatList(labels.map((name, i) => `${formatFixed(point[i], 3)} ${name}`));
  const mean = k > 1 ? `E[y*]/${k}` : 'E[y*]';
  const sentences: string[] = [];
  if (path?.points.length) {
    sentences.push(
      `With ${path.label} noise the expected predictor ${mean} moves from ${shares(path.points[0])} at the smallest sigma to ${shares(path.points.at(-1)!)} at the largest.`,
    );
  }
  if (path?.current) sentences.push(`At the current sigma it is ${shares(path.current)}.`);
  if (estimate) {
    const error = 2 * Math.max(...estimate.standardErrors);
    sentences.push(
      `The Monte-Carlo estimate is ${shares(estimate.point)}, within ± ${formatFixed(error, 4)} (2 standard errors).`,
    );
  }
  return sentences.join(' ') || 'The expected predictor is still being computed.';
}
