/** Pixels from numbers of any usual range, as arrays and tables have them. */
import { DataError } from '../images';

/** Highest values of what is in use: shares of white, 16 levels of grey as in scanned digits, bytes. */
const TOPS = [1, 16, 255] as const;

export interface NamedNumbers {
  readonly name: string;
  readonly values: Uint8Array | Float32Array | Float64Array;
}

export interface Scaled {
  /** For each of the files. */
  readonly pixels: readonly Uint8Array[];
  /** What was done to the numbers; null where they are bytes. */
  readonly note: string | null;
}

/**
 * Bytes as they are; numbers from 0 to 1, 0 to 16, -1 to 1 or of any other range stretched to 0 to 255, in all
 * files alike.
 * @throws DataError naming the file and the number that is not finite
 */
export function scaled(files: readonly NamedNumbers[]): Scaled {
  const ranges = files.map(rangeOf);
  const least = Math.min(...ranges.map((range) => range.least));
  const greatest = Math.max(...ranges.map((range) => range.greatest));
  const whole = ranges.every((range) => range.whole);
  if (whole && least >= 0 && greatest <= 255 && greatest > 16) {
    return { pixels: files.map(({ values }) => Uint8Array.from(values)), note: null };
  }
  const top = TOPS.find((one) => greatest <= one) ?? greatest;
  const signed = greatest <= 1 && least >= -1 ? ([-1, 1] as const) : ([least, greatest] as const);
  const [from, to] = least >= 0 ? ([0, top] as const) : signed;
  const factor = 255 / (to - from || 1);
  return {
    pixels: files.map(({ values }) =>
      Uint8Array.from(values, (value: number) => Math.round(factor * (value - from))),
    ),
    note: `Numbers from ${short(from)} to ${short(to)} are stretched to greys from 0 to 255.`,
  };
}

function rangeOf({ name, values }: NamedNumbers) {
  let least = Infinity;
  let greatest = -Infinity;
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      throw new DataError(`${name}: number ${i + 1} is ${value}; pixels must be finite numbers.`);
    }
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    whole &&= Number.isInteger(value);
  }
  return { least, greatest, whole };
}

const short = (value: number) => String(Number(value.toPrecision(4))).replace('-', '−');
