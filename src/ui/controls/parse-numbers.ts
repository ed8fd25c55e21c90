import { plainSigns } from '../../core/plain-signs';

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
const ONE_COMMA = /^[+-]?[\d.]+,\d+(e[+-]?\d+)?$/i;
/** A list as programs write it: a name, a constructor, brackets, and what follows the numbers of an array. */
const LIST =
  /^\s*(?:[\w.]+\s*[=:]\s*)?(?:[\w.]+\s*)?[[({]+([^[\](){}]*)[\])}]+(?:,[^()]*\))?;?\s*$/;
/** Thousands apart by a blank, beside nothing else. */
const GROUPED = /^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;

/**
 * Numbers as people type and paste them: separated by blanks, line breaks, tabs, semicolons or
 * commas, in the brackets of a program or not. Never throws.
 */
export function parseNumbers(text: string, bounds: NumberListBounds): ParsedNumbers {
  if (text.length > MAX_LENGTH) {
    return failed(`The text is ${text.length} characters long; at most ${MAX_LENGTH} are read.`);
  }
  const signs = plainSigns(text);
  const list = LIST.exec(signs)?.[1] ?? signs;
  const thousands = groupedNumber(list);
  if (thousands !== null) {
    const [full, both] = [thousands.replace(/\s/g, ''), thousands.replace(/\s/g, ' and ')];
    return failed(`"${thousands}" may be ${full} or ${both}: write it without a blank in it.`);
  }
  const twofold = decimalComma(list);
  if (twofold !== null) {
    const point = twofold.replaceAll('.', '').replace(',', '.');
    return failed(
      `"${shorten(twofold)}" may have a decimal comma or be two numbers: write ${shorten(point)}, or put a blank after the comma.`,
    );
  }
  const tokens = list.split(/[\s,;]+/).filter((token) => token !== '');
  if (tokens.length === 0) return failed(`There are no numbers; type ${span(bounds)} of them.`);
  const numbers: number[] = [];
  for (const [i, token] of tokens.entries()) {
    const fault = faultOf(token, bounds);
    if (fault) return failed(`Entry ${i + 1}, "${shorten(token)}", ${fault}`);
    numbers.push(Number(token));
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

/**
 * Of "0,5 0,7" the first entry with one comma between digits, beside entries that are kept apart by other marks;
 * null where the comma keeps entries apart, as in "1,2,3" and its rows.
 */
function decimalComma(text: string): string | null {
  const entries = text.split(/[\s;]+/).map((entry) => entry.replace(/^,+|,+$/g, ''));
  const there = entries.filter((entry) => entry !== '');
  if (there.length < 2 || there.some((entry) => /,.*,/.test(entry))) return null;
  return there.find((entry) => ONE_COMMA.test(entry)) ?? null;
}

/**
 * Of "1 000; 2 500" the first entry with a blank between digits, beside entries that are kept apart by other marks;
 * null where blanks keep entries apart.
 */
function groupedNumber(text: string): string | null {
  const entries = text.split(/[;\t]|,\s/).map((entry) => entry.trim());
  const isNumber = (entry: string) => NUMBER.test(entry) || ONE_COMMA.test(entry);
  const there = entries.filter((entry) => entry !== '');
  if (there.length < 2 || !there.every((entry) => isNumber(entry) || GROUPED.test(entry)))
    return null;
  return there.find((entry) => GROUPED.test(entry)) ?? null;
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
