import { useEffect } from 'react';
import type { Course } from '../../lecture/course';
import { OWN } from '../../lecture/scenes';
import { useVanilla } from '../../state/react';
import { useServices } from '../services';
import { courseWords } from './words';

/** The own course, where that is what is gone through; where there is none, the whole lecture is, and says so. */
export function useOwnCourse(course: string | null): Course | null {
  const services = useServices();
  const own = useVanilla(services.course);
  const isOwn = course === OWN;
  const isMissing = isOwn && own === null;
  useEffect(() => {
    if (isMissing) services.notices.add(courseWords.missing, 'warning');
  }, [isMissing, services]);
  return isOwn ? own : null;
}
