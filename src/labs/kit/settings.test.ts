import { describe, expect, it } from 'vitest';
import { boolean, choice, defaultsOf, integer, number, numbers } from '../../state/params';
import { settingsLine } from './settings';

const common = { class: 'live', help: '' } as const;
const table = {
  seed: integer({ ...common, label: 'Seed', default: 1, min: 0, max: 9 }),
  scores: numbers({
    ...common,
    label: 'Scores',
    default: [1, 2],
    min: -5,
    max: 5,
    minLength: 2,
    maxLength: 4,
  }),
  sigma: number({ ...common, label: 'Noise scale', symbol: 'σ', default: 1, min: 0, max: 9 }),
  epsilon: number({ ...common, label: 'Loss weight', symbol: 'ε', default: -1, min: -9, max: 9 }),
  noise: choice({
    ...common,
    label: 'Noise law',
    default: 'gumbel',
    options: [
      { value: 'gumbel', label: 'Gumbel' },
      { value: 'normal', label: 'Normal' },
    ],
  }),
  row: integer({ ...common, label: 'Sequence', index: true, default: 0, min: 0, max: 9 }),
  noisy: boolean({ ...common, label: 'Noisy test', default: false }),
};
const line = (changed: object) =>
  settingsLine(table, { ...defaultsOf(table), ...changed }, ['sigma', 'epsilon']);

describe('settingsLine', () => {
  it('says the essential settings, and the rest where it is not as usual', () => {
    expect(line({})).toBe('σ 1, ε −1');
    expect(line({ sigma: 0.3, scores: [1, 0.9, -1], noise: 'normal', noisy: true })).toBe(
      'σ 0.3, ε −1, scores 1 0.9 −1, noise law Normal, noisy test on',
    );
  });

  it('counts from 1', () => {
    expect(line({ row: 3 })).toBe('σ 1, ε −1, sequence 4');
  });

  it('leaves the seed to the source line', () => {
    expect(line({ seed: 7 })).toBe(line({}));
  });
});
