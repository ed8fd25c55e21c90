import { concatenated, reasonOf } from './bytes';
import { DataError } from './images';

/** Far more than any set of images; what unpacks to more is an accident or a trap. */
const MAX_BYTES = 1 << 30;

export const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/**
 * The unpacked bytes of a gzip file; bytes that are not gzip come back as they are, because some
 * servers and browsers unpack on the way.
 * @throws DataError naming the file where it is damaged or unpacks to more than `most` bytes
 */
export async function gunzip(
  name: string,
  bytes: Uint8Array,
  most = MAX_BYTES,
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  let chunks: Uint8Array[] | null;
  try {
    chunks = await unpacked(bytes, most);
  } catch (error) {
    throw new DataError(`${name} is a damaged gzip file (${reasonOf(error)}); get it again.`);
  }
  if (chunks) return concatenated(chunks);
  throw new DataError(`${name} unpacks to more than ${most} bytes, which is more than is read.`);
}

/** The chunks of the unpacked stream, or null where they are more than `most` bytes. */
async function unpacked(bytes: Uint8Array, most: number): Promise<Uint8Array[] | null> {
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array[] = [];
  for (let total = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    total += value.length;
    if (total > most) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}
