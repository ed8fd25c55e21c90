import { formatHash, type Route } from '../state/route';
import { revealedQuery, sceneOf, scenesOf, type Scene } from './scenes';

/** The address of a scene: with its question open, or as its reveal leaves it. */
export function hashOfScene(scene: Scene, course: string | null, asks = true): string {
  const { id, lab } = scene;
  const query = asks ? scene.query : revealedQuery(scene);
  return formatHash({ lab, query, present: null, scene: { id, asks, said: null, course } });
}

/** Id of the page of short addresses: "#/lecture?scene=3&course=tour". */
const LECTURE = 'lecture';

/** The short address of a scene, for paper and QR codes. */
export const shortHash = (id: number, course: string | null = null) =>
  `#/${LECTURE}?scene=${id}${course === null ? '' : `&course=${course}`}`;

/**
 * The address that an address of the lecture stands for: that of a scene in its lab. Without a scene that is
 * known it is the first; a scene is only shown in its own lab.
 * @returns null for an address that stands for itself
 */
export function resolveScene({ lab, scene }: Route, labs: readonly string[]): string | null {
  const known = scene ? sceneOf(scene.id) : undefined;
  if (lab !== LECTURE) return scene && known && known.lab !== lab ? hashOfScene(known, null) : null;
  const course = scene?.course ?? null;
  const target = known ?? scenesOf(course, labs).at(0);
  return target ? hashOfScene(target, course) : null;
}
