import { floatsOfText, textOfFloats } from '../../core/float-text';
import { allFinite } from '../../core/vector';
import * as v from 'valibot';
import { embeddingNames } from '../../core/networks/embeddings';
import { partsOf } from './experiment/networks';
import { knnMethods, type KnnSetup } from './experiment/spec';

const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const side = whole(1, 1024);
const scales = ['zero', 'fixed', 'learned'] as const;

const setupSchema = v.object({
  dataset: v.string(),
  input: v.pipe(v.strictTuple([side, side, side]), v.readonly()),
  classes: whole(2, 256),
  network: v.picklist(embeddingNames),
  method: v.picklist(knnMethods),
  scale: v.picklist(scales),
  seed: whole(0, 0xffffffff),
});

/** Whatever is no text is no text: an object may even refuse to become one. */
const text = v.fallback(v.string(), '');

/**
 * A trained network as a file: plain JSON, its weights as the base64 of little-endian float32. What can be
 * done without is replaced where it makes no sense.
 */
const schema = v.object({
  app: v.literal('noisy-argmax'),
  kind: v.literal('knn-network'),
  version: text,
  /** What made it: a command, or the state of the page. */
  made: text,
  name: text,
  setup: setupSchema,
  k: v.fallback(whole(1, 50), 5),
  step: v.fallback(whole(0, 1e9), 0),
  /** Accuracy on test images when it was saved, as a share; null where it was not measured. */
  accuracy: v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null),
  params: v.string(),
});

type NetworkFile = Readonly<v.InferOutput<typeof schema>>;

/** What each field must be, to end the sentence "... of the file must be". */
const right: Readonly<Record<string, string>> = {
  setup: 'an object',
  'setup.dataset': 'a name',
  'setup.network': `one of ${embeddingNames.join(', ')}`,
  'setup.method': `one of ${knnMethods.join(', ')}`,
  'setup.scale': 'zero, fixed or learned',
  'setup.input': 'height, width and channels',
  'setup.classes': 'from 2 to 256',
  'setup.seed': 'a whole number',
  params: 'a text',
};

export interface SavedNetwork extends Omit<NetworkFile, 'app' | 'kind' | 'params'> {
  readonly params: Float32Array;
}

export type ParsedNetwork =
  | { readonly ok: true; readonly network: SavedNetwork }
  | { readonly ok: false; readonly fault: string };

export function encodeNetwork({ params, ...rest }: SavedNetwork): string {
  const file: NetworkFile = {
    app: 'noisy-argmax',
    kind: 'knn-network',
    ...rest,
    params: textOfFloats(params),
  };
  return `${JSON.stringify(file)}\n`;
}

/** Never throws; a fault is one sentence that names the field and what would be right. */
export function parseNetwork(text: string): ParsedNetwork {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed('The file is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failed('The file does not hold a JSON object.');
  }
  const checked = v.safeParse(schema, value, { abortEarly: true });
  if (!checked.success) return failed(faultOf(checked.issues[0]));
  const { app: _app, kind: _kind, ...file } = checked.output;
  const size = sizeOf(file.setup);
  if (size === null) return failed('"setup.input" of the file is too small for its network.');
  const params = readParams(file.params);
  if (!params) return failed('"params" of the file must be base64 of finite float32 numbers.');
  if (params.length !== size) {
    return failed(`"params" of the file holds ${params.length} weights; its network has ${size}.`);
  }
  const name = file.name.slice(0, 60) || 'a network';
  return { ok: true, network: { ...file, name, params } };
}

function faultOf({ path }: v.InferIssue<typeof schema>): string {
  const field = (path ?? [])
    .slice(0, 2)
    .map(({ key }) => String(key))
    .join('.');
  return field in right
    ? `"${field}" of the file must be ${right[field]}.`
    : 'The file is not a network of the neighbours lab of Noisy Argmax.';
}

/** Weights of the network of a setup; null where its images are too small for it. */
function sizeOf(setup: KnnSetup): number | null {
  try {
    return partsOf(setup).size;
  } catch {
    return null;
  }
}

const failed = (fault: string): ParsedNetwork => ({ ok: false, fault });

function readParams(text: string): Float32Array | null {
  const params = floatsOfText(text);
  return params && allFinite(params) ? params : null;
}
