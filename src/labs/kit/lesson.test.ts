import { expect, it } from 'vitest';
import type { Lesson } from '../../state/lesson';
import { shows } from './lesson';
import { figuresOf, lessonFaults } from './lesson-names';

const figures = [{ id: 'bars' }, { id: 'lines' }, { id: 'dots' }];
const lesson = (...show: string[]): Lesson => ({ show, lock: [], strict: false });
const ids = (...args: Parameters<typeof figuresOf<{ id: string }>>) =>
  figuresOf(...args).map(({ id }) => id);

it('without a lesson all stays, in one what it names', () => {
  expect(shows(null, 'sigma')).toBe(true);
  expect(shows({ show: null, lock: ['sigma'], strict: false }, 'sigma')).toBe(true);
  expect(shows(lesson('k'), 'sigma')).toBe(false);
});

it('figures stay by their names, all together, or else the first', () => {
  expect(ids(figures, null)).toEqual(['bars', 'lines', 'dots']);
  expect(ids(figures, lesson('figures'))).toEqual(['bars', 'lines', 'dots']);
  expect(ids(figures, lesson('figure-dots', 'k'))).toEqual(['dots']);
  expect(ids(figures, lesson('k'))).toEqual(['bars']);
  expect(ids(figures, lesson('k'), 'lines')).toEqual(['lines']);
});

it('names what is not there', () => {
  const odd: Lesson = { show: ['run', 'figure-bars', 'frob'], lock: ['k', 'run'], strict: false };
  expect(lessonFaults(odd, ['k'], ['bars'])).toEqual([
    'The lesson shows "frob", which this lab does not have; it is ignored.',
    'The lesson locks "run", which this lab does not have; it is ignored.',
  ]);
});
