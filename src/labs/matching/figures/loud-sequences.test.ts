import { expect, it } from 'vitest';
import { defaultsOf } from '../../../state/params';
import { startRun } from '../../../state/runs/run';
import { trainingData } from '../experiment/gradients';
import { matchingKind } from '../kind';
import { runSpecs } from '../specs';
import { matchingTable } from '../params';
import { loudSequences, loudTitle } from './loud-sequences';

const values = defaultsOf(matchingTable);
const runOf = (method: typeof values.method) =>
  startRun(matchingKind, runSpecs({ ...values, method })[0]);

it('orders the sequences by softplus of a linear function of their numbers', () => {
  const run = runOf('direct-learned-sigma');
  const { params } = run.state;
  // the noise network stands last: a weight per number, and a constant
  const weights = params.slice(-11);
  const expected = trainingData(run.setup).map(({ numbers }) => {
    const z = numbers.reduce((sum, x, j) => sum + weights[j] * x, weights[10]);
    return Math.log(1 + Math.exp(z));
  });
  const { sequences } = loudSequences(run);
  expect(sequences.map(({ scale }) => scale)).toEqual(
    sequences.map(({ name }) => expect.closeTo(expected[Number(name) - 1], 12)),
  );
  const scales = sequences.map(({ scale }) => scale);
  expect(scales).toEqual([...scales].sort((a, b) => a - b));
  const [least, most] = [Math.min(...expected), Math.max(...expected)];
  expect(loudTitle({ sequences })).toContain(`${least.toFixed(3)} to ${most.toFixed(3)}`);
});

it('says where all have the same', () => {
  expect(loudTitle(loudSequences(runOf('direct-sigma-1')))).toContain(
    'the same noise, of scale 1.00',
  );
  expect(loudTitle(loudSequences(runOf('direct-sigma-0')))).toContain('the same noise, of scale 0');
});
