import { shorten } from './shorten';

export type ParsedObject =
  | { readonly ok: true; readonly value: object }
  /** `fault`: one sentence of what is wrong with the text. */
  | { readonly ok: false; readonly fault: string };

const failed = (fault: string): ParsedObject => ({ ok: false, fault });

/**
 * Reads a text that should be a JSON object.
 * @param name what it is, to begin sentences with: "The receipt"
 * @param most characters that are read at all
 */
export function parseObject(name: string, text: string, most: number): ParsedObject {
  if (text.trim() === '') return failed(`${name} is empty; paste its JSON or open a file.`);
  if (text.length > most) {
    return failed(`${name} is ${text.length} characters long; at most ${most} are read.`);
  }
  const value = parseJson(text);
  if (value === undefined) {
    return failed(`${name} is not JSON: it begins with "${shorten(text.trim(), 24)}".`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failed(`${name} must be a JSON object, not ${nameOf(value)}.`);
  }
  return { ok: true, value };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a value is called in a sentence about it. */
export function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shorten(JSON.stringify(value) ?? String(value));
}
