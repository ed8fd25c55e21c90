import { runDirectory } from './golden/run';

const usage = `usage: npm run golden -- DIR

Runs every *.json golden file of DIR against src/core and prints one line per file: pass, FAIL (with
the cases that differ below it) or skip (operator not written yet). The last line is

  N passed, N failed, N skipped

and counts cases; a damaged file counts as one failure. Exits with 1 on any failure, with 2 when DIR
is missing.`;

function main([directory, ...more]: readonly string[]): number {
  if (directory === '--help' || directory === '-h') {
    console.log(usage);
    return 0;
  }
  if (directory === undefined || more.length > 0) {
    console.error(usage);
    return 2;
  }
  try {
    const { passed, failed, skipped } = runDirectory(directory, (line) => console.log(line));
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed > 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
