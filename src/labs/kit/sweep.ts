import {
  sweepSeed,
  type SweepAxis,
  type SweepJob,
  type SweepRequest,
} from '../../core/sweeps/sweep';
import { merge, type Normalise } from '../../state/conform';
import {
  defaultsOf,
  type IntegerParam,
  type NumberParam,
  type ParamTable,
  type Values,
} from '../../state/params';
import { decode, encode } from '../../state/url';
import { spacedValues } from './axis-choice';

/** What a lab measures in a cell of a sweep; how it does is the matter of its experiment, which is given tasks. */
export interface LabSweep<T extends ParamTable, Task> {
  readonly table: T;
  readonly normalise?: Normalise<T>;
  /** Settings that may be axes: the numeric ones on which what is measured depends. */
  readonly axes: readonly (keyof T & string)[];
  /** All other settings on which it depends, but for the seed: the rest only changes what is looked at. */
  readonly reads: readonly (keyof T & string)[];
  /** What its figure begins with, as `sweepParam` has it. */
  readonly start: string;
  /** What is measured, in words, by the names that results have. */
  readonly quantities: Readonly<Record<string, string>>;
  /** All that a measurement depends on; the seed stands in for that of the values. */
  task(values: Values<T>, seed: number): Task;
}

/** More cells than a page can show, or a night can train. */
const MOST_CELLS = 10_000;
/** Digits of the values of an axis: those of a machine with another logarithm are the same. */
const DIGITS = 6;
/** Digits before that: what lies half-way is rounded up however it was computed. */
const SURE_DIGITS = 10;

const SHAPE = /^(\w+)=(.+)$/;
const RANGE = /^(.+)\.\.(.+):(.+)$/;

type Numeric = NumberParam | IntegerParam;

/**
 * An axis as people write it: "sigma=0.01..100:21" are 21 values, spaced as the control of the setting is, and
 * "d=5,10,25" are these.
 * @throws RangeError with a sentence that names the setting and what would be right
 */
export function readAxis<T extends ParamTable>(
  { table, axes }: Pick<LabSweep<T, never>, 'table' | 'axes'>,
  text: string,
): SweepAxis {
  const [, name, given] = SHAPE.exec(text) ?? [];
  if (name === undefined) {
    throw new RangeError(`"${text}" is no axis; one is "${axes[0]}=from..to:count".`);
  }
  if (!axes.includes(name)) {
    throw new RangeError(`"${name}" can't be swept; ${axes.join(', ')} can.`);
  }
  const param = table[name] as Numeric;
  const range = RANGE.exec(given);
  const values = range
    ? spaced(name, param, range)
    : given.split(',').map((each) => numberOf(name, each));
  for (const value of values) checkWithin(name, param, value);
  return { name, values: [...new Set(values)].sort((a, b) => a - b) };
}

function numberOf(name: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new RangeError(`"${text}" of ${name} is no number.`);
}

function spaced(name: string, param: Numeric, [, low, high, size]: RegExpExecArray): number[] {
  const [from, to, count] = [numberOf(name, low), numberOf(name, high), numberOf(name, size)];
  if (!Number.isInteger(count) || count < 2 || count > MOST_CELLS) {
    throw new RangeError(
      `${name} needs a whole number of values from 2 to ${MOST_CELLS}, not ${size}.`,
    );
  }
  if (!(from < to)) {
    throw new RangeError(`The range of ${name} is empty: ${low} is not less than ${high}.`);
  }
  if (param.scale !== 'linear' && !(from * to > 0)) {
    throw new RangeError(
      `${name} is spaced by its logarithm: ${low} and ${high} must lie on the same side of 0.`,
    );
  }
  return spacedValues(param, { from, to, count }).map((value) =>
    param.kind === 'integer' ? Math.round(value) : rounded(value),
  );
}

const rounded = (value: number) =>
  Number(Number(value.toPrecision(SURE_DIGITS)).toPrecision(DIGITS));

