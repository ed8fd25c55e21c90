import { expect, it } from 'vitest';
import { costOf } from './cost';

it('a reader is told of what starts a training anew, and of nothing else', () => {
  const help = 'How many numbers a sequence has.';
  expect(costOf({ class: 'restart', help })).toEqual({
    help: `${help} A change starts the training anew.`,
    restarts: true,
  });
  for (const price of ['live', 'resample'] as const) {
    expect(costOf({ class: price, help })).toEqual({ help, restarts: false });
  }
});
