import { formatPercent, ordinal } from '../../charts/shared/format';
import type { Batch, BatchCounts } from './compute/protocol';
import type { ShownQuery } from './model';

/** What a batch looks like without noise. */
export interface BatchDistances {
  /** Distances of the queries to their k-th nearest candidate. */
  readonly nearest: readonly number[];
  /** To the nearest one of another class, of the queries that have one. */
  readonly wrong: readonly number[];
  /** Share of wrong ones among the k nearest. */
  readonly wrongShare: number;
}

/** @param k neighbours; of fewer candidates all are taken */
export function batchDistances(
  {
    queries,
    candidates,
    distances,
    fits,
  }: Pick<Batch, 'queries' | 'candidates' | 'distances' | 'fits'>,
  k: number,
): BatchDistances {
  const size = Math.min(k, candidates);
  const nearest: number[] = [];
  const wrong: number[] = [];
  let count = 0;
  for (let row = 0; row < queries * candidates; row += candidates) {
    const at = (c: number) => distances[row + c];
    const order = Array.from({ length: candidates }, (_, c) => c).sort((a, b) => at(a) - at(b));
    nearest.push(at(order[size - 1]));
    count += order.slice(0, size).filter((c) => fits[row + c] === 0).length;
    const other = order.find((c) => fits[row + c] === 0);
    if (other !== undefined) wrong.push(at(other));
  }
  return { nearest, wrong, wrongShare: count / (queries * size) };
}

const share = (value: number) => formatPercent(value, 2);
/** "the nearest", "the 5 nearest". */
export const nearestWords = (k: number) => (k === 1 ? 'the nearest' : `the ${k} nearest`);

/** "5th nearest", "nearest". */
export const nameOfNearest = (k: number) => (k === 1 ? 'nearest' : `${ordinal(k)} nearest`);

/**
 * How many of the neighbours are wrong, with the noise of the moment and without.
 * @param noisy share under the noise; null while it is counted
 */
export function distancesTitle(
  k: number,
  { scale }: Pick<ShownQuery, 'scale'>,
  clean: number,
  noisy: number | null,
): string {
  const wrong = `of ${nearestWords(k)} are wrong`;
  if (scale === 0) return `${share(clean)} ${wrong}; there is no noise`;
  if (noisy === null) return `Without noise ${share(clean)} ${wrong}`;
  return share(clean) === share(noisy)
    ? `With this noise and without it ${share(clean)} ${wrong}`
    : `With this noise ${share(noisy)} ${wrong}, without it ${share(clean)}`;
}

/** How many pairs of images one step of one sample acts on, for the fewest neighbours and the most. */
export function starvesTitle(pairs: BatchCounts['pairs'], queries: number): string | null {
  const one = pairs.filter(({ samples }) => samples === 1);
  if (one.length < 2) return null;
  const [first, last] = [one[0], one[one.length - 1]];
  const count = ({ mean }: (typeof one)[number]) => Math.round(mean * queries);
  const [few, many] = [count(first), count(last)];
  return few === many
    ? `With k = ${first.k} and with k = ${last.k} a step of one sample acts on ${few} pairs of images`
    : `With k = ${first.k} a step of one sample acts on ${few} pairs of images, with k = ${last.k} on ${many}`;
}
