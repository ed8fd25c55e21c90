import * as v from 'valibot';
import { nameOf, parseObject } from './json-file';
import { parseHash } from './route';
import { MAX_QUERY_LENGTH } from './url';

export const APP = 'noisy-argmax';

const name = v.pipe(v.string(), v.nonEmpty(), v.maxLength(40));
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max));

/** What an exported figure carries, and what it takes to make it again. */
const schema = v.object({
  app: v.literal(APP),
  version: v.pipe(name, v.regex(/^\d+\.\d+\.\d+/)),
  /** When it was made, in ISO 8601; left out where nobody says. */
  created: v.exactOptional(
    v.pipe(
      name,
      v.regex(/^\d{4}-\d\d-\d\d/),
      v.check((text) => !isNaN(Date.parse(text))),
    ),
  ),
  /** The state of the page: `#/argmax?sigma=0.5`. */
  hash: v.pipe(
    v.string(),
    v.maxLength(MAX_QUERY_LENGTH),
    v.startsWith('#/'),
    v.check((text) => parseHash(text).lab !== ''),
  ),
  seed: whole(0xffffffff),
  backend: name,
  adapter: v.pipe(v.string(), v.maxLength(300)),
  samples: whole(Number.MAX_SAFE_INTEGER),
  /** Fingerprint of the exported table, see data-hash.ts. */
  dataHash: v.pipe(v.string(), v.regex(/^fnv1a64:[0-9a-f]{16}$/)),
});

export type Receipt = Readonly<v.InferOutput<typeof schema>>;

/** What each field must be, to end the sentence "... must be". */
const right: { readonly [Field in keyof Receipt]-?: string } = {
  app: `"${APP}"`,
  version: 'a version such as "0.1.0"',
  created: 'a date in ISO 8601',
  hash: 'the state of a lab such as "#/argmax?sigma=0.5"',
  seed: 'a whole number from 0 to 4294967295',
  backend: 'the name of a backend such as "webgpu"',
  adapter: 'the name of an adapter, which may be empty',
  samples: 'a whole number of samples, 0 or more',
  dataHash: '"fnv1a64:" and 16 hexadecimal digits',
};

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
  const parsed = parseObject('The receipt', text, MAX_LENGTH);
  return parsed.ok ? checkFields(parsed.value) : parsed;
}

/** The first field that is wrong is the one that the reader hears of. */
function checkFields(given: object): ParsedReceipt {
  const checked = v.safeParse(schema, given, { abortEarly: true });
  if (checked.success) return { ok: true, receipt: checked.output };
  const field = v.getDotPath(checked.issues[0]) as keyof Receipt;
  if (!Object.hasOwn(given, field)) {
    return failed(`The receipt has no "${field}"; it must be ${right[field]}.`);
  }
  const { input } = checked.issues[0];
  return failed(`"${field}" of the receipt must be ${right[field]}, not ${nameOf(input)}.`);
}

const failed = (fault: string): ParsedReceipt => ({ ok: false, fault });
