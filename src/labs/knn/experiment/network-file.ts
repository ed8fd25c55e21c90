import { partsOf } from './networks';
import { embeddingNames } from '../../../core/networks/embeddings';
import { knnMethods, type KnnSetup } from './spec';

/** A trained network as a file: plain JSON, its weights as the base64 of little-endian float32. */
export interface NetworkFile {
  readonly app: 'noisy-argmax';
  readonly kind: 'knn-network';
  readonly version: string;
  /** What made it: a command, or the state of the page. */
  readonly made: string;
  readonly name: string;
  readonly setup: KnnSetup;
  readonly k: number;
  readonly step: number;
  /** Accuracy on test images when it was saved, as a share; null where it was not measured. */
  readonly accuracy: number | null;
  readonly params: string;
}

export interface SavedNetwork extends Omit<NetworkFile, 'app' | 'kind' | 'params'> {
  readonly params: Float32Array;
}

export type ParsedNetwork =
  | { readonly ok: true; readonly network: SavedNetwork }
  | { readonly ok: false; readonly fault: string };

export function encodeNetwork({ params, ...rest }: SavedNetwork): string {
  const bytes = new Uint8Array(4 * params.length);
  const view = new DataView(bytes.buffer);
  params.forEach((weight, i) => view.setFloat32(4 * i, weight, true));
  const file: NetworkFile = {
    app: 'noisy-argmax',
    kind: 'knn-network',
    ...rest,
    params: toBase64(bytes),
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
  const file = value as Partial<NetworkFile> | null;
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return failed('The file does not hold a JSON object.');
  }
  if (file.app !== 'noisy-argmax' || file.kind !== 'knn-network') {
    return failed('The file is not a network of the neighbours lab of Noisy Argmax.');
  }
  const { setup } = file;
  const fault = setupFault(setup);
  if (fault) return failed(fault);
  if (typeof file.params !== 'string') return failed('"params" of the file must be a text.');
  const params = readParams(file.params);
  if (!params) return failed('"params" of the file must be base64 of finite float32 numbers.');
  const { size } = partsOf(setup!);
  if (params.length !== size) {
    return failed(`"params" of the file holds ${params.length} weights; its network has ${size}.`);
  }
  return {
    ok: true,
    network: {
      version: textOf(file.version),
      made: textOf(file.made),
      name: textOf(file.name).slice(0, 60) || 'a network',
      setup: setup!,
      k: isWhole(file.k, 1, 50) ? file.k : 5,
      step: isWhole(file.step, 0, 1e9) ? file.step : 0,
      accuracy: isShare(file.accuracy) ? file.accuracy : null,
      params,
    },
  };
}

/** Anything else than a text has none: an object may even refuse to become one. */
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

const failed = (fault: string): ParsedNetwork => ({ ok: false, fault });

const isWhole = (value: unknown, min: number, max: number): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;

function setupFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return '"setup" of the file must be an object.';
  const setup = value as Partial<KnnSetup>;
  if (typeof setup.dataset !== 'string') return '"setup.dataset" of the file must be a name.';
  if (!embeddingNames.some((name) => name === setup.network)) {
    return `"setup.network" of the file must be one of ${embeddingNames.join(', ')}.`;
  }
  if (!knnMethods.some((name) => name === setup.method)) {
    return `"setup.method" of the file must be one of ${knnMethods.join(', ')}.`;
  }
  if (!['zero', 'fixed', 'learned'].includes(setup.scale ?? '')) {
    return '"setup.scale" of the file must be zero, fixed or learned.';
  }
  const input: unknown = setup.input;
  if (!Array.isArray(input) || input.length !== 3 || !input.every((n) => isWhole(n, 1, 1024))) {
    return '"setup.input" of the file must be height, width and channels.';
  }
  if (!isWhole(setup.classes, 2, 256)) return '"setup.classes" of the file must be from 2 to 256.';
  if (!isWhole(setup.seed, 0, 0xffffffff))
    return '"setup.seed" of the file must be a whole number.';
  try {
    partsOf(setup as KnnSetup);
  } catch {
    return '"setup.input" of the file is too small for its network.';
  }
  return null;
}

function readParams(text: string): Float32Array | null {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return null;
  }
  if (binary.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const params = new Float32Array(bytes.length / 4);
  for (let i = 0; i < params.length; i++) params[i] = view.getFloat32(4 * i, true);
  return params.every(Number.isFinite) ? params : null;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  const block = 0x8000;
  for (let at = 0; at < bytes.length; at += block) {
    binary += String.fromCharCode(...bytes.subarray(at, at + block));
  }
  return btoa(binary);
}
