import { plainSigns } from '../core/plain-signs';

/**
 * The check value of links that the page gives out: the first entry of a link says how long the rest is and
 * what it adds up to, so that a link that was cut, glued to a full stop or wrapped on its way is known for
 * what it is. Links without one are read as they stand.
 */

/** What a link says after its `?`, but for its check value. */
export interface CheckedText {
  /** The check value as the link gives it. */
  readonly check: string;
  readonly text: string;
}

/** What came of a link. */
export interface Examined {
  /** The text as it was given out, or what there is of it. */
  readonly text: string;
  /** What is wrong, in a sentence; null where nothing is. */
  readonly fault: string | null;
}

/** A hash of the page with its check value; one that says nothing but a lab has none to give. */
export function sealed(hash: string): string {
  const at = hash.indexOf('?');
  if (at < 0) return hash;
  const text = hash.slice(at + 1);
  return `${hash.slice(0, at + 1)}check=${checkOf(text)}&${text}`;
}

/** The length of a text and four digits of its sum, both to base 36. */
const checkOf = (text: string) => `${text.length.toString(36)}.${sumOf(text)}`;

/** FNV-1a of the UTF-16 units (Fowler, Noll and Vo), the last four digits to base 36. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return ((sum >>> 0) % 36 ** 4).toString(36).padStart(4, '0');
}

/** Reads a link that has a check value, as far as it can be put right. */
export function examine({ check, text }: CheckedText): Examined {
  const [, digits, sum] = /^([0-9a-z]{1,4})\.([0-9a-z]{4})$/.exec(check) ?? [];
  if (digits === undefined) {
    return {
      text,
      fault: 'The check value of this link was changed, so it may not say all that it did.',
    };
  }
  const length = parseInt(digits, 36);
  const fits = (given: string) => given.length === length && sumOf(given) === sum;
  if (fits(text)) return { text, fault: null };
  const whole = [text, decoded(text), decoded(decoded(text))].flatMap((one) => [
    ...[one, unwrapped(one), plain(one), plain(one).toLowerCase()],
  ]);
  const right = whole
    .flatMap((one) => startsOf(one).map((from) => one.slice(from, from + length)))
    .find(fits);
  if (right !== undefined) {
    return { text: right, fault: 'This link was changed on its way; it could be put right.' };
  }
  const rest = text.replace(/(\.{3}|…|%E2%80%A6)$/i, '');
  const came = unwrapped(rest).length;
  if (came >= length) {
    return {
      text,
      fault: 'This link was changed on its way: it may not show what it was made to show.',
    };
  }
  const last = /([^&=]*)(=[^&]*)?$/.exec(rest)?.[1];
  const doubtful = last ? ` What it says of "${last}" may be cut too.` : '';
  return {
    text: rest,
    fault: `This link was cut: ${came} of its ${length} characters came. What is missing is at its default.${doubtful}`,
  };
}

/** Where what was given out may begin: programs put parts of their own before it. */
const startsOf = (text: string) => [0, ...[...text.matchAll(/&/g)].map(({ index }) => index + 1)];

/** Texts that mail programs have written with percent signs. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A link without what programs put into texts: signs that have no width, quotes of mails and soft ends of their
 * lines, strokes in the place of a minus, backslashes before marks, and with one mark before its parts.
 */
const plain = (text: string) =>
  unwrapped(
    plainSigns(text)
      .replace(/=\r?\n|\r?\n>+ ?/g, '')
      .replace(/(?<==|&|^)(?:3D|amp;|#38;|#x26;)/gi, '')
      .replaceAll('?', '&')
      .replaceAll('+', '')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/\\(?=[^a-z\d\s])/gi, ''),
  );

/** A link over several lines, as one. */
const unwrapped = (text: string) => text.replace(/\s|%20|%0A|%0D/gi, '');
