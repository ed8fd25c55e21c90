import { parseHash } from './route';
import { MAX_QUERY_LENGTH, shorten } from './url';

export const APP = 'noisy-argmax';

/** What an exported figure carries, and what it takes to make it again. */
export interface Receipt {
  readonly app: typeof APP;
  readonly version: string;
  /** When it was made, in ISO 8601; left out where nobody says. */
  readonly created?: string;
  /** The state of the page: `#/argmax?sigma=0.5`. */
  readonly hash: string;
  readonly seed: number;
  readonly backend: string;
  readonly adapter: string;
  readonly samples: number;
  /** Fingerprint of the exported table, see data-hash.ts. */
  readonly dataHash: string;
}

export type ParsedReceipt =
  | { readonly ok: true; readonly receipt: Receipt }
  /** `fault`: one sentence that names the field, its value and what would be right. */
  | { readonly ok: false; readonly fault: string };

/** One line of JSON; keys in a fixed order, so equal receipts are equal texts. */
export function encodeReceipt(receipt: Receipt): string {
  const { app, version, created, hash, seed, backend, adapter, samples, dataHash } = receipt;
  const when = created === undefined ? {} : { created };
  return JSON.stringify({ app, version, ...when, hash, seed, backend, adapter, samples, dataHash });
}

const MAX_LENGTH = 20_000;

export function parseReceipt(text: string): ParsedReceipt {
  if (text.trim() === '') return failed('The receipt is empty; paste its JSON or open a file.');
  if (text.length > MAX_LENGTH) {
    return failed(`The receipt is ${text.length} characters long; at most ${MAX_LENGTH} are read.`);
  }
  const value = parseJson(text);
  if (value === undefined) {
    return failed(`The receipt is not JSON: it begins with "${shorten(text.trim(), 24)}".`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failed(`The receipt must be a JSON object, not ${nameOf(value)}.`);
  }
  return checkFields(value as Record<string, unknown>);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Rule {
  readonly right: string;
  readonly optional?: true;
  fits(value: unknown): boolean;
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max;
const isWhole = (value: unknown, max: number) =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max;

const rules: { readonly [Field in keyof Receipt]-?: Rule } = {
  app: { right: `"${APP}"`, fits: (value) => value === APP },
  version: {
    right: 'a version such as "0.1.0"',
    fits: (value) => isText(value, 40) && /^\d+\.\d+\.\d+/.test(value),
  },
  created: {
    right: 'a date in ISO 8601',
    optional: true,
    fits: (value) =>
      isText(value, 40) && /^\d{4}-\d\d-\d\d/.test(value) && !isNaN(Date.parse(value)),
  },
  hash: {
    right: 'the state of a lab such as "#/argmax?sigma=0.5"',
    fits: (value) =>
      isText(value, MAX_QUERY_LENGTH) && value.startsWith('#/') && parseHash(value).lab !== '',
  },
  seed: {
    right: 'a whole number from 0 to 4294967295',
    fits: (value) => isWhole(value, 0xffffffff),
  },
  backend: { right: 'the name of a backend such as "webgpu"', fits: (value) => isText(value, 40) },
  adapter: {
    right: 'the name of an adapter, which may be empty',
    fits: (value) => value === '' || isText(value, 300),
  },
  samples: {
    right: 'a whole number of samples, 0 or more',
    fits: (value) => isWhole(value, Number.MAX_SAFE_INTEGER),
  },
  dataHash: {
    right: '"fnv1a64:" and 16 hexadecimal digits',
    fits: (value) => typeof value === 'string' && /^fnv1a64:[0-9a-f]{16}$/.test(value),
  },
};

function checkFields(given: Record<string, unknown>): ParsedReceipt {
  const receipt: Record<string, unknown> = {};
  for (const [field, rule] of Object.entries(rules)) {
    if (!Object.hasOwn(given, field)) {
      if (rule.optional) continue;
      return failed(`The receipt has no "${field}"; it must be ${rule.right}.`);
    }
    if (!rule.fits(given[field])) {
      return failed(
        `"${field}" of the receipt must be ${rule.right}, not ${nameOf(given[field])}.`,
      );
    }
    receipt[field] = given[field];
  }
  return { ok: true, receipt: receipt as unknown as Receipt };
}

const failed = (fault: string): ParsedReceipt => ({ ok: false, fault });

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shorten(JSON.stringify(value) ?? String(value));
}
