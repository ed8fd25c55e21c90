/** Files of a reader with all archives in them opened. */
import { sameBytes } from '../bytes';
import { readTar } from '../archives/tar';
import { readZip } from '../archives/zip';
import type { FolderEntry } from '../folder';
import { gunzip } from '../gunzip';
import { DataError } from '../images';
import { inUtf8, kindOf, type Kind } from './kind';
import { folderOf, isSystemFile, plainName } from './names';

export interface OpenedFile extends FolderEntry {
  readonly kind: Exclude<Kind, 'gzip' | 'zip' | 'tar'>;
}

/** A file in an archive in an archive: deeper ones are traps. */
const MAX_DEPTH = 5;
/** Far more than any set of images. */
const MAX_BYTES = 1 << 30;

/**
 * The files, and in place of archives and packed files what is in them, also where they are packed twice; the paths
 * of members begin with that of their archive. What systems add is left out.
 * @throws DataError naming an archive that is damaged, locked, empty or too large
 */
export async function opened(files: readonly FolderEntry[]): Promise<OpenedFile[]> {
  const found: OpenedFile[] = [];
  let room = MAX_BYTES;

  async function open({ path, bytes }: FolderEntry, depth: number): Promise<void> {
    if (isSystemFile(path)) return;
    const kind = kindOf(bytes);
    if (kind !== 'gzip' && kind !== 'zip' && kind !== 'tar') {
      found.push({ path, bytes: kind === 'text' ? inUtf8(bytes) : bytes, kind });
      return;
    }
    if (depth === MAX_DEPTH) {
      throw new DataError(`${path} is packed more than ${MAX_DEPTH} times; unpack it first.`);
    }
    if (kind === 'gzip') {
      const unpacked = await gunzip(path, bytes, room);
      room -= unpacked.length;
      return open({ path, bytes: unpacked }, depth + 1);
    }
    const members = kind === 'zip' ? readZip(path, bytes, room) : readTar(path, bytes);
    checkMembers(path, members);
    if (kind === 'zip') room -= members.reduce((sum, member) => sum + member.bytes.length, 0);
    for (const member of members) {
      const inside = member.path.replaceAll('\\', '/').replace(/^\/+/, '');
      await open({ path: `${path}/${inside}`, bytes: member.bytes }, depth + 1);
    }
  }

  for (const { path, bytes } of files) await open({ path: path.replaceAll('\\', '/'), bytes }, 0);
  return withoutTwins(found);
}

function checkMembers(path: string, members: readonly FolderEntry[]): void {
  if (members.length === 0) {
    throw new DataError(`${path} is an archive with no file in it; pack it again.`);
  }
  const names = members.map((member) => member.path);
  const isOffice =
    names.includes('[Content_Types].xml') ||
    (names.includes('mimetype') && names.includes('content.xml')) ||
    names.some((name) => name.endsWith('.iwa'));
  if (isOffice) {
    throw new DataError(`${path} is an Office document; save the table as CSV.`);
  }
  if (names.some((name) => /(^|\/)data\.pkl$/.test(name))) {
    throw new DataError(`${path} is a file of PyTorch; save its arrays by numpy.savez.`);
  }
}

/** Files of the same bytes in one folder under names that differ by what packing and copying add: one of each. */
function withoutTwins(files: readonly OpenedFile[]): OpenedFile[] {
  const kept: OpenedFile[] = [];
  const seen = new Map<string, OpenedFile[]>();
  for (const file of files) {
    const key = `${file.bytes.length} ${folderOf(file.path)}/${plainName(file.path)}`;
    const like = seen.get(key) ?? [];
    if (like.some((other) => sameBytes(other.bytes, file.bytes))) continue;
    seen.set(key, [...like, file]);
    kept.push(file);
  }
  return kept;
}
