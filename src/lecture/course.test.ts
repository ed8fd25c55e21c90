import { expect, it } from 'vitest';
import { COURSE_KEY, createCourse, isCourse } from './course';
import { encodeCourse, isCourseText, parseCourse } from './course-file';
import { textOf } from './own-text';
import { scenes, scenesOf } from './scenes';
import { sceneTexts } from './texts';

const course = {
  title: 'Thursday',
  scenes: [{ id: 8, minutes: 5, breath: 'Mind the gap.' }, { id: 3 }],
};
const file = { app: 'noisy-argmax', kind: 'course', version: '0.1.0', ...course };
const faultOf = (value: unknown) => {
  const parsed = parseCourse(typeof value === 'string' ? value : JSON.stringify(value));
  return parsed.ok ? null : parsed.fault;
};

it('a course reads back from its file, and a number stands for a scene as it is', () => {
  expect(parseCourse(encodeCourse(course, '0.1.0'))).toEqual({ ok: true, course });
  const scenesShort = [course.scenes[0], 3];
  expect(parseCourse(JSON.stringify({ ...file, scenes: scenesShort }))).toEqual({
    ok: true,
    course,
  });
  expect(isCourseText(encodeCourse(course, '0.1.0'))).toBe(true);
  expect(isCourseText('{"app":"noisy-argmax","hash":"#/argmax"}')).toBe(false);
});

it('every scene can be in a course with all its words', () => {
  const all = {
    title: 'All',
    scenes: scenes.map(({ id, minutes }) => ({ id, minutes, ...sceneTexts[id] })),
  };
  const parsed = parseCourse(encodeCourse(all, '0.1.0'));
  expect(parsed).toEqual({ ok: true, course: all });
  expect(isCourse(all)).toBe(true);
});

it.each([
  ['', 'The course is empty; paste its JSON or open a file.'],
  ['{"kind": "course",', 'The course is not JSON: it begins with "{"kind": "course",".'],
  [[], 'The course must be a JSON object, not a list.'],
  [{ kind: 'course' }, '"app" of the course is missing; it must be "noisy-argmax".'],
  [{ ...file, kind: 'results' }, '"kind" of the course must be "course", not "results".'],
  [{ ...file, title: '' }, '"title" of the course must be a title of 1 to 80 characters, not "".'],
  [
    { ...file, scenes: [] },
    '"scenes" of the course must be a list of 1 to 200 scenes, not a list.',
  ],
  [
    { ...file, scenes: [1, 'two'] },
    'Scene 2 of the course must be the number of a scene or an object, not "two".',
  ],
  [{ ...file, scenes: [99] }, 'Scene 1 of the course has the number 99, which is no scene.'],
  [{ ...file, scenes: [1, 2, 1] }, 'The course has scene 1 more than once.'],
  [
    { ...file, scenes: [{ minutes: 3 }] },
    '"id" of scene 1 of the course is missing; it must be the number of a scene.',
  ],
  [
    { ...file, scenes: [{ id: 1, minutes: 0 }] },
    '"minutes" of scene 1 of the course must be a number of minutes, at most 600, not 0.',
  ],
  [
    { ...file, scenes: [{ id: 1, minute: 3 }] },
    '"minute" of scene 1 of the course is no setting of a scene.',
  ],
  [
    { ...file, scenes: [{ id: 1, breath: 7 }] },
    '"breath" of scene 1 of the course must be a text of 1 to 600 characters, not 7.',
  ],
  [
    { ...file, scenes: [{ id: 1, answers: ['yes', 'no'] }] },
    '"answers" of scene 1 of the course must be 3 texts, not 2.',
  ],
])('%j is refused with the fault named', (value, fault) => {
  expect(faultOf(value)).toBe(fault);
});

it('the list of a course is gone through with its minutes; other scenes wait for their labs', () => {
  const of = (labs: string[]) =>
    scenesOf('own', labs, course.scenes).map(({ id, minutes }) => [id, minutes]);
  expect(of(['argmax', 'matching', 'knn'])).toEqual([
    [8, 5],
    [3, 3],
  ]);
  expect(of(['knn'])).toEqual([]);
  expect(scenesOf('own', ['argmax', 'matching', 'knn'])).toEqual(scenes);
});

it('a scene says what the course says, and what it says itself otherwise', () => {
  expect(textOf(8, course)).toEqual({ ...sceneTexts[8], breath: 'Mind the gap.' });
  expect(textOf(1, course)).toEqual(sceneTexts[1]);
  expect(textOf(1, null)).toEqual(sceneTexts[1]);
});

it('a course outlives the page; what is malformed is none', () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  createCourse(() => storage).put(course);
  expect(createCourse(() => storage).getState()).toEqual(course);
  for (const bad of ['x', '7', '{"title":"A","scenes":[{"id":1,"cues":"go"}]}', '{"title":"A"}']) {
    items.set(COURSE_KEY, bad);
    expect(createCourse(() => storage).getState()).toBeNull();
  }
});
