const SUPERSCRIPT: Record<string, string> = Object.fromEntries(
  [...'-0123456789'].map((digit, i) => [digit, [...'⁻⁰¹²³⁴⁵⁶⁷⁸⁹'][i]]),
);

const withMinus = (text: string) => text.replace(/^-/, '−');

/**
 * A number for people: `digits` significant digits, always that many (the width does not jump while
 * it changes), a true minus sign, powers of ten outside 0.0001 to 100,000.
 */
export function formatNumber(value: number, digits = 3): string {
  if (Number.isNaN(value)) return 'n/a';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string];
  const power = Number(exponent);
  if (power < -4 || power >= 5) return `${withMinus(mantissa)}×${powerOfTen(power)}`;
  return withMinus(value.toFixed(Math.max(0, digits - 1 - power)));
}

/** 10 raised to an integer, in superscript figures. */
export function powerOfTen(power: number): string {
  return `10${[...String(power)].map((digit) => SUPERSCRIPT[digit]).join('')}`;
}

/** A round value on an axis: no digits that say nothing; bare powers of ten far from one. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 0.001 && size < 1e5) return withMinus(String(Number(value.toPrecision(6))));
  const [mantissa, power] = size.toExponential(2).split('e').map(Number);
  const sign = value < 0 ? '−' : '';
  return `${sign}${mantissa === 1 ? '' : `${mantissa}×`}${powerOfTen(power)}`;
}

/** A value to a fixed number of decimals, as scores and shares have. */
export function formatFixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

/** Two standard errors, as every figure states its uncertainty. */
export function formatTwoErrors(standardError: number): string {
  return `± ${formatNumber(2 * standardError, 2)}`;
}

/** "A", "A and B", "A, B and C". */
export function formatList(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** A share from 0 to 1, to that many digits. */
export const formatPercent = (share: number, digits?: number): string =>
  `${formatNumber(100 * share, digits)}%`;

/** "2nd", "5th", "21st". */
export function ordinal(n: number): string {
  const tens = Math.floor(n / 10) % 10;
  const end = tens === 1 ? undefined : ['th', 'st', 'nd', 'rd'][n % 10];
  return `${n}${end ?? 'th'}`;
}
