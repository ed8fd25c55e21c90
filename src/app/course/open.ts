import { isCourseText, parseCourse } from '../../lecture/course-file';
import { startOfOwn } from '../../lecture/links';
import { OWN } from '../../lecture/scenes';
import type { Services } from '../services';
import { courseWords } from './words';

/**
 * Takes up a course from the text of its file, and goes to its first scene, or from a handout to its own.
 * @returns a sentence about what is wrong with it, or null
 */
export function openCourse(services: Services, text: string): string | null {
  const parsed = parseCourse(text);
  if (!parsed.ok) return parsed.fault;
  services.course.put(parsed.course);
  services.notices.add(courseWords.opened(parsed.course.title));
  if (services.navigation.place.getState().lab === 'handout') openHandout(services);
  else startCourse(services);
  return null;
}

/** Opens a dropped file, if it is meant to be a course: its faults are told. @returns whether it is */
export async function takeCourse(services: Services, file: File): Promise<boolean> {
  const text = await file.text();
  if (!isCourseText(text)) return false;
  const fault = openCourse(services, text);
  if (fault !== null) services.notices.add(fault, 'error');
  return true;
}

/** Goes to the handout of the own course. */
export const openHandout = ({ navigation }: Services): void =>
  navigation.open(`#/handout?course=${OWN}`);

/** Goes to the first scene of the own course that there is a lab for. */
export function startCourse({ course, navigation, sessions }: Services): void {
  const own = course.getState();
  const start = own && startOfOwn(own, sessions.ids);
  if (start) navigation.open(start);
}
