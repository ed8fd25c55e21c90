/**
 * The vocabulary of a lab's parameter table. One table per lab says everything about a parameter:
 * what it may be, how it is shown and stepped, and what a change of it costs. The store, the URL
 * codec and the controls all read the same table.
 */

/**
 * What a change costs. `restart`: a training begins anew, and its control says so. `resample`: other noise, as
 * for a seed, so nothing drawn so far is of use. `live`: all else, also where the worker is asked again.
 */
export type ParamClass = 'live' | 'resample' | 'restart';

interface Common<Kind extends string, Value> {
  readonly kind: Kind;
  readonly label: string;
  /** The symbol of the formulas, '' where there is none. */
  readonly symbol: string;
  readonly default: Value;
  readonly class: ParamClass;
  /** One sentence that says what the parameter does. */
  readonly help: string;
  /** The value as it is spoken (aria-valuetext). */
  describe(value: Value): string;
}

/** Bounds are inclusive. On the scale 'signed-log' they bound the magnitude, and both signs are in. */
export interface NumberParam extends Common<'number', number> {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log' | 'signed-log';
  readonly step: number;
}

export interface IntegerParam extends Common<'integer', number> {
  readonly min: number;
  readonly max: number;
  readonly scale: 'linear' | 'log';
  readonly step: number;
  /** An index: readers, who count from 1, see the value and its bounds greater by 1. */
  readonly index?: boolean;
}

export interface Option<Choice extends string = string> {
  readonly value: Choice;
  readonly label: string;
}

export interface ChoiceParam<Choice extends string = string> extends Common<'choice', Choice> {
  readonly options: readonly Option<Choice>[];
}

/** Some of the options, each at most once, in any order. */
export interface ChoicesParam<Choice extends string = string> extends Common<
  'choices',
  readonly Choice[]
> {
  readonly options: readonly Option<Choice>[];
}

export type BooleanParam = Common<'boolean', boolean>;

/** A list of numbers; `min` and `max` bound each entry. */
export interface NumbersParam extends Common<'numbers', readonly number[]> {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly minLength: number;
  readonly maxLength: number;
}

/** A text that its owner reads: its form alone is checked here. */
export interface TextParam extends Common<'text', string> {
  readonly form: RegExp;
  /** Characters at most. */
  readonly most: number;
  /** The form in words, to end the sentence "... must be". */
  readonly must: string;
}

export type Param =
  NumberParam | IntegerParam | ChoiceParam | ChoicesParam | BooleanParam | NumbersParam | TextParam;
export type ParamTable = Readonly<Record<string, Param>>;

export type ValueOf<P> = P extends { kind: 'number' | 'integer' }
  ? number
  : P extends ChoiceParam<infer Choice>
    ? Choice
    : P extends ChoicesParam<infer Choice>
      ? readonly Choice[]
      : P extends BooleanParam
        ? boolean
        : P extends NumbersParam
          ? readonly number[]
          : P extends TextParam
            ? string
            : never;

/** The values of a table: one entry per parameter, typed by its kind. */
export type Values<T extends ParamTable> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** What a definition may leave out. */
type Defined<P extends Param, Optional extends keyof P> = Omit<P, 'kind' | Optional | 'describe'> &
  Partial<Pick<P, Optional>> & { describe?(value: P['default']): string };

const spoken = (value: unknown) => String(value).replace(/-/g, 'minus ');

export function number(definition: Defined<NumberParam, 'symbol' | 'scale' | 'step'>): NumberParam {
  return {
    kind: 'number',
    symbol: '',
    scale: 'linear',
    step: 0.1,
    describe: spoken,
    ...definition,
  };
}

export function integer(
  definition: Defined<IntegerParam, 'symbol' | 'scale' | 'step'>,
): IntegerParam {
  return { kind: 'integer', symbol: '', scale: 'linear', step: 1, describe: spoken, ...definition };
}

export function choice<const Choice extends string>(
  definition: Defined<ChoiceParam<Choice>, 'symbol'>,
): ChoiceParam<Choice> {
  const describe = (value: Choice) =>
    definition.options.find((option) => option.value === value)?.label ?? value;
  return { kind: 'choice', symbol: '', describe, ...definition };
}

export function choices<const Choice extends string>(
  definition: Defined<ChoicesParam<Choice>, 'symbol'>,
): ChoicesParam<Choice> {
  const labelOf = (value: Choice) =>
    definition.options.find((option) => option.value === value)?.label ?? value;
  const describe = (values: readonly Choice[]) => values.map(labelOf).join(', ') || 'none';
  return { kind: 'choices', symbol: '', describe, ...definition };
}

export function boolean(definition: Defined<BooleanParam, 'symbol'>): BooleanParam {
  return { kind: 'boolean', symbol: '', describe: (on) => (on ? 'on' : 'off'), ...definition };
}

export function numbers(definition: Defined<NumbersParam, 'symbol' | 'step'>): NumbersParam {
  const describe = (values: readonly number[]) => values.map(spoken).join(', ');
  return { kind: 'numbers', symbol: '', step: 0.1, describe, ...definition };
}

export const text = (definition: Defined<TextParam, 'symbol'>): TextParam => ({
  kind: 'text',
  symbol: '',
  describe: (value) => value || 'none',
  ...definition,
});

/** What is added to a number where it is shown. */
export const shownFrom = (param: NumberParam | IntegerParam): 0 | 1 =>
  param.kind === 'integer' && param.index ? 1 : 0;

/** The range of a parameter; of a signed one that of its magnitude. */
export const boundsOf = ({ min, max }: Pick<NumberParam, 'min' | 'max'>) => [min, max] as const;

export function defaultsOf<T extends ParamTable>(table: T): Values<T> {
  const entries = Object.entries(table).map(([name, param]) => [name, param.default]);
  return Object.fromEntries(entries) as Values<T>;
}

/** Equality of two values of one parameter: by content for lists. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((entry, i) => entry === b[i]);
}
