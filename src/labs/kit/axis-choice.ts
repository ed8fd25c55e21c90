import { logSpace } from '../../core/laws/log-space';
import type { IntegerParam, NumberParam, ParamTable } from '../../state/params';

/** A range of a setting in so many values. */
export interface AxisRange {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What a reader asks of an axis: a range, or values that are none, as they are written: "5,10,25". */
export type AxisChoice = AxisRange | { readonly name: string; readonly given: string };

/** As `readAxis` reads it. */
export const axisText = (choice: AxisChoice) =>
  'given' in choice
    ? `${choice.name}=${choice.given}`
    : `${choice.name}=${choice.from}..${choice.to}:${choice.count}`;

const RANGE = /^([^=]+)=(.+)\.\.(.+):(.+)$/;

/** What a text asks for, whether or not that can be swept. */
export function axisChoice(text: string): AxisChoice {
  const [, name, ...range] = RANGE.exec(text) ?? [];
  const [from, to, count] = range.map(Number);
  const whole = [from, to, count].every(Number.isFinite);
  if (name !== undefined && whole) return { name, from, to, count };
  const at = text.indexOf('=');
  return { name: text.slice(0, at), given: text.slice(at + 1) };
}

/** Values that an axis begins with. */
const COUNT = 9;
/** How far it reaches from the default where it is spaced by the logarithm. */
const REACH = 10;

type Numeric = NumberParam | IntegerParam;

function numericOf(table: ParamTable, name: string): Numeric {
  const param = table[name];
  if (param.kind === 'number' || param.kind === 'integer') return param;
  throw new RangeError(`${name} is no number`);
}

/** A range around the default of a setting, within its bounds. */
export function rangeOf(table: ParamTable, name: string): AxisRange {
  const { default: start, min, max, scale } = numericOf(table, name);
  if (scale === 'signed-log') {
    const [near, far] = [
      Math.max(min, Math.abs(start) / REACH),
      Math.min(max, Math.abs(start) * REACH),
    ];
    return start < 0
      ? { name, from: -far, to: -near, count: COUNT }
      : { name, from: near, to: far, count: COUNT };
  }
  if (scale === 'log') {
    return {
      name,
      from: Math.max(min, start / REACH),
      to: Math.min(max, start * REACH),
      count: COUNT,
    };
  }
  return { name, from: min, to: Math.min(max, min + COUNT - 1), count: COUNT };
}

/** `count` numbers from one to another as the control of a setting spaces them, before they are rounded. */
export const spacedValues = (
  { scale }: Pick<Numeric, 'scale'>,
  { from, to, count }: Omit<AxisRange, 'name'>,
): number[] =>
  scale === 'linear'
    ? Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1))
    : logSpace(from, to, count);

/** Digits of an end that lies between two others: so many that values in between come out as they were. */
const END_DIGITS = 12;

/**
 * An axis over a part of its values only, places first .. last, in as many of them; a single place takes its neighbours
 * in. Ends of a range are not those values, which are rounded, but what they are rounded from: wherever the
 * finer axis meets the coarser one they have the same value to the last digit.
 */
export function narrowed(
  table: ParamTable,
  choice: AxisChoice,
  values: readonly number[],
  [first, last]: readonly [number, number],
): AxisChoice {
  if (values.length < 2) return choice;
  const { name } = choice;
  const alone = Number(first === last);
  const [low, high] = [Math.max(0, first - alone), Math.min(values.length - 1, last + alone)];
  const param = numericOf(table, name);
  const isSpaced = 'from' in choice && choice.count === values.length && param.kind === 'number';
  const all = isSpaced ? spacedValues(param, choice) : values;
  const [from, to] = [all[low], all[high]].map((end) => Number(end.toPrecision(END_DIGITS)));
  const count = 'from' in choice ? choice.count : values.length;
  return { name, from, to, count };
}
