import { describe, expect, it } from 'vitest';
import { countLine, countPlaywright, countVitest, settle, sum } from './counts.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

describe('counting tests', () => {
  it("reads Vitest's report, a file that could not be loaded being one failure", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });
  it("reads Playwright's report, errors outside of tests being failures", () => {
    const stats = { expected: 7, unexpected: 1, flaky: 0, skipped: 1 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });
  it('reads the last closing line of an output', () => {
    const output = 'a: 1 passed, 2 failed\nb\n10 passed, 0 failed, 3 skipped\n';
    expect(countLine(output)).toEqual({ passed: 10, failed: 0, skipped: 3 });
    expect(countLine('nothing of the kind')).toBeNull();
  });
  it('takes a suite that crashed, left no report or ran nothing as a failure', () => {
    expect(settle({ ...none, passed: 3 }, true)).toEqual({ ...none, passed: 3 });
    expect(settle({ ...none, passed: 3 }, false)).toEqual({ ...none, passed: 3, failed: 1 });
    expect(settle({ ...none, failed: 2 }, false)).toEqual({ ...none, failed: 2 });
    expect(settle(null, true)).toEqual({ ...none, failed: 1 });
    expect(settle(none, true)).toEqual({ ...none, failed: 1 });
  });
  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
