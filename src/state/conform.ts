import type { ChoicesParam, NumbersParam, Param, ParamTable, TextParam, Values } from './params';
import { sameValue } from './params';

/** A value that fits its parameter. `exact` is false if it is not the value that was asked for. */
export interface Conformed<Value = unknown> {
  readonly value: Value;
  readonly exact: boolean;
}

/**
 * The valid value nearest to `value`, or `fallback` if there is no such thing (NaN, a wrong type, a
 * list that is too short or holds something other than numbers).
 */
export function conform(param: Param, value: unknown, fallback: unknown): Conformed {
  switch (param.kind) {
    case 'number':
    case 'integer':
      return conformNumber(param, value, fallback);
    case 'boolean':
      return keepIf(typeof value === 'boolean', value, fallback);
    case 'choice':
      return keepIf(
        param.options.some((option) => option.value === value),
        value,
        fallback,
      );
    case 'text':
      return keepIf(fitsForm(param, value), value, fallback);
    case 'choices':
      return conformChoices(param, value, fallback);
    case 'numbers':
      return conformList(param, value, fallback);
  }
}

const keepIf = (fits: boolean, value: unknown, fallback: unknown): Conformed =>
  fits ? { value, exact: true } : { value: fallback, exact: false };

const fitsForm = ({ form, most }: TextParam, value: unknown): boolean =>
  typeof value === 'string' && value.length <= most && form.test(value);

/** What is not an option is left out, and so is what comes twice. */
function conformChoices(param: ChoicesParam, value: unknown, fallback: unknown): Conformed {
  if (!Array.isArray(value)) return { value: fallback, exact: false };
  const known = (entry: unknown) => param.options.some((option) => option.value === entry);
  const near = [...new Set(value.filter(known))];
  const exact = sameValue(near, value);
  return { value: exact ? value : near, exact };
}

type Numeric = Extract<Param, { kind: 'number' | 'integer' }>;

function conformNumber(param: Numeric, value: unknown, fallback: unknown): Conformed {
  if (typeof value !== 'number' || Number.isNaN(value)) return { value: fallback, exact: false };
  const whole = param.kind === 'integer' ? Math.round(value) : value;
  const near = param.scale === 'signed-log' ? clampSigned(param, whole) : clamp(param, whole);
  return { value: near + 0, exact: near === value };
}

const clamp = ({ min, max }: { min: number; max: number }, value: number) =>
  Math.min(max, Math.max(min, value));

/** Zero has no sign of its own, so it takes that of the default. */
function clampSigned(param: Numeric, value: number): number {
  return clamp(param, Math.abs(value)) * Math.sign(value || param.default);
}

function conformList(param: NumbersParam, value: unknown, fallback: unknown): Conformed {
  const usable =
    Array.isArray(value) &&
    value.length >= param.minLength &&
    value.every((entry) => typeof entry === 'number' && !Number.isNaN(entry));
  if (!usable) return { value: fallback, exact: false };
  const near = (value as number[]).slice(0, param.maxLength).map((x) => clamp(param, x) + 0);
  const exact = sameValue(near, value);
  return { value: exact ? value : near, exact };
}

/** Changes values so that they fit each other; an entry may depend on earlier ones of the table only. */
export type Normalise<T extends ParamTable> = (values: Values<T>) => Values<T>;

/**
 * `base` with the entries of `patch`, every one made valid. What cannot be used keeps the entry of
 * `base`, and unknown names are left out. Lists that do not change keep their identity, so selectors
 * over them stay quiet.
 */
export function merge<T extends ParamTable>(
  table: T,
  base: Values<T>,
  patch: { readonly [name: string]: unknown },
  normalise: Normalise<T> = (values) => values,
): Values<T> {
  const next: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (!Object.hasOwn(table, name)) continue;
    next[name] = conform(table[name], value, next[name]).value;
  }
  return keepIdentity(base, normalise(next as Values<T>));
}

function keepIdentity<T extends ParamTable>(before: Values<T>, after: Values<T>): Values<T> {
  const kept = Object.entries(after).map(([name, value]) => {
    const old: unknown = before[name];
    return [name, sameValue(old, value) ? old : value] as const;
  });
  const changed = kept.some(([name, value]) => before[name] !== value);
  return changed ? (Object.fromEntries(kept) as Values<T>) : before;
}

/** What the parameter takes, to end the sentence "sigma must be ...". */
export function requirement(param: Param): string {
  switch (param.kind) {
    case 'number':
      return param.scale === 'signed-log'
        ? `a number of magnitude ${param.min} to ${param.max}, of either sign`
        : `a number from ${param.min} to ${param.max}`;
    case 'integer':
      return `a whole number from ${param.min} to ${param.max}`;
    case 'choice':
      return `one of ${param.options.map((option) => option.value).join(', ')}`;
    case 'choices':
      return `some of ${param.options.map((option) => option.value).join(', ')}`;
    case 'boolean':
      return '1 or 0';
    case 'text':
      return param.must;
    case 'numbers': {
      const { minLength, maxLength, min, max } = param;
      const count = minLength === maxLength ? maxLength : `${minLength} to ${maxLength}`;
      return `${count} numbers, each from ${min} to ${max}`;
    }
  }
}
