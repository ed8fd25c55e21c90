/**
 * How many tests passed, failed and were skipped, from what each kind of suite reports. A suite
 * that ended badly, or ran nothing, counts as at least one failure.
 */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A check that either holds or not: one test. */
export function countCheck(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** Vitest's JSON report; a file that could not be loaded holds no test and is one failure. */
export function countVitest(report) {
  const broken = report.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Playwright's JSON report; errors outside of any test count too. */
export function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** The last line of the form `N passed, N failed[, N skipped]`, or null. */
export function countLine(output) {
  const lines = output.match(/^.*\b\d+ passed, \d+ failed.*$/gm);
  if (!lines) return null;
  const number = (word) => Number(lines.at(-1).match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  return { passed: number('passed'), failed: number('failed'), skipped: number('skipped') };
}

/** Counts of a suite that must have ended well and have run something. */
export function settle(counts, ok) {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const silent = failed === 0 && (!ok || passed === 0);
  return { passed, failed: silent ? 1 : failed, skipped };
}

/** @param {Counts[]} list */
export function sum(list) {
  const total = (key) => list.reduce((all, counts) => all + counts[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}
