import { formatHash, type Route, type SceneAt } from '../state/route';
import type { Course } from './course';
import { OWN, revealedQuery, sceneOf, scenesOf, type Scene } from './scenes';

/** The address of a scene: with its question open, or as its reveal leaves it. */
export const hashOfScene = (scene: Scene, course: string | null, asks = true): string =>
  hashAt(scene, { id: scene.id, asks, said: null, course });

/** The address of a step of a scene, with the answer that was given. */
export function hashAt(scene: Scene, at: SceneAt): string {
  const query = at.asks ? scene.query : revealedQuery(scene);
  return formatHash({ lab: scene.lab, query, present: null, scene: at, lesson: null });
}

/** Where an own course begins; null where there is a lab for none of its scenes. */
export function startOfOwn({ scenes }: Pick<Course, 'scenes'>, labs: readonly string[]) {
  const first = scenesOf(OWN, labs, scenes).at(0);
  return first ? hashOfScene(first, OWN) : null;
}

/** Id of the page of short addresses: "#/lecture?scene=3&course=tour". */
const LECTURE = 'lecture';

/** The short address of a scene, for paper and QR codes. */
export const shortHash = (id: number, course: string | null = null) =>
  `#/${LECTURE}?scene=${id}${course === null ? '' : `&course=${course}`}`;

/**
 * The address that an address of the lecture stands for: that of a scene in its lab. Without a scene that is
 * known it is the first of the course; a scene is only shown in its own lab.
 * @returns null for an address that stands for itself
 */
export function resolveScene(route: Route, labs: readonly string[]): string | null {
  const { lab, scene } = route;
  const known = scene ? sceneOf(scene.id) : undefined;
  if (lab !== LECTURE) return scene && known && known.lab !== lab ? hashOfScene(known, null) : null;
  const course = scene ? scene.course : route.course;
  const target = known ?? scenesOf(course, labs).at(0);
  return target ? hashOfScene(target, course) : null;
}
