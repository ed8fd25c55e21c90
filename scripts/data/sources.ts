/** Where files come from: the public homes of the sets, or a folder. */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { KnownFile } from '../../src/data/checksum';
import type { Collection } from './collections';
import { download, type DownloadOptions } from './download';
import { faultOf, FileError, isWhole } from './files';

export interface FoundArchive {
  readonly path: string;
  /** After unpacking. */
  dispose(): void;
}

export interface Source {
  /** Puts a known file to `path`, or throws a FileError. */
  put(set: Collection, file: KnownFile, path: string): Promise<void>;
  /** The archive of a set, or null where single files are all there is. */
  archive(set: Collection, folder: string): Promise<FoundArchive | null>;
}

export type HomeOf = (set: Collection, file: KnownFile) => string;

/** @param optionsFor what `download` is told for the file of that label */
export function homes(homeOf: HomeOf, optionsFor: (label: string) => DownloadOptions): Source {
  const put = async (set: Collection, file: KnownFile, path: string) => {
    mkdirSync(dirname(path), { recursive: true });
    await download(homeOf(set, file) + file.name, path, file, optionsFor(`${set.id}/${file.name}`));
  };
  return {
    put,
    async archive(set, folder) {
      if (!set.archive) return null;
      const path = join(folder, set.archive.name);
      // a run that was ended while it unpacked leaves the archive behind
      if (!(await isWhole(path, set.archive))) await put(set, set.archive, path);
      return { path, dispose: () => rmSync(path, { force: true }) };
    },
  };
}

/** @throws FileError where the folder can't be read */
export function folder(from: string): Source {
  const paths = filesBelow(from);
  const find = (set: Collection, file: KnownFile) => wholeAmong(candidates(paths, set, file), file);
  return {
    async put(set, file, path) {
      const { found, fault } = await find(set, file);
      if (found === null) {
        throw new FileError(fault ?? `${from} holds no ${file.name} of ${set.title}.`);
      }
      copyWhole(found, path);
    },
    async archive(set) {
      if (!set.archive) return null;
      const { found, fault } = await find(set, set.archive);
      if (fault) throw new FileError(fault);
      return found === null ? null : { path: found, dispose: () => {} };
    },
  };
}

function filesBelow(from: string): string[] {
  try {
    const entries = readdirSync(from, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes(`${sep}node_modules${sep}`))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FileError(`The folder ${from} can't be read (${code ?? String(error)}).`);
  }
}

/** Files of the name; MNIST and Fashion-MNIST share theirs, so folders of the set come first. */
function candidates(paths: readonly string[], set: Collection, file: KnownFile): string[] {
  const named = paths.filter((path) => path.endsWith(sep + file.name));
  const own = (path: string) => path.split(sep).at(-2) === set.id;
  return [...named.filter(own), ...named.filter((path) => !own(path))];
}

/** The first right file, or what is wrong with the first one. */
async function wholeAmong(paths: readonly string[], file: KnownFile) {
  const faults: string[] = [];
  for (const path of paths) {
    const fault = await faultOf(path, file, path);
    if (fault === null) return { found: path, fault: null };
    faults.push(fault);
  }
  return { found: null, fault: faults.at(0) ?? null };
}

/** Not by way of `.part`, which may hold the start of a download. */
function copyWhole(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, `${to}.copy`);
  // the source may be read-only
  chmodSync(`${to}.copy`, 0o644);
  renameSync(`${to}.copy`, to);
}
