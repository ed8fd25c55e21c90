import { unzipSync, type UnzipFileInfo } from 'fflate';
import type { FolderEntry } from './folder';
import { checkIsData, reasonOf } from './bytes';
import { DataError } from './images';

/** Far more than any folder of images; what unpacks to more is an accident or a trap. */
const MAX_BYTES = 1 << 30;

/**
 * The files of a zip archive.
 * @throws DataError naming the archive where it is damaged or unpacks to more than `most` bytes
 */
export function readZip(name: string, bytes: Uint8Array, most = MAX_BYTES): FolderEntry[] {
  checkIsData(name, bytes, 'a zip archive');
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw new DataError(`${name} is no zip archive; pack the folder of images as a .zip file.`);
  }
  let total = 0;
  const fits = ({ name: path, originalSize }: UnzipFileInfo) => {
    if (path.endsWith('/')) return false;
    total += originalSize;
    return total <= most;
  };
  const files = unpacked(name, bytes, fits);
  if (total > most) {
    throw new DataError(`${name} unpacks to more than ${most} bytes, which is more than is read.`);
  }
  return Object.entries(files).map(([path, content]) => ({ path, bytes: content }));
}

function unpacked(
  name: string,
  bytes: Uint8Array,
  filter: (file: UnzipFileInfo) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    throw new DataError(`${name} is a damaged zip archive (${reasonOf(error)}); pack it again.`);
  }
}
