/** The number of a cell, as people, papers and programs write it. */

export const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
export const COMMA_NUMBER = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
/** What stands for a link that may not be, or for a number that nobody knows. */
export const NO_NUMBER =
  /^[+-]?(?:(?:np|math|numpy|torch)\.|\\)?(nan|inf|infinity|infty|none|null|na|n\/a|-|∞)$/i;
/** Thousands apart by points, apostrophes or narrow blanks, with a decimal comma or point. */
const OTHER_THOUSANDS =
  /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}|(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d+)?)$/;
export const BOOLEAN = /^(?:true|false)$/i;

const FRACTION = /^([+-]?[\d.]+)\s*[/⁄]\s*([\d.]+)$/;
const PERCENT = /^(.*\d)\s*\\?%$/;
const MONEY = /^([+-]?)\s*(\\?[$€£¥₹])\s*([+-]?[\d.,]+)$|^([+-]?[\d.,]+)\s*(\\?[$€£¥₹])$/;

/**
 * How other languages write a number, in the way of most: exponents of Fortran, Mathematica and papers, digits in
 * groups as Python has them, the ends of C and R, fractions of LaTeX.
 */
const HABITS: readonly (readonly [RegExp, string])[] = [
  [/^\$(.*)\$$/, '$1'],
  [/^\\[dt]?frac\{?([+-]?[\d.]+)\}?\{?([\d.]+)\}?$/, '$1/$2'],
  [/(\d)`[\d.]*/, '$1'],
  [
    /^([+-]?[\d.]+)(?:d|\*\^|\s*(?:[×x·*]|\\times|\\cdot)\s*10(?:\^|\*\*)?\{?)([+-]?\d+)\}?$/i,
    '$1e$2',
  ],
  [/^([+-]?[\d.]+(?:e[+-]?\d+)?)[fl]$/i, '$1'],
];
const GROUPS = /^[+-]?\d{1,3}(?:_\d{3})+(?=$|[.e])/;

/** A number, and the sign of money that stood at it, or whether it is a share in percent. */
export interface CellNumber {
  readonly value: number;
  readonly money?: string;
  readonly percent?: boolean;
}

/** Whether some comma can be nothing but that of a decimal: 0,5 or 1,25, but not 1,000. */
export const haveDecimals = (cells: readonly string[]): boolean =>
  cells.some((cell) => COMMA_NUMBER.test(cell) && !THOUSANDS.test(cell));

/** Whether a comma in a cell is that of a decimal: never, perhaps, or in every cell. */
export type Commas = 'never' | 'perhaps' | 'always';

/** The number of a cell, or what is wrong with it, to follow its place. */
export function numberOf(cell: string, commas: Commas): CellNumber | string {
  const plain = HABITS.reduce((text, [habit, usual]) => text.replace(habit, usual), cell).replace(
    GROUPS,
    (digits) => digits.replaceAll('_', ''),
  );
  const shown = cell.length <= 24 ? cell : `${cell.slice(0, 23)}…`;
  const digits = (text: string) => ofDigits(text, shown, commas);
  if (plain === '') return 'is empty.';
  if (NO_NUMBER.test(plain)) {
    return `is “${shown}”: a link that may not be needs a number that is bad enough, such as a cost of 1000.`;
  }
  if (BOOLEAN.test(plain)) return { value: plain.toLowerCase() === 'true' ? 1 : 0 };
  const [, share] = PERCENT.exec(plain) ?? [];
  if (share !== undefined) {
    const read = digits(share.trim());
    return typeof read === 'string' ? read : { value: hundredth(read.value), percent: true };
  }
  const [, sign = '', before, amount, other, behind] = MONEY.exec(plain) ?? [];
  const money = before ?? behind;
  if (money !== undefined) {
    const read = digits(sign + (amount ?? other));
    return typeof read === 'string' ? read : { ...read, money: money.replace('\\', '') };
  }
  const [, above, below] = FRACTION.exec(plain) ?? [];
  const quotient = Number(above) / Number(below);
  return Number.isFinite(quotient) ? { value: quotient } : digits(plain);
}

/** Without the rounding of a division. */
const hundredth = (value: number) => Number(`${value}e-2`) || value / 100;

function ofDigits(text: string, shown: string, commas: Commas): CellNumber | string {
  if (NUMBER.test(text)) return { value: Number(text) };
  const isDecimal = commas === 'always' || (commas === 'perhaps' && !THOUSANDS.test(text));
  if (isDecimal && COMMA_NUMBER.test(text)) return { value: Number(text.replace(',', '.')) };
  if (THOUSANDS.test(text)) {
    return `is “${shown}”, which has commas for thousands or for a decimal: write ${text.replaceAll(',', '')} or ${text.replace(',', '.')}.`;
  }
  if (OTHER_THOUSANDS.test(text)) {
    return `is “${shown}”, which has marks for thousands: write ${withoutGroups(text)}.`;
  }
  return `is “${shown}”, which is no number such as 0.35 or 1e-3.`;
}

/** A number without marks for thousands. */
const withoutGroups = (cell: string) =>
  (/^[+-]?[\d.]+(,\d+)?$/.test(cell)
    ? cell.replaceAll('.', '')
    : cell.replace(/['’\u00a0\u202f]/g, '')
  ).replace(',', '.');
