import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runDirectory } from './run';

const reference = resolve(import.meta.dirname, '../../../shared/reference');
const written = [
  'direct_loss',
  'gumbel_softmax',
  'matching_map',
  'perturbed',
  'plackett_luce',
  'topk_hard',
];

const run = (directory: string) => {
  const lines: string[] = [];
  const counts = runDirectory(directory, (line) => lines.push(line));
  return { lines, counts };
};

describe.skipIf(!existsSync(reference))('the reference values (../shared/reference)', () => {
  it('pass in full for every operator written, grid paths aside', () => {
    const { lines, counts } = run(reference);
    const passed = lines.filter((line) => line.startsWith('pass')).join('\n');
    for (const name of written) expect(passed).toContain(`${name}.json`);
    expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(counts.failed).toBe(0);
    expect(counts.passed).toBeGreaterThanOrEqual(183);
  });
});

describe('the golden runner', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'golden-'));
  });
  beforeEach(() => {
    for (const name of ['a.json', 'topk_hard.json']) rmSync(join(directory, name), { force: true });
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const tolerance = { atol: 1e-10, rtol: 0 };
  const topK = (expected: object, input: object = { theta: [1, 1, 0], k: 1 }) =>
    JSON.stringify({
      operator: 'k-subset MAP (hard top-k)',
      extra: 1,
      cases: [{ id: 'case', input, expected, tolerance, note: '' }],
    });
  const report = (text: string, name = 'topk_hard.json') => {
    writeFileSync(join(directory, name), text);
    return run(directory);
  };

  it('checks the fields that are there, any of several optima, and nothing else', () => {
    const optimal = [
      [0, 1, 0],
      [1, 0, 0],
    ];
    expect(report(topK({ value: 1, optimal, other: 3 })).counts).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
    });
    expect(report(topK({ value: 1 })).counts.passed).toBe(1);
    expect(report(topK({ optimal: [[0, 1, 0]] })).lines.join()).toContain('none of the 1 optima');
  });

  it('names the case, field, value and expectation of a failure', () => {
    const { lines, counts } = report(topK({ value: 1 + 1e-9 }));
    expect(lines[0]).toMatch(/^FAIL {2}topk_hard\.json {2}1 cases, 1 failed$/);
    expect(lines[1].trim()).toBe('case  value: got 1, expected 1.000000001');
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(report(topK({ x: [1, 0] })).lines[1]).toContain('x: got 3 entries, expected 2 entries');
    expect(report(topK({ value: null })).counts.failed).toBe(1);
  });

  it('fails a case whose input is missing, refused, or gives nothing to compare', () => {
    expect(report(topK({ value: 1 }, { k: 1 })).lines[1]).toContain('input.theta must be a list');
    expect(report(topK({ value: 1 }, { theta: [1], k: 2 })).lines[1]).toContain(
      'k must be at most',
    );
    expect(report(topK({})).lines[1]).toContain('no expected field');
  });

  it('fails a damaged file, naming it, and goes on with the next', () => {
    writeFileSync(join(directory, 'a.json'), '{"operator": ');
    const { lines, counts } = report(topK({ value: 1 }));
    expect(lines[0]).toMatch(/^FAIL {2}a\.json +damaged file: /);
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    for (const text of ['[]', '{"operator": "x"}', '{"operator": "x", "cases": [{"id": "1"}]}']) {
      expect(report(text).lines.join('\n')).toContain('topk_hard.json  damaged file: ');
    }
  });

  it('skips an operator that is not written yet', () => {
    const text = topK({ value: 1 }).replace('k-subset MAP', 'something else');
    const { lines, counts } = report(text, 'a.json');
    expect(lines).toEqual([
      'skip  a.json  (operator "something else (hard top-k)" not written yet)',
    ]);
    expect(counts).toEqual({ passed: 0, failed: 0, skipped: 1 });
  });

  it('says so when the directory is missing or empty', () => {
    expect(() => run(join(directory, 'nowhere'))).toThrow('cannot read the directory');
    expect(() => run(directory)).toThrow('no *.json file');
  });

  it('ends with the counts and exits with 1 on a failure, 2 without a directory', () => {
    const script = resolve(import.meta.dirname, '../golden.ts');
    const golden = (...args: string[]) => {
      try {
        const out = execFileSync(process.execPath, ['--import', 'tsx', script, ...args], {
          encoding: 'utf8',
          stdio: 'pipe',
        });
        return { status: 0, out };
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return { status, out: stdout };
      }
    };
    writeFileSync(join(directory, 'topk_hard.json'), topK({ value: 1 }));
    expect(golden(directory)).toMatchObject({
      status: 0,
      out: expect.stringMatching(/\n1 passed, 0 failed, 0 skipped\n$/),
    });
    writeFileSync(join(directory, 'topk_hard.json'), topK({ value: 2 }));
    expect(golden(directory)).toMatchObject({
      status: 1,
      out: expect.stringMatching(/\n0 passed, 1 failed, 0 skipped\n$/),
    });
    expect(golden(join(directory, 'nowhere')).status).toBe(2);
    expect(golden('--help').out).toContain('counts cases');
  });
});
