import { describe, expect, it } from 'vitest';
import { createRng } from '../../../core/rng/rng';
import { heldOutTitle, NEARLY, orderTitle } from './measurements';
import { recordedNote } from './recorded-note';
import { pairOf, signLossTitle, signPlacesTitle, type SignRun } from './sign-titles';

const rng = createRng(2, 'titles');

/** Tests in which order and places come right at some time, early, late or never. */
function testsOf(i: number) {
  const [count, near, right] = [0, 1, 2].map((k) => rng.word(i, k) % 12);
  const step = Array.from({ length: count }, (_, k) => 10 * (k + 1));
  return {
    step,
    kendall: step.map((_, k) => (k >= near ? 0.97 : 0.3)),
    anyWrong: step.map((_, k) => (k >= right ? 0 : 0.4)),
    wrong: step.map((_, k) => (k >= right ? 0 : 0.1)),
    sequences: step.map(() => 20),
    // what the titles do not look at
    ...{ spread: [], margin: [], noise: [] },
  };
}

describe('what is said of recorded rows', () => {
  const row = (d: number, repetitions: number, recorded = true) => ({ d, repetitions, recorded });

  it('is how many repetitions they are of', () => {
    const rows = [row(5, 200), row(5, 200), row(10, 200), row(40, 3), row(60, 2, false)];
    expect(recordedNote(rows)).toBe(
      ' Pale: recorded, 200 repetitions at d = 5, 10; 3 at d = 40. Yours take their place.',
    );
    expect(recordedNote([row(5, 20, false)])).toBe('');
  });
});

describe('titles of held-out tests', () => {
  it('are true of 200 random courses', () => {
    for (let i = 0; i < 200; i++) {
      const tests = testsOf(i);
      const order = orderTitle({ tests });
      const firstOf = (values: readonly number[], fits: (value: number) => boolean) => {
        for (let k = 0; k < values.length; k++) if (fits(values[k])) return tests.step[k];
        return null;
      };
      const near = firstOf(tests.kendall, (tau) => !(tau < NEARLY));
      const right = firstOf(tests.anyWrong, (share) => !(share > 0));
      const steps = [...order.matchAll(/step (\d+)/g)].map(([, step]) => Number(step));
      if (near === null) expect(steps).toEqual([]);
      else expect(steps[0]).toBe(near);
      if (order.includes('and so is every place')) expect(right).toBe(near);
      if (order.includes('not yet every place')) expect(right).toBeNull();
      if (steps.length === 2) expect(steps[1]).toBe(right);
      const held = heldOutTitle({ tests });
      if (tests.step.length === 0) expect(held).toBe('Held-out sequences are not tested yet');
      else {
        const percent = tests.wrong[tests.wrong.length - 1] === 0 ? 0 : 10;
        expect(held).toBe(
          `After ${tests.step.length * 10} steps ${percent}% of the held-out places are wrong`,
        );
      }
    }
  });
});

const signRun = (epsilon: number, right: number, recorded: boolean, steps = 40): SignRun => ({
  setup: { d: 100 },
  knobs: { epsilon },
  steps: {
    step: Array.from({ length: steps }, (_, i) => i + 1),
    right: Array.from({ length: steps }, () => right),
    rightAugmented: Array.from({ length: steps }, () => right / 2),
    loss: Array.from({ length: steps }, () => 1 - right),
  },
  ...(recorded && { recorded: { version: '1', made: 'a test' } }),
});

describe('titles of the sign of epsilon', () => {
  const recorded = [signRun(-12, 0.9, true), signRun(12, 0.4, true)];

  it('are of the recorded runs until both of the reader have begun', () => {
    expect(signPlacesTitle(100, recorded)).toBe(
      'After 40 steps y* has 90% of 100 numbers right with ε < 0 and 40% with ε > 0; y*(ε) 45% and 20%',
    );
    const one = [signRun(-12, 0.2, false), signRun(12, 0.1, false, 0), ...recorded];
    expect(pairOf(100, one)).toEqual(recorded);
    const both = [signRun(-12, 0.2, false, 9), signRun(12, 0.1, false, 8), ...recorded];
    expect(signPlacesTitle(100, both)).toBe(
      'After 8 steps y* has 20% of 100 numbers right with ε < 0 and 10% with ε > 0; y*(ε) 10% and 5%',
    );
    expect(signLossTitle(recorded)).toContain('0.10 with ε < 0, 0.60 with ε > 0');
  });

  it('claim nothing without runs', () => {
    expect(signPlacesTitle(10, recorded)).toBe(
      'Right places of 10 numbers with ε below and above 0',
    );
    expect(signLossTitle([])).toBe('Training loss with ε below and above 0');
  });
});
