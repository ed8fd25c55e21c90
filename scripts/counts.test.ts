import { describe, expect, it } from 'vitest';
import { countLine, countPlaywright, countVitest, settle, sum } from './counts.mjs';

const none = { passed: 0, failed: 0, skipped: 0 };

describe('counting tests', () => {
  it("reads Vitest's report, a file that could not be loaded being one failure", () => {
    const file = (status: string, ...statuses: string[]) => ({
      name: 'a.test.ts',
      message: 'no such module',
      status,
      assertionResults: statuses.map((each) => ({
        status: each,
        fullName: `group ${each}`,
        failureMessages: each === 'failed' ? ['\u001b[31m1 is not 2\u001b[39m\n\n  at line 3'] : [],
      })),
    });
    const testResults = [
      file('failed', 'failed', 'passed'),
      file('failed'),
      file('passed', 'passed', 'passed'),
    ];
    expect(countVitest({ testResults })).toEqual({
      ...{ passed: 3, failed: 2, skipped: 0, absent: [] },
      failures: ['group failed\n  1 is not 2\n    at line 3', 'a.test.ts\n  no such module'],
    });
  });
  it('names the tests that Vitest skipped, and takes one that does not say why as a failure', () => {
    const assertionResults = [
      { status: 'passed', fullName: 'a' },
      { status: 'skipped', fullName: 'files (skipped: there are none) are read' },
      { status: 'pending', fullName: 'b' },
      { status: 'todo', fullName: 'c' },
    ];
    expect(countVitest({ testResults: [{ status: 'passed', assertionResults }] })).toEqual({
      ...{ passed: 1, failed: 2, skipped: 1 },
      absent: [
        'files are read: there are none',
        'b: skipped, not said why',
        'c: skipped, not said why',
      ],
      failures: [],
    });
  });
  it("reads Playwright's report, errors outside of tests being failures", () => {
    const many = 'a line\n'.repeat(50);
    const stats = { expected: 7, unexpected: 1, flaky: 0, skipped: 2 };
    const skipped = (title: string, annotations: object[]) => ({
      title,
      tests: [{ status: 'skipped', annotations }],
    });
    const specs = [
      skipped('a', [{ type: 'skip', description: 'there is no file' }]),
      { title: 'b', tests: [{ status: 'expected', annotations: [] }] },
      {
        ...{ title: 'd', file: 'd.spec.ts', line: 3 },
        tests: [
          {
            status: 'unexpected',
            results: [{ error: { message: 'no button', location: { line: 7 } } }],
          },
        ],
      },
    ];
    const suites = [{ specs, suites: [{ specs: [skipped('c', [{ type: 'skip' }])] }] }];
    expect(countPlaywright({ stats, errors: [{ message: many }], suites })).toEqual({
      ...{ passed: 7, failed: 3, skipped: 1 },
      absent: ['a: there is no file', 'c: skipped, not said why'],
      failures: [
        'd.spec.ts:3 d (stopped at line 7)\n  no button',
        `outside of any test\n${'  a line\n'.repeat(12).trimEnd()}`,
      ],
    });
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
    expect(settle({ ...none, skipped: 3 }, true)).toMatchObject({ failed: 1, skipped: 3 });
    expect(settle({ ...none, passed: 1, absent: ['a'] }, true).absent).toEqual(['a']);
  });
  it('adds up', () => {
    const one = { passed: 1, failed: 2, skipped: 3 };
    expect(sum([one, one])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
