/**
 * How many tests passed, failed and were skipped, from what each kind of suite reports. A suite
 * that ended badly, or ran nothing, counts as at least one failure.
 */

import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, absent?: string[], failures?: string[] }} Counts
 *   absent: the tests that were skipped, and why. One that does not say why is a failure.
 *   failures: the tests that failed, each with the first lines of what they say
 */

/** A check that either holds or not: one test. */
export function countCheck(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/** Counts with the tests that were skipped, each of which must give a reason. */
function withSkipped({ passed, failed }, tests) {
  const silent = tests.filter(({ reason }) => !reason).length;
  const absent = tests.map(({ name, reason }) => `${name}: ${reason || 'skipped, not said why'}`);
  return { passed, failed: failed + silent, skipped: tests.length - silent, absent };
}

/** Lines of a failure's message that are kept: a matcher's names, what it expected and what it got. */
const SAID_LINES = 12;

/** A test that failed, with the beginning of its message indented below its name. */
export function failureOf(name, message = '') {
  const said = stripVTControlCharacters(message).split('\n');
  const lines = said.map((line) => line.trimEnd()).filter(Boolean);
  return [name, ...lines.slice(0, SAID_LINES).map((line) => `  ${line}`)].join('\n');
}

/** What a skipped test says in its title, or in that of its group. */
const REASON = / \(skipped: ([^)]+)\)/;

/** Vitest's JSON report; a file that could not be loaded holds no test and is one failure. */
export function countVitest({ testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const are = (status) => tests.filter((test) => test.status === status).length;
  const broken = testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const skipped = tests
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => ({
      name: fullName.replace(REASON, ''),
      reason: fullName.match(REASON)?.[1],
    }));
  const failures = [
    ...tests
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages = [] }) => failureOf(fullName, failureMessages[0])),
    ...broken.map(({ name, message }) => failureOf(name, message)),
  ];
  const counts = { passed: are('passed'), failed: are('failed') + broken.length };
  return { ...withSkipped(counts, skipped), failures };
}

/** Playwright's JSON report; errors outside of any test count too. */
export function countPlaywright({ stats, errors = [], suites }) {
  const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)];
  const specs = suites.flatMap(specsOf);
  const skipped = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ annotations }) => ({
        name: title,
        reason: annotations.find(({ type }) => type === 'skip')?.description,
      })),
  );
  const failures = [
    ...specs.flatMap(({ file, line, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected')
        .map(({ results }) => {
          const { message, location } = results.at(-1)?.error ?? {};
          const at = location ? ` (stopped at line ${location.line})` : '';
          return failureOf(`${file}:${line} ${title}${at}`, message);
        }),
    ),
    ...errors.map(({ message }) => failureOf('outside of any test', message)),
  ];
  const counts = { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length };
  return { ...withSkipped(counts, skipped), failures };
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
  const known = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const silent = known.failed === 0 && (!ok || known.passed === 0);
  return silent ? { ...known, failed: 1 } : known;
}

/** @param {Counts[]} list */
export function sum(list) {
  const total = (key) => list.reduce((all, counts) => all + counts[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}
