import type { Course, CourseScene } from '../../lecture/course';
import type { Scene } from '../../lecture/scenes';

/** A scene in the making of a course. */
export interface Entry {
  readonly scene: Scene;
  readonly isIn: boolean;
  readonly minutes: number;
  /** What a course had of its own for the scene. */
  readonly own: CourseScene | null;
}

/** The scenes of a course in its order, then all others; without a course all are in. */
export function entriesOf(list: readonly Scene[], course: Course | null): readonly Entry[] {
  const placeOf = ({ id }: Scene) => {
    const place = course?.scenes.findIndex((own) => own.id === id) ?? 0;
    return place < 0 ? Infinity : place;
  };
  return list
    .map((scene) => {
      const own = course?.scenes.find(({ id }) => id === scene.id) ?? null;
      const minutes = own?.minutes ?? scene.minutes;
      return { scene, own, minutes, isIn: course === null || own !== null };
    })
    .sort((a, b) => placeOf(a.scene) - placeOf(b.scene) || 0);
}

/** The list with an entry one place up (-1) or down. */
export function moved(entries: readonly Entry[], from: number, step: 1 | -1): readonly Entry[] {
  const to = from + step;
  if (to < 0 || to >= entries.length) return entries;
  return entries.with(from, entries[to]).with(to, entries[from]);
}

/** The course that the entries make; minutes are named where they are others than the scene's. */
export function courseOf(title: string, entries: readonly Entry[]): Course {
  const scenes = entries
    .filter(({ isIn }) => isIn)
    .map(({ scene, own, minutes }): CourseScene => {
      const { minutes: _, ...rest } = own ?? { id: scene.id };
      return minutes === scene.minutes ? rest : { ...rest, minutes };
    });
  return { title, scenes };
}
