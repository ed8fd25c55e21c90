import { expect, it } from 'vitest';
import { encodeCourse, parseCourse } from '../../lecture/course-file';
import { scenes } from '../../lecture/scenes';
import { courseOf, entriesOf, moved } from './entries';

const course = { title: 'Thursday', scenes: [{ id: 8, minutes: 5, breath: 'Mind.' }, { id: 3 }] };
const ids = (entries: ReturnType<typeof entriesOf>) => entries.map(({ scene }) => scene.id);

it('a list begins with what the course has, in its order, and makes that course again', () => {
  const entries = entriesOf(scenes, course);
  expect(ids(entries).slice(0, 4)).toEqual([8, 3, 1, 2]);
  expect(entries).toHaveLength(scenes.length);
  expect(courseOf('Thursday', entries)).toEqual(course);
});

it('without a course all scenes are in, in their order', () => {
  const all = courseOf('All', entriesOf(scenes, null));
  expect(all.scenes).toEqual(scenes.map(({ id }) => ({ id })));
  expect(parseCourse(encodeCourse(all, '0.1.0'))).toEqual({ ok: true, course: all });
});

it('an entry moves by one place, but not over an end', () => {
  const entries = entriesOf(scenes.slice(0, 3), null);
  expect(ids(moved(entries, 2, -1))).toEqual([1, 3, 2]);
  expect(moved(entries, 0, -1)).toBe(entries);
  expect(moved(entries, 2, 1)).toBe(entries);
});
