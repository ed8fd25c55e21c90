import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { golden } from './command';
import { readFixture } from './fixture';
import { operators } from './operators';
import { runDirectory, skippedLines } from './run';

const reference = resolve(import.meta.dirname, '../../reference');
const written = Object.keys(operators);

const run = (directory: string) => {
  const lines: string[] = [];
  const report = runDirectory(directory, (line) => lines.push(line));
  const { passed, failed, skipped } = report;
  return { lines, report, counts: { passed, failed, skipped } };
};

describe('the reference values', () => {
  const files = readdirSync(reference).filter((name) => name.endsWith('.json'));
  const names = files.map((file) => file.replace('.json', ''));
  const cases = files.map((file) => readFixture(join(reference, file)).cases.length);

  it('are all there', () => {
    expect(files).toHaveLength(35);
    expect(cases.reduce((all, count) => all + count)).toBe(1022);
  });

  it('pass in full for every operator written, and the others are named', () => {
    const { lines, report } = run(reference);
    for (const [i, name] of names.entries()) {
      const [line] = lines.filter((text) => text.includes(` ${name}.json `));
      if (written.includes(name)) expect(line).toMatch(new RegExp(`^pass .* ${cases[i]} cases$`));
      else expect(line).toMatch(/^skip /);
    }
    expect(lines).toHaveLength(files.length);
    expect(report.failed).toBe(0);
    expect(report.passed + report.skipped).toBe(1022);
    expect(report.left).toEqual([]);
    expect(report.unwritten).toEqual(names.filter((name) => !written.includes(name)));
  });

  it('are laid out with a case to a line, so that a changed case is a changed line', () => {
    for (const [i, file] of files.entries()) {
      const [first, ...rest] = readFileSync(join(reference, file), 'utf8').split('\n');
      expect(first, file).toMatch(/^\{"operator":"[^"]+","cases":\[$/);
      expect(rest.slice(-2), file).toEqual([']}', '']);
      expect(rest.slice(0, -2), file).toHaveLength(cases[i]);
      for (const line of rest.slice(0, -2)) JSON.parse(line.replace(/,$/, ''));
    }
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
  const check = (text: string, name = 'topk_hard.json') => {
    writeFileSync(join(directory, name), text);
    return run(directory);
  };

  it('checks the fields that are there, any of several optima, and nothing else', () => {
    const optimal = [
      [0, 1, 0],
      [1, 0, 0],
    ];
    expect(check(topK({ value: 1, optimal, other: 3 })).counts).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
    });
    expect(check(topK({ value: 1 })).counts.passed).toBe(1);
    expect(check(topK({ optimal: [[0, 1, 0]] })).lines.join()).toContain('none of the 1 optima');
  });

  it('names the case, field, value and expectation of a failure', () => {
    const { lines, counts } = check(topK({ value: 1 + 1e-9 }));
    expect(lines[0]).toMatch(/^FAIL {2}topk_hard\.json {2}1 cases, 1 failed$/);
    expect(lines[1].trim()).toBe('case  value: got 1, expected 1.000000001');
    expect(counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(check(topK({ x: [1, 0] })).lines[1]).toContain('x: got 3 entries, expected 2 entries');
    expect(check(topK({ value: null })).counts.failed).toBe(1);
  });

  it('fails a case whose input is missing, refused, or gives nothing to compare', () => {
    expect(check(topK({ value: 1 }, { k: 1 })).lines[1]).toContain('input.theta must be a list');
    expect(check(topK({ value: 1 }, { theta: [1], k: 2 })).lines[1]).toContain('k must be at most');
    expect(check(topK({})).lines[1]).toContain('no expected field');
  });

  it('fails a damaged file, naming it, and goes on with the next', () => {
    writeFileSync(join(directory, 'a.json'), '{"operator": ');
    const { lines, counts } = check(topK({ value: 1 }));
    expect(lines[0]).toMatch(/^FAIL {2}a\.json +damaged file: /);
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    for (const text of ['[]', '{"operator": "x"}', '{"operator": "x", "cases": [{"id": "1"}]}']) {
      expect(check(text).lines.join('\n')).toContain('topk_hard.json  damaged file: ');
    }
  });

  it('skips an operator that is not written yet, and a case that needs one, by name', () => {
    const text = topK({ value: 1 }).replace('k-subset MAP', 'something else');
    const { lines, counts, report } = check(text, 'a.json');
    expect(lines).toEqual([
      'skip  a.json  (operator "something else (hard top-k)" not written yet)',
    ]);
    expect(counts).toEqual({ passed: 0, failed: 0, skipped: 1 });
    expect(skippedLines(report)).toEqual(['not implemented yet: a']);
    const input = { structure: 'tree', theta: [1], sigma: 1, noise: 'normal', z: [[1]] };
    const tree = topK({ mean: [1] }, input).replace('k-subset MAP', 'perturbed optimizers');
    const left = check(tree, 'a.json');
    expect(left.lines).toEqual(['skip  a.json  0 cases, 1 skipped']);
    expect(skippedLines(left.report)).toEqual(['cases left out: case']);
  });

  it('says so when the directory is missing or empty', () => {
    expect(() => run(join(directory, 'nowhere'))).toThrow('cannot read the directory');
    expect(() => run(directory)).toThrow('no *.json file');
  });
});

describe('npm run golden', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'golden-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const lay = (value: number, operator = 'k-subset MAP') => {
    const input = { theta: [1, 1, 0], k: 1 };
    const tolerance = { atol: 0, rtol: 0 };
    const cases = [{ id: 'case', input, expected: { value }, tolerance }];
    writeFileSync(join(directory, 'a.json'), JSON.stringify({ operator, cases }));
    return directory;
  };
  const command = (...args: string[]) => {
    const lines: string[] = [];
    // the console prints whatever else it is handed
    const log = (...line: string[]) => void lines.push(...line);
    return { status: golden(args, { log, error: log }), lines };
  };
  const last = (lines: readonly string[]) => lines[lines.length - 1];

  it('ends with the counts, and with 1 on a failure or where nothing passed', () => {
    const passed = command(lay(1));
    expect([passed.status, last(passed.lines)]).toEqual([0, '1 passed, 0 failed, 0 skipped']);
    const failed = command(lay(2));
    expect([failed.status, last(failed.lines)]).toEqual([1, '0 passed, 1 failed, 0 skipped']);
    expect(failed.lines).toHaveLength(3);
    const skipped = command(lay(1, 'none of ours'));
    expect(skipped.status).toBe(1);
    expect(skipped.lines.slice(-2)).toEqual([
      'not implemented yet: a',
      '0 passed, 0 failed, 1 skipped',
    ]);
  });

  it('ends with 2 where it cannot read the directory, or is given two', () => {
    expect(command(join(directory, 'nowhere')).status).toBe(2);
    expect(command(directory, directory).status).toBe(2);
    expect(command('--help')).toMatchObject({
      status: 0,
      lines: [expect.stringContaining('counts cases')],
    });
  });

  it('is a process with that output and exit status, over our own values without a directory', () => {
    const script = resolve(import.meta.dirname, '../golden.ts');
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', script], {
      encoding: 'utf8',
    });
    expect(status).toBe(0);
    // every value of reference/, and none left out
    expect(stdout).toMatch(/\n1022 passed, 0 failed, 0 skipped\n$/);
  });
});
