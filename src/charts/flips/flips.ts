import type { Numbers } from '../shared/size';

/** A value of sigma at which the top-k set changes, with the classes that leave and enter. */
export interface Flip {
  readonly sigma: number;
  readonly leaves: readonly number[];
  readonly enters: readonly number[];
}

/** A stretch of sigma with one top-k set (ascending class indices). */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly members: readonly number[];
}

/** Top-k classes of mu + sigma*gamma in ascending order; ties go to the lowest index. */
export function topK(scores: Numbers, gamma: Numbers, k: number, sigma: number): number[] {
  const sum = (i: number) => scores[i] + sigma * gamma[i];
  const order = Array.from(scores, (_, i) => i).sort((a, b) => sum(b) - sum(a) || a - b);
  return order.slice(0, k).sort((a, b) => a - b);
}

/** Values of sigma inside (lo, hi) where two of the lines mu_i + sigma*gamma_i meet, ascending. */
function crossings(scores: Numbers, gamma: Numbers, [lo, hi]: readonly [number, number]) {
  const found = new Set<number>();
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < i; j++) {
      const sigma = (scores[j] - scores[i]) / (gamma[i] - gamma[j]);
      if (sigma > lo && sigma < hi) found.add(sigma);
    }
  }
  return [...found].sort((a, b) => a - b);
}

const same = (a: readonly number[], b: readonly number[]) => a.every((value, i) => value === b[i]);

/**
 * The range cut into maximal stretches with one top-k set. Between two neighbouring crossings the
 * order of the sums cannot change, so one look in the middle of each piece is exact.
 */
export function findIntervals(
  scores: Numbers,
  gamma: Numbers,
  k: number,
  range: readonly [number, number],
): Interval[] {
  const cuts = [range[0], ...crossings(scores, gamma, range), range[1]];
  const intervals: Interval[] = [];
  for (let c = 1; c < cuts.length; c++) {
    const [from, to] = [cuts[c - 1], cuts[c]];
    const members = topK(scores, gamma, k, (from + to) / 2);
    const last = intervals.at(-1);
    if (last && same(last.members, members)) intervals[intervals.length - 1] = { ...last, to };
    else intervals.push({ from, to, members });
  }
  return intervals;
}

/** The exact values of sigma in the range at which the top-k set of mu + sigma*gamma changes. */
export function findFlips(
  scores: Numbers,
  gamma: Numbers,
  k: number,
  range: readonly [number, number],
): Flip[] {
  const intervals = findIntervals(scores, gamma, k, range);
  return intervals.slice(1).map(({ from, members }, i) => ({
    sigma: from,
    leaves: intervals[i].members.filter((member) => !members.includes(member)),
    enters: members.filter((member) => !intervals[i].members.includes(member)),
  }));
}
