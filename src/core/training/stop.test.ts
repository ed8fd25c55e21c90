import { expect, it } from 'vitest';
import { stopReason } from './stop';

it('a run stops after its steps, or without a lower loss for as long as its patience', () => {
  const patient = { maxSteps: 2000, patience: 50 };
  expect(stopReason({ step: 60, bestStep: 9 }, patient)).toContain('for 50 steps');
  expect(stopReason({ step: 60, bestStep: 10 }, patient)).not.toBeNull();
  expect(stopReason({ step: 60, bestStep: 11 }, patient)).toBeNull();
  expect(stopReason({ step: 60, bestStep: 60 }, { ...patient, maxSteps: 60 })).toContain('60');
  expect(stopReason({ step: 60, bestStep: 0 }, { maxSteps: 61, patience: Infinity })).toBeNull();
});

it('a run that tracks no loss stops after its steps alone', () => {
  expect(stopReason({ step: 60 }, { maxSteps: 61, patience: 1 })).toBeNull();
  expect(stopReason({ step: 61 }, { maxSteps: 61 })).toBe('it made its 61 steps');
});
