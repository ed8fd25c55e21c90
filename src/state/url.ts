import { conform, merge, requirement, type Normalise } from './conform';
import { shorten } from './shorten';
import { defaultsOf, sameValue, type Param, type ParamTable, type Values } from './params';

/** Something in a link that could not be used as it stands. */
export interface UrlNotice {
  readonly param: string;
  /** The text of the link, shortened to fit a sentence. */
  readonly given: string;
  /** The text of what is used instead; '' if nothing is. */
  readonly used: string;
  readonly message: string;
}

export interface Decoded<T extends ParamTable> {
  readonly values: Values<T>;
  readonly notices: readonly UrlNotice[];
}

/** Longer queries are not read at all: no state of a lab comes near it. */
export const MAX_QUERY_LENGTH = 8000;
/** More notices than this tell the reader nothing new. */
const MAX_NOTICES = 6;

/**
 * The query that `decode` turns back into `values`, without what is implied: the defaults, and what
 * `normalise` derives from the entries before it. Numbers are written as the shortest decimal that
 * reads back as the same double.
 */
export function encode<T extends ParamTable>(
  table: T,
  values: Values<T>,
  normalise?: Normalise<T>,
): string {
  const given: Record<string, unknown> = {};
  const parts: string[] = [];
  for (const name of Object.keys(table)) {
    const implied = merge(table, defaultsOf(table), given, normalise);
    if (sameValue(implied[name], values[name])) continue;
    given[name] = values[name];
    parts.push(entry(name, values[name]));
  }
  return parts.join('&');
}

/** One value as a link gives it. */
export const entry = (name: string, value: unknown) => `${name}=${write(value)}`;

function write(value: unknown): string {
  if (Array.isArray(value)) return value.map(write).join(',');
  if (typeof value === 'boolean') return value ? '1' : '0';
  // what would be read as a mark of the query, but not what only parts words
  if (typeof value === 'string')
    return encodeURIComponent(value).replace(/%(2C|3A|3B|3D)/g, decodeURIComponent);
  // '+' would be read as a space
  return String(value).replace('e+', 'e');
}

/**
 * Reads a query, whatever it holds: never throws, the values are always valid, and each departure
 * from the text is reported. Names in `reserved` belong to someone else and pass unread.
 */
export function decode<T extends ParamTable>(
  table: T,
  query: string,
  options: { normalise?: Normalise<T>; reserved?: readonly string[] } = {},
): Decoded<T> {
  if (query.length > MAX_QUERY_LENGTH) {
    const values = merge(table, defaultsOf(table), {}, options.normalise);
    return { values, notices: [tooLong(query)] };
  }
  const { texts, notices } = collect(table, query, options.reserved ?? []);
  const patch: Record<string, unknown> = {};
  for (const [name, text] of texts) {
    const param = table[name];
    const { value, exact } = conform(param, read(param, text), param.default);
    patch[name] = value;
    if (!exact) notices.push(replaced(name, param, text, value));
  }
  const values = merge(table, defaultsOf(table), patch, options.normalise);
  for (const [name, text] of texts) {
    if (!sameValue(values[name], patch[name])) notices.push(unfit(name, text, values[name]));
  }
  return { values, notices: notices.slice(0, MAX_NOTICES) };
}

function collect(table: ParamTable, query: string, reserved: readonly string[]) {
  const texts = new Map<string, string>();
  const notices: UrlNotice[] = [];
  for (const [name, text] of new URLSearchParams(query)) {
    if (reserved.includes(name)) continue;
    if (!Object.hasOwn(table, name)) notices.push(unknown(name, text));
    else if (texts.has(name)) notices.push(repeated(name, text, texts.get(name)!));
    else texts.set(name, text);
  }
  return { texts, notices };
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(text: string): number {
  return DECIMAL.test(text.trim()) ? Number(text) : NaN;
}

const booleans: Readonly<Record<string, boolean>> = { 1: true, 0: false, true: true, false: false };

const partsOf = (text: string) => (text ? text.split(',') : []);

/** The value that a text stands for; NaN or undefined, which fit nothing, where it has none. */
function read(param: Param, text: string): unknown {
  switch (param.kind) {
    case 'number':
    case 'integer':
      return readNumber(text);
    case 'numbers':
      return partsOf(text).map(readNumber);
    case 'boolean':
      return Object.hasOwn(booleans, text) ? booleans[text] : undefined;
    case 'choice':
    case 'text':
      return text;
    case 'choices':
      return partsOf(text);
  }
}

function replaced(name: string, param: Param, text: string, value: unknown): UrlNotice {
  const given = shorten(text);
  const used = shorten(write(value));
  const message = `${name} must be ${requirement(param)}; the link gives "${given}", so ${used || 'none'} is used.`;
  return { param: name, given, used, message };
}

function unfit(name: string, text: string, value: unknown): UrlNotice {
  const given = shorten(text);
  const used = shorten(write(value));
  const message = `${name} must fit the other settings; the link gives "${given}", so ${used || 'none'} is used.`;
  return { param: name, given, used, message };
}

function unknown(name: string, text: string): UrlNotice {
  const param = shorten(name);
  const message = `The link sets "${param}", which this lab does not have; it is ignored.`;
  return { param, given: shorten(text), used: '', message };
}

function repeated(param: string, text: string, first: string): UrlNotice {
  const given = shorten(text);
  const used = shorten(first);
  const message = `The link sets ${param} more than once; the first, "${used}", is used and "${given}" is ignored.`;
  return { param, given, used, message };
}

function tooLong(query: string): UrlNotice {
  const message = `The link is ${query.length} characters long, of which at most ${MAX_QUERY_LENGTH} can be read; every setting is at its default.`;
  return { param: 'link', given: shorten(query), used: '', message };
}
