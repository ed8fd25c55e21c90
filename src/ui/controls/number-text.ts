/** What a number field takes. With `eitherSign` the bounds are those of the magnitude. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly eitherSign?: boolean;
}

export interface ReadNumber {
  /** The valid number nearest to the text, or null if it is no number at all. */
  readonly value: number | null;
  /** One sentence, or null if the text is fine. */
  readonly fault: string | null;
}

/** A decimal with a point or a comma, and any of the minus signs that people paste. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function readNumber(name: string, text: string, bounds: NumberBounds): ReadNumber {
  const plain = text.trim().replace(/[−–]/, '-').replace(',', '.');
  if (!DECIMAL.test(plain)) {
    return { value: null, fault: `${name} must be ${wanted(bounds)}, not "${text.slice(0, 20)}".` };
  }
  const given = Number(plain);
  const value = nearest(given, bounds);
  if (value === given) return { value, fault: null };
  return { value, fault: `${name} must be ${wanted(bounds)}; ${showNumber(value, 10)} is used.` };
}

function nearest(given: number, { min, max, integer, eitherSign }: NumberBounds): number {
  const whole = integer ? Math.round(given) : given;
  const clamp = (x: number) => Math.min(max, Math.max(min, x));
  return eitherSign ? clamp(Math.abs(whole)) * (whole < 0 ? -1 : 1) : clamp(whole);
}

function wanted({ min, max, integer, eitherSign }: NumberBounds): string {
  const noun = integer ? 'a whole number' : 'a number';
  return eitherSign
    ? `${noun} of magnitude ${min} to ${max}`
    : `${noun} from ${showNumber(min, 10)} to ${showNumber(max, 10)}`;
}

/** A number in few digits, with a true minus sign; integers of any size in full. */
export function showNumber(value: number, digits = 4): string {
  const short = Number.isInteger(value) ? value : Number(value.toPrecision(digits));
  return String(short).replace(/-/g, '−');
}
