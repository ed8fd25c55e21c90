import type { Lesson } from '../../state/lesson';
import { shows } from './lesson';

/** Names in a lesson that are neither parameters nor figures. */
export const lessonParts = ['run', 'menu', 'figures', 'presets', 'reset'] as const;

/** The name of a figure in a lesson; some figures are called like parameters. */
export const figurePart = (id: string) => `figure-${id}`;

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
