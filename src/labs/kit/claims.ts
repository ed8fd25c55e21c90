import { formatNumber } from '../../charts/shared/format';

/** What titles say of curves: read off the numbers that are drawn, so that no title is contradicted. */

/** The mean of the first and of the last values of a curve, each over a tenth of it and at most 20. */
export function endsOf(values: readonly number[]): readonly [first: number, last: number] {
  const known = values.filter(Number.isFinite);
  const count = Math.min(20, Math.max(1, Math.floor(known.length / 10)));
  const mean = (some: readonly number[]) => some.reduce((sum, value) => sum + value, 0) / count;
  return [mean(known.slice(0, count)), mean(known.slice(-count))];
}

/** A change of less than this share is none. */
const CHANGE = 0.05;

/** Where a curve goes: "The loss falls from 0.2 to 0.001". */
export function trendOf(
  what: string,
  values: readonly number[],
  show: (value: number) => string = (value) => formatNumber(value, 2),
): string {
  if (!values.some(Number.isFinite)) return what;
  const [first, last] = endsOf(values);
  if (Math.abs(last - first) <= CHANGE * Math.max(Math.abs(first), Math.abs(last))) {
    return `${what} stays near ${show(last)}`;
  }
  return `${what} ${last < first ? 'falls' : 'rises'} from ${show(first)} to ${show(last)}`;
}

/** A share in whole percent: 100 and 0 are said of all and of none only. */
export function wholePercent(share: number): string {
  const percent = Math.round(100 * share);
  if (percent === 100 && share < 1) return 'over 99%';
  if (percent === 0 && share > 0) return 'under 1%';
  return `${percent}%`;
}

/** In how many steps one prediction is ahead of another, of those that are drawn. */
export function leadOf(
  what: string,
  leader: string,
  follower: string,
  ahead: readonly number[],
  behind: readonly number[],
): string {
  const steps = ahead.filter((value, i) => value > behind[i]).length;
  const share = wholePercent(steps / ahead.length);
  return `${leader} has more ${what} than ${follower} in ${share} of the steps`;
}

/** How often epsilon has grown, and what it has come to. */
export function growthOf({
  growths,
  epsilon,
}: {
  readonly growths: readonly number[];
  readonly epsilon: readonly number[];
}): string {
  const times = growths.at(-1) ?? 0;
  const size = formatNumber(Math.abs(epsilon.at(-1) ?? NaN), 3);
  if (times === 0) return `There was a gradient in every step: |ε| is ${size}, as set`;
  return `ε has grown ${times === 1 ? 'once' : `${times} times`}, to |ε| = ${size}`;
}