function checkWithin(name: string, param: Numeric, value: number): void {
  const { min, max, scale, kind } = param;
  const size = scale === 'signed-log' ? Math.abs(value) : value;
  if (size < min || size > max) {
    const what = scale === 'signed-log' ? `The size of ${name}` : name;
    throw new RangeError(`${what} goes from ${min} to ${max}; ${value} is outside.`);
  }
  if (kind === 'integer' && !Number.isInteger(value)) {
    throw new RangeError(`${name} takes whole numbers, not ${value}.`);
  }
}

/** @throws RangeError where two axes can't make a map */
export function checkAxes(x: SweepAxis, y: SweepAxis): void {
  if (x.name === y.name) throw new RangeError(`Both axes are ${x.name}; a map needs two settings.`);
  const cells = x.values.length * y.values.length;
  if (cells > MOST_CELLS) {
    throw new RangeError(
      `${x.values.length} by ${y.values.length} are ${cells.toLocaleString('en-US')} cells; ${MOST_CELLS.toLocaleString('en-US')} at most.`,
    );
  }
}

/**
 * Checks the corners of a map: other settings may forbid an end of an axis.
 * @throws RangeError as `AnySweep.task`
 */
export function checkCorners(
  { task }: Pick<AnySweep<unknown>, 'task'>,
  { lab, settings, x, y }: Pick<SweepRequest, 'lab' | 'settings' | 'x' | 'y'>,
): void {
  const ends = ({ values }: SweepAxis) => [values[0], values[values.length - 1]];
  for (const across of ends(x))
    for (const up of ends(y))
      task({
        ...{ lab, settings, xName: x.name, yName: y.name, x: across, y: up },
        ...{ seed: 0, repetition: 0 },
      });
}

/** A sweep whichever lab it is of: what pages and commands work with. */
export interface AnySweep<Task> {
  readonly axes: readonly string[];
  readonly start: string;
  readonly quantities: Readonly<Record<string, string>>;
  /** @throws RangeError with a sentence, see `readAxis` */
  axis(text: string): SweepAxis;
  /**
   * The settings of a link that count, as the same text however they are written: without those that are swept,
   * and without the seed, which the sweep has.
   * @throws RangeError naming what of the query can't be used
   */
  settings(query: string, axes: readonly SweepAxis[]): string;
  /** The values of settings that count, by their names: what takes a lab to where a sweep was made. */
  counting(settings: string, axes: readonly SweepAxis[]): Partial<Values<ParamTable>>;
  /** @throws RangeError naming an axis whose value the other settings don't allow */
  task(job: SweepJob): Task;
}

export function anySweep<T extends ParamTable, Task>(sweep: LabSweep<T, Task>): AnySweep<Task> {
  const { table, normalise, quantities, start, axes } = sweep;
  const read = (query: string) => decode(table, query, { ...(normalise && { normalise }) });
  const countingNames = (swept: readonly SweepAxis[]) =>
    [...sweep.axes, ...sweep.reads].filter((name) => swept.every((axis) => axis.name !== name));
  return {
    ...{ quantities, axes, start },
    axis: (text) => readAxis(sweep, text),
    settings(query, swept) {
      const { values, notices } = read(query);
      if (notices.length > 0) throw new RangeError(notices[0].message);
      const counts = countingNames(swept);
      const others = Object.entries(defaultsOf(table)).filter(
        ([name]) => !counts.some((each) => each === name),
      );
      const counting = merge(table, values, Object.fromEntries(others), normalise);
      return encode(table, counting, normalise);
    },
    counting(settings, swept) {
      const { values } = read(settings);
      return Object.fromEntries(countingNames(swept).map((name) => [name, values[name]]));
    },
    task(job) {
      const place = { [job.xName]: job.x, [job.yName]: job.y };
      const values = merge(table, read(job.settings).values, place, normalise);
      for (const [name, value] of Object.entries(place)) {
        if (values[name] === value) continue;
        throw new RangeError(
          `${name} can't be ${value} under these settings: it would be ${String(values[name])}.`,
        );
      }
      return sweep.task(values, sweepSeed(job));
    },
  };
}
