import { createContext, useContext } from 'react';
import type { Lesson } from '../../state/lesson';

/** The lesson of the link, and the way out of what it hides. */
export interface LessonView {
  readonly lesson: Lesson | null;
  showAll(): void;
}

export const LessonContext = createContext<LessonView>({
  lesson: null,
  showAll: () => undefined,
});

export const useLesson = () => useContext(LessonContext);

/** Whether a part of a lab stays in a lesson. */
export const shows = (lesson: Lesson | null, name: string): boolean =>
  !lesson?.show || lesson.show.includes(name);
