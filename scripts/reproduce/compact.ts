import pkg from '../../package.json' with { type: 'json' };
import { compactFile, mergeResults, type ResultsKind } from '../../src/core/training/results';
import { UsageError } from './arguments';
import { readResults, writeWhole } from './file';

/** Writes the results of some files as one small one: see `compactFile`. */
export function compactTables<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  files: readonly string[],
  out: string,
  made: string,
  log: (line: string) => void,
): void {
  const read = files.map((file) => readResults(kind, file));
  const [{ seed }] = read;
  if (kind.seeded && read.some((file) => file.seed !== seed)) {
    throw new UsageError('Only tables of one seed are joined.');
  }
  const results = mergeResults(
    kind,
    read.map((file) => file.results),
  );
  const from = [...new Set(read.map((file) => withoutFolders(file.made)))].join('; ');
  const text = compactFile(kind, { version: pkg.version, made: from || made, seed, results });
  writeWhole(out, text);
  log(`${out} is written: ${results.length} results, ${Math.round(text.length / 1024)} KiB.`);
}

/** A command without the folders of the machine that it was given on. */
const withoutFolders = (made: string) =>
  made.replace(/ --from \S+/g, '').replace(/--out \S*\//g, '--out ');
