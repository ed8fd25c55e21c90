import { describe, expect, it } from 'vitest';
import { startRun } from '../../state/runs/run';
import type { EvaluationResult } from './compute/protocol';
import { knnKind } from './kind';
import { filedTest, recordedTests } from './recorded-tests';
import { queryView } from './testing/query';

const run = {
  ...startRun(knnKind, queryView(1).run),
  ...{ id: 'recorded', name: 'recorded, toys', recorded: { version: '1', made: 'a command' } },
};

const result: EvaluationResult = {
  accuracy: { images: 9, ks: [1, 3], right: [5, 6] },
  ...{ k: 3, confusion: Float64Array.of(3, 0, 0, 1, 2, 0, 0, 2, 1), candidates: 30 },
  hardest: [{ number: 4, label: 2, predicted: 1, neighbours: [7], neighbourLabels: [1] }],
  ...{ milliseconds: 5, backend: 'cpu' },
};

const fileOf = (test: unknown) => JSON.stringify({ runs: [], tests: [test] });

describe('a recorded test', () => {
  it('is that of a run of the file, and says that it is recorded', () => {
    const [test] = recordedTests(fileOf(filedTest(run, result)), [run]);
    expect(test).toMatchObject({
      id: 'recorded',
      name: 'recorded, toys',
      dataset: 'drawn',
      result,
    });
    expect(test.recorded).toEqual({ version: '1', made: 'a command' });
    expect(test.row).toBeNull();
  });

  it('is left out without its run; older files have none', () => {
    expect(recordedTests(fileOf(filedTest({ id: 'gone' }, result)), [run])).toEqual([]);
    expect(recordedTests('{"runs":[]}', [run])).toEqual([]);
  });

  it.each([
    ['"result" must be an object', { run: 'recorded' }],
    ['"confusion" must be a list of 9 counts', { confusion: [1] }],
    ['"accuracy" must say how many', { accuracy: { images: 9, ks: [1], right: [-1] } }],
    ['"hardest" must be a list of queries', { hardest: [{ number: 1 }] }],
    ['"candidates" must be a whole number', { candidates: null }],
  ])('is refused: %s', (fault, patch) => {
    const filed = filedTest(run, result);
    const broken = 'run' in patch ? patch : { ...filed, result: { ...filed.result, ...patch } };
    expect(() => recordedTests(fileOf(broken), [run])).toThrow(fault);
  });
});
