import { parseCourse } from '../../lecture/course-file';
import { startOfOwn } from '../../lecture/links';
import type { Services } from '../services';
import { courseWords } from './words';

/**
 * Takes up a course from the text of its file, and goes to its first scene.
 * @returns a sentence about what is wrong with it, or null
 */
export function openCourse(services: Services, text: string): string | null {
  const parsed = parseCourse(text);
  if (!parsed.ok) return parsed.fault;
  services.course.put(parsed.course);
  services.notices.add(courseWords.opened(parsed.course.title));
  startCourse(services);
  return null;
}

/** Goes to the first scene of the own course that there is a lab for. */
export function startCourse({ course, navigation, sessions }: Services): void {
  const own = course.getState();
  const start = own && startOfOwn(own, sessions.ids);
  if (start) navigation.open(start);
}
