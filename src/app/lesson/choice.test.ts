import { expect, it } from 'vitest';
import { choiceOf, lessonHash, lessonOf, namesOf, toggled } from './choice';

const choices = { params: ['sigma', 'k'], figures: ['bars', 'sigma'] };
const hash = '#/one?sigma=2&present=bars&show=k';

it('at first all stays and nothing is locked: no lesson', () => {
  const choice = choiceOf(choices, null, null);
  expect(choice.show).toEqual(namesOf(choices));
  expect(lessonOf(choices, choice)).toBeNull();
  expect(lessonHash(hash, choices, choice)).toBe('#/one?sigma=2');
});

it('what is not ticked is hidden, and figures are one name where all of them stay', () => {
  const all = choiceOf(choices, null, null);
  const less = { ...all, show: ['sigma', 'figure-bars', 'figure-sigma'], lock: ['k'] };
  expect(lessonHash(hash, choices, less)).toBe('#/one?sigma=2&show=sigma,figures&lock=k');
  const alone = { ...all, show: ['figure-sigma'], alone: 'sigma', strict: true };
  expect(lessonHash(hash, choices, alone)).toBe(
    '#/one?sigma=2&present=sigma&show=figure-sigma&strict=1',
  );
});

it('a lesson is a choice again', () => {
  for (const lesson of [
    { show: ['sigma', 'figures'], lock: ['k'], strict: true },
    { show: [], lock: [], strict: false },
    { show: null, lock: ['k'], strict: false },
  ]) {
    expect(lessonOf(choices, choiceOf(choices, lesson, null))).toEqual(lesson);
  }
  expect(toggled(['a'], 'b', true)).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a', false)).toEqual(['b']);
});
