import { readFileSync } from 'node:fs';
import process from 'node:process';
import { expect, it } from 'vitest';
import { parseResults } from '../../src/core/training/results';
import type { RepetitionResult } from '../../src/labs/matching/experiment/repetition';
import { jobName, matchingResults } from '../../src/labs/matching/experiment/table';
import { findBrowser } from '../browser.mjs';
import { command, temporaryFolder } from './testing';

const { at } = temporaryFolder('matching-gpu');
const browser = findBrowser() !== null;
const why = browser ? '' : ' (skipped: there is no browser)';

/** Results by their jobs. */
function results(name: string): Map<string, RepetitionResult> {
  const parsed = parseResults(matchingResults, readFileSync(at(name), 'utf8'));
  if (!parsed.ok) throw new Error(parsed.fault);
  return new Map(parsed.file.results.map((result) => [jobName(result), result]));
}

const table = (methods: string, reps: number, ...more: string[]) => [
  ...['matching', '--d', '3', '--methods', methods, '--reps', String(reps), '--seed', '5'],
  ...['--jobs', '1', ...more],
];

it.skipIf(!browser)(
  `a table is made on the graphics device of a browser, goes on where it was, and its rows say so${why}`,
  { timeout: 120_000 },
  () => {
    const methods = 'direct-sigma-0,blackbox';
    expect(command(table(methods, 2, '--out', at('cpu.json'))).status).toBe(0);
    expect(command(table('blackbox', 2, '--out', at('gpu.json'))).status).toBe(0);
    expect(command(table(methods, 1, '--gpu', '--out', at('gpu.json'))).status).toBe(0);
    const started = results('gpu.json');
    expect(started.size).toBe(3);
    const again = command(table(methods, 2, '--gpu', '--out', at('gpu.json')));
    expect(again.status).toBe(0);
    expect(again.stderr).toMatch(/^on (?!.*left to)/s);
    const [cpu, gpu] = [results('cpu.json'), results('gpu.json')];
    expect([...gpu.keys()].sort()).toEqual([...cpu.keys()].sort());
    for (const [name, result] of gpu) {
      const expected = cpu.get(name)!;
      expect([result.wrong, result.steps]).toEqual([expected.wrong, expected.steps]);
      expect(result.loss).toBeCloseTo(expected.loss, 6);
      expect(result.device ?? '').toMatch(result.variant === 'blackbox' ? /^$/ : /./);
      // what was there is not made again
      if (started.has(name)) expect(result).toEqual(started.get(name));
    }
    const text = readFileSync(at('gpu.md'), 'utf8');
    expect(text).toMatch(/\| 3 \| Direct loss, σ = 0 .* \| (?!CPU)\S.* \|\n/);
    expect(text).toMatch(/\| 3 \| Blackbox .* \| CPU \|\n/);
  },
);

it.skipIf(!browser)(
  `a browser without a device leaves it to the processors, and says why${why}`,
  { timeout: 120_000 },
  () => {
    const flags = '--headless=new --no-sandbox --disable-gpu --disable-features=WebGPU';
    const env = { ...process.env, BROWSER_ARGS: flags };
    const made = command(table('blackbox', 1, '--gpu', '--out', at('none.json')), env);
    expect(made.status).toBe(0);
    expect(made.stderr).toMatch(/WebGPU.*\nThe processors go on\.\n1 is left to the processors/s);
    const [[, result]] = results('none.json');
    expect(result).not.toHaveProperty('device');
  },
);
