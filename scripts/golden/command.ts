import { messageOf } from '../../src/core/message-of';
import { fileURLToPath } from 'node:url';
import { runDirectory, skippedLines } from './run';

const ours = fileURLToPath(new URL('../../reference', import.meta.url));

const usage = `usage: npm run golden [-- DIR]

Runs every *.json golden file of DIR, or of reference/, against src/core and prints one line per file:
pass, FAIL (with the cases that differ below it) or skip (operator not written yet). What was skipped
is named at the end, and the last line is

  N passed, N failed, N skipped

and counts cases; a damaged file counts as one failure. Exits with 1 on any failure, or when nothing
passed, and with 2 when DIR cannot be read.`;

/** Where the lines go: the console, or a test. */
export interface Lines {
  log(line: string): void;
  error(line: string): void;
}

/** `npm run golden` with these arguments. @returns the exit code */
export function golden([directory = ours, ...more]: readonly string[], { log, error }: Lines) {
  if (directory === '--help' || directory === '-h') {
    log(usage);
    return 0;
  }
  if (more.length > 0) {
    error(usage);
    return 2;
  }
  try {
    const report = runDirectory(directory, log);
    for (const line of skippedLines(report)) log(line);
    const { passed, failed, skipped } = report;
    log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed > 0 || passed === 0 ? 1 : 0;
  } catch (problem) {
    error(messageOf(problem));
    return 2;
  }
}
