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

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Thousands in groups of three, as some country or other writes them; then the decimals. */
const GROUPED = [
  /^[+-]?\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/,
  /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/,
  /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/,
  /^[+-]?\d{1,3}(?:,\d{3}){2,}$/,
  /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/,
];
const ONE_GROUP = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** The digits of a number with a point or a comma, and with thousands marked or not. */
function plainDigits(trimmed: string, integer: boolean): string {
  if (integer && ONE_GROUP.test(trimmed)) return trimmed.replace(/[.,]/, '');
  const form = GROUPED.findIndex((grouped) => grouped.test(trimmed));
  if (form < 0) return trimmed.replace(',', '.');
  if (form > 2) return trimmed.replace(/[.,]/g, '');
  // of two marks the last one is before the decimals
  return trimmed.replace(/[ '’\u00a0\u202f]|[.,](?=.*[.,])/g, '').replace(',', '.');
}

/** @param plainly makes a plain text of one in the signs of another script */
export function readNumber(
  name: string,
  text: string,
  bounds: NumberBounds,
  plainly = (odd: string) => odd,
): ReadNumber {
  const trimmed = plainly(text).trim().replace(/[−–]/, '-');
  // in a field that takes fractions "1,000" is 1 to some and 1000 to others
  if (!bounds.integer && ONE_GROUP.test(trimmed) && trimmed.includes(',')) {
    const [less, more] = [Number(trimmed.replace(',', '.')), trimmed.replace(',', '')];
    return { value: null, fault: `${name}: write ${less} or ${more} for "${text.trim()}".` };
  }
  const plain = plainDigits(trimmed, bounds.integer ?? false);
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
