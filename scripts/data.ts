/**
 * The sets of images and rankings for the page, into public/data: `npm run data`, see `--help`. Exit 1 where
 * something that was asked for can't be had, 2 where the command line can't be used.
 */
import process from 'node:process';
import { readArguments, usage, UsageError, type DataCommand } from './data/arguments';
import { FileError } from './data/files';
import { getSets } from './data/get';
import { progressOn } from './data/progress';
import { folder, homes, type Source } from './data/sources';

const fromHomes = () =>
  homes(
    (set, file) => set.homeOf(file),
    (label) => ({ onProgress: progressOn(process.stderr, label) }),
  );

async function get({ ids, from, to }: DataCommand): Promise<boolean> {
  const source: Source = from === null ? fromHomes() : folder(from);
  return getSets({
    ids,
    to,
    source,
    log: (line) => process.stdout.write(`${line}\n`),
    warn: (sentence) => process.stderr.write(`${sentence}\n`),
  });
}

try {
  const command = readArguments(process.argv.slice(2));
  if (command === 'help') process.stdout.write(`${usage}\n`);
  else if (!(await get(command))) {
    process.stderr.write('Not all is there; the same command goes on where this one ended.\n');
    process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof UsageError || error instanceof FileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${usage}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
