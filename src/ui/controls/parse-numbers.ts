export interface NumberListBounds {
  /** Least and greatest length of a list. */
  readonly least: number;
  readonly most: number;
  /** Least and greatest number in it. */
  readonly min: number;
  readonly max: number;
}

export type ParsedNumbers =
  | { readonly ok: true; readonly numbers: readonly number[]; readonly notes: readonly string[] }
  /** One sentence that names what is wrong, where, and what would be right. */
  | { readonly ok: false; readonly fault: string };

const MAX_LENGTH = 20_000;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA_DECIMAL = /(^|[\s;])[+-]?\d+,\d+(?=$|[\s;])/;

/**
 * Numbers as people type and paste them: separated by blanks, line breaks, tabs, semicolons or
 * commas. Never throws.
 */
export function parseNumbers(text: string, bounds: NumberListBounds): ParsedNumbers {
  if (text.length > MAX_LENGTH) {
    return failed(`The text is ${text.length} characters long; at most ${MAX_LENGTH} are read.`);
  }
  const tokens = text.split(/[\s,;]+/).filter((token) => token !== '');
  if (tokens.length === 0) return failed(`There are no numbers; type ${span(bounds)} of them.`);
  const numbers: number[] = [];
  for (const [i, token] of tokens.entries()) {
    const fault = faultOf(token.replace('−', '-'), bounds);
    if (fault) return failed(`Entry ${i + 1}, "${shorten(token)}", ${fault}`);
    numbers.push(Number(token.replace('−', '-')));
  }
  if (decimalCommas(text)) {
    return failed('The numbers seem to have decimal commas; write 0.5 instead of 0,5.');
  }
  if (numbers.length < bounds.least || numbers.length > bounds.most) {
    const count =
      numbers.length === 1 ? 'There is 1 number' : `There are ${numbers.length} numbers`;
    return failed(`${count}; there must be ${span(bounds)}.`);
  }
  return { ok: true, numbers, notes: notesOn(numbers) };
}

function faultOf(token: string, { min, max }: NumberListBounds): string | null {
  if (!NUMBER.test(token)) return 'is not a number such as 0.35 or 1e-3.';
  const value = Number(token);
  if (!Number.isFinite(value)) return 'is too large for a number.';
  if (value < min || value > max) return `must lie between ${min} and ${max}.`;
  return null;
}

/** "0,5 0,7": pairs of digits around a comma, with other marks between them. */
function decimalCommas(text: string): boolean {
  const trimmed = text.trim();
  return COMMA_DECIMAL.test(trimmed) && /\d,\d+[\s;]+[+-]?\d+,\d/.test(trimmed);
}

function notesOn(numbers: readonly number[]): string[] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count > 1);
  if (repeated.length === 0) return [];
  const [number, count] = repeated[0];
  const others = repeated.length - 1;
  const more =
    others === 0 ? '' : others === 1 ? ', as 1 more number is' : `, as ${others} more numbers are`;
  return [`${number} is there ${count} times${more}; equal numbers may swap places.`];
}

const span = ({ least, most }: NumberListBounds) => `${least} to ${most}`;
const failed = (fault: string): ParsedNumbers => ({ ok: false, fault });
const shorten = (text: string) => (text.length <= 24 ? text : `${text.slice(0, 23)}…`);
