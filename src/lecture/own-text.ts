import type { Course } from './course';
import { sceneTexts, type SceneText } from './texts';

/** The words of a scene, with those that a course has of its own. */
export function textOf(id: number, course: Course | null): SceneText {
  const scene = course?.scenes.find((candidate) => candidate.id === id) ?? { id };
  const { id: _, minutes: _minutes, ...own } = scene;
  return { ...sceneTexts[id], ...own };
}
