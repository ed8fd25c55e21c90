/** What a field of a stored record must be. */
export interface Check {
  fits(value: unknown): boolean;
  /** It in words, after "must". */
  readonly must: string;
}

/** The checks of a record's fields, in the order in which they are made; fields without one may be anything. */
export type Checks<T> = Readonly<Partial<Record<keyof T & string, Check>>>;

const MAX_WHOLE = 0xffffffff;

export const isWhole = (value: unknown, min = 0, max = MAX_WHOLE): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

/** A whole number; without bounds one of 32 bits. */
export const whole = (...bounds: [] | [min: number, max: number]): Check => ({
  fits: (value) => isWhole(value, ...bounds),
  must: `be a whole number${bounds.length > 0 ? ` from ${bounds[0]} to ${bounds[1]}` : ''}`,
});

export const oneOf = (names: readonly string[]): Check => ({
  fits: (value) => typeof value === 'string' && names.includes(value),
  must: `be one of ${names.join(', ')}`,
});

export const share: Check = {
  fits: (value) => typeof value === 'number' && value >= 0 && value <= 1,
  must: 'be a share from 0 to 1',
};

export const number: Check = { fits: (value) => typeof value === 'number', must: 'be a number' };

/** Also nothing: null as JSON writes what was not measured, or is not finite; or the field is left out. */
export const orNothing = ({ fits, must }: Check): Check => ({
  fits: (value) => (value ?? null) === null || fits(value),
  must,
});

/** A text, under the word that readers know it by. */
export const text = (word = 'a text'): Check => ({
  fits: (value) => typeof value === 'string',
  must: `be ${word}`,
});

/** What is wrong with a record, as a sentence that names the field and what would be right, or null. */
export function faultOf<T>(value: unknown, checks: Checks<T>): string | null {
  if (typeof value !== 'object' || value === null) return 'it must be an object.';
  const wrong = Object.entries<Check | undefined>(checks).find(
    ([name, check]) => check && !check.fits((value as Readonly<Record<string, unknown>>)[name]),
  );
  return wrong ? `"${wrong[0]}" must ${wrong[1]!.must}.` : null;
}
