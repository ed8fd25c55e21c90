import { createHash, type Hash } from 'node:crypto';

export type Floats = Float64Array | Float32Array;

/** What can be recorded: numbers and texts, and lists and objects of them. */
export type Value =
  | number
  | string
  | boolean
  | null
  | Floats
  | Int32Array
  | Uint32Array
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

/**
 * SHA-256 over the bits of a value, in hexadecimal: 0 and -0 differ, all NaN are one (which of them
 * an operation gives is left to the machine), and so do a float32 and a float64 of the same value.
 */
export function hashOf(value: Value): string {
  const hash = createHash('sha256');
  feed(hash, value);
  return hash.digest('hex');
}

function feed(hash: Hash, value: Value): void {
  if (typeof value === 'number') {
    hash.update('number ').update(bytesOf(Float64Array.of(value)));
  } else if (typeof value !== 'object' || value === null) {
    hash.update(`${typeof value} ${JSON.stringify(value)}`);
  } else if (ArrayBuffer.isView(value)) {
    hash.update(`${value.constructor.name} ${value.length} `).update(bytesOf(value));
  } else if (Array.isArray(value)) {
    hash.update(`list ${value.length} `);
    for (const entry of value as readonly Value[]) feed(hash, entry);
  } else {
    const names = Object.keys(value).sort();
    hash.update(`object ${JSON.stringify(names)} `);
    for (const name of names) feed(hash, (value as Readonly<Record<string, Value>>)[name]);
  }
}

function bytesOf(value: Extract<Value, ArrayBufferView>): Uint8Array {
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (!(value instanceof Float64Array || value instanceof Float32Array)) return bytes;
  const size = value.BYTES_PER_ELEMENT;
  let own: Uint8Array | null = null;
  for (let i = 0; i < value.length; i++) {
    if (Number.isNaN(value[i])) (own ??= bytes.slice()).fill(0xff, i * size, (i + 1) * size);
  }
  return own ?? bytes;
}
