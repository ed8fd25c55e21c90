import { createContext, useContext } from 'react';
import { figurePart, lessonParts, type Lesson } from '../../state/lesson';

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

/**
 * The figures that stay in a lesson: all, or those that it names; the first where it names none.
 * @param presented a figure that the link shows alone, which stays whatever else does
 */
export function figuresOf<F extends { readonly id: string }>(
  figures: readonly F[],
  lesson: Lesson | null,
  presented: string | null = null,
): readonly F[] {
  if (shows(lesson, 'figures')) return figures;
  const kept = figures.filter(({ id }) => id === presented || shows(lesson, figurePart(id)));
  return kept.length > 0 ? kept : figures.slice(0, 1);
}

/** What a lesson names and the lab does not have, in sentences. */
export function lessonFaults(
  { show, lock }: Lesson,
  params: readonly string[],
  figures: readonly string[],
): readonly string[] {
  const parts: readonly string[] = [...params, ...lessonParts, ...figures.map(figurePart)];
  const absent = (verb: string) => (name: string) =>
    `The lesson ${verb} "${name.slice(0, 40)}", which this lab does not have; it is ignored.`;
  return [
    ...(show ?? []).filter((name) => !parts.includes(name)).map(absent('shows')),
    ...lock.filter((name) => !params.includes(name)).map(absent('locks')),
  ];
}
