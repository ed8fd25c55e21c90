import type { Ghost } from '../charts/shared/ghost';

/**
 * The scenes of the lecture: where each stands, what it leaves out while its question is open, and where the
 * reveal leads. The words are in `texts.ts`, so that a translation is one more file.
 */

export type SceneGroup = 'noise' | 'gradient' | 'learning' | 'structures';

export interface Scene {
  /** From 1; stands in links. */
  readonly id: number;
  readonly group: SceneGroup;
  readonly lab: string;
  /** Id of the figure in the manifest of the lab. */
  readonly figure: string;
  /** The state of the lab while the question is open, as a link of the lab has it. */
  readonly query: string;
  /** Parts of the figure that would give the answer away: names of `data-part`. */
  readonly hides: readonly string[];
  /**
   * Parts that stay away after the reveal too: a later scene asks for them, or this one is not about them. A
   * figure gives their room to what is left.
   */
  readonly withholds?: readonly string[];
  /** Number of the right answer, from 1. */
  readonly right: number;
  /**
   * What an answer looks like in the figure, one per answer. None where it has no place there: of a number of
   * draws (6), the name of a curve that only the reveal draws (10), so many of five neighbours (13), a cell of
   * a table (14).
   */
  readonly ghosts?: readonly Ghost[];
  /** Whether they go with the reveal, which leaves the setting that was asked about. */
  readonly ghostGoes?: boolean;
  /** Settings that the reveal moves to, as a link has them; '' where it only shows what was left out. */
  readonly to: string;
  /** Whether the reveal trains. */
  readonly runs?: boolean;
  /** Minutes in a lecture of forty. */
  readonly minutes: number;
}

const nearTie = 'scores=1,0.9,-1&loss=1,0,1';
const share = (of: number, ...values: number[]) =>
  values.map((value): Ghost => ({ kind: 'share', of, value }));
const slope = (...values: number[]) => values.map((value): Ghost => ({ kind: 'slope', value }));
const winner = (...classes: number[]) => classes.map((of): Ghost => ({ kind: 'winner', of }));
const at = (...values: number[]) => values.map((value): Ghost => ({ kind: 'at', value }));

export const scenes: readonly Scene[] = [
  {
    id: 1,
    group: 'noise',
    ...{ lab: 'argmax', figure: 'frequency', query: 'sigma=0.01' },
    ...{ hides: [], right: 1, to: 'scores=1,0.5,-1' },
    ghosts: share(0, 1, 0.9, 0),
    minutes: 2,
  },
  {
    id: 2,
    group: 'noise',
    ...{ lab: 'argmax', figure: 'frequency', query: 'sigma=1&draw=0' },
    ...{ hides: ['noise', 'winner'], withholds: ['shares'], right: 2, to: '' },
    ghosts: winner(0, 1, 2),
    minutes: 3,
  },
  {
    id: 3,
    group: 'noise',
    ...{ lab: 'argmax', figure: 'frequency', query: 'sigma=1' },
    ...{ hides: ['shares'], right: 2, to: '' },
    ghosts: share(0, 0.5, 0.79, 0.95),
    minutes: 3,
  },
  {
    id: 4,
    group: 'noise',
    ...{ lab: 'argmax', figure: 'simplex', query: 'sigma=0.03' },
    ...{ hides: ['path'], right: 3, to: 'sigma=10' },
    ghosts: [
      { kind: 'point', shares: [1, 0, 0] },
      { kind: 'point', shares: [0, 1, 0] },
      { kind: 'point', shares: [1 / 3, 1 / 3, 1 / 3] },
    ],
    minutes: 3,
  },
  {
    id: 5,
    group: 'gradient',
    ...{ lab: 'argmax', figure: 'secant', query: `${nearTie}&sigma=0.01` },
    ...{ hides: ['slopes'], withholds: ['other'], right: 1, to: 'sigma=0.3' },
    ghosts: slope(0, -1, -1000),
    ghostGoes: true,
    minutes: 3,
  },
  {
    id: 6,
    group: 'gradient',
    ...{ lab: 'argmax', figure: 'plane', query: 'scores=0,0,0' },
    ...{ hides: ['draws', 'moved'], right: 1, to: '' },
    minutes: 3,
  },
  {
    id: 7,
    group: 'gradient',
    ...{ lab: 'argmax', figure: 'envelope', query: 'scores=0,0,0&sigma=0.3' },
    ...{ hides: ['slopes'], right: 2, to: '' },
    ghosts: slope(0, 2 / 3, 1),
    minutes: 3,
  },
  {
    id: 8,
    group: 'gradient',
    ...{ lab: 'argmax', figure: 'secant', query: `${nearTie}&sigma=0.3&epsilon=-0.6` },
    ...{ hides: ['other'], right: 1, to: 'epsilon=0.6' },
    ghosts: slope(-0.55, -0.95, -0.71),
    minutes: 3,
  },
  {
    id: 9,
    group: 'learning',
    ...{ lab: 'argmax', figure: 'bias-variance', query: `${nearTie}&sigma=0.3` },
    ...{ hides: ['errors'], right: 2, to: 'epsilon=-0.1' },
    ghosts: at(-0.01, -0.1, -10),
    minutes: 4,
  },
  {
    id: 10,
    group: 'learning',
    ...{ lab: 'matching', figure: 'sign', query: 'd=100' },
    ...{ hides: ['curves'], withholds: ['few'], right: 1, to: '' },
    minutes: 3,
  },
  {
    id: 11,
    group: 'learning',
    ...{ lab: 'argmax', figure: 'loss', query: `${nearTie}&sigma=0.1` },
    ...{ hides: ['curve'], right: 2, to: 'sigma=0.68' },
    ghosts: at(0.01, 0.68, 10),
    minutes: 4,
  },
  {
    id: 12,
    group: 'structures',
    ...{ lab: 'matching', figure: 'matching', query: 'd=10&view=difference&speed=easy' },
    ...{ hides: ['links'], right: 3, to: '', runs: true },
    ghosts: [
      { kind: 'counts', values: [0, 0] },
      { kind: 'counts', values: [1, 2] },
      { kind: 'counts', values: [0, 8] },
    ],
    minutes: 3,
  },
  {
    id: 13,
    group: 'structures',
    ...{ lab: 'knn', figure: 'query', query: 'query=7&sigma=0.3' },
    ...{ hides: [], withholds: ['map'], right: 2, to: 'sigma=3' },
    minutes: 3,
  },
  {
    id: 14,
    group: 'structures',
    ...{ lab: 'knn', figure: 'table', query: '' },
    ...{ hides: ['results'], right: 2, to: '' },
    minutes: 3,
  },
];

/** Lists of scenes that can be gone through, by their name in links. */
export const courses: Readonly<Record<string, readonly number[]>> = { tour: [1, 3, 5, 8, 11] };

/** A place in a list of scenes. */
export interface Listed {
  readonly id: number;
  /** Minutes, where they are others than those of the scene. */
  readonly minutes?: number;
}

/** Name of the reader's own list in links. */
export const OWN = 'own';

/**
 * Scenes of a course in their order, of those labs that there are; the whole lecture without a name.
 * @param own the reader's own list, where there is one
 */
export function scenesOf(
  course: string | null,
  labs: readonly string[],
  own: readonly Listed[] | null = null,
): readonly Scene[] {
  const there = scenes.filter(({ lab }) => labs.includes(lab));
  const list = course === OWN ? own : course === null ? null : listOf(course);
  if (!list) return there;
  return list.flatMap(({ id, minutes }) => {
    const scene = there.find((candidate) => candidate.id === id);
    return scene ? { ...scene, minutes: minutes ?? scene.minutes } : [];
  });
}

const listOf = (course: string): readonly Listed[] | null =>
  Object.hasOwn(courses, course) ? courses[course].map((id) => ({ id })) : null;

export const sceneOf = (id: number): Scene | undefined => scenes.find((scene) => scene.id === id);

/** The query of the scene after its reveal: its own settings, but for those that the reveal moves. */
export function revealedQuery({ query, to }: Pick<Scene, 'query' | 'to'>): string {
  const entries = (text: string) => text.split('&').filter(Boolean);
  const nameOf = (part: string) => part.slice(0, part.indexOf('='));
  const moved = entries(to).map(nameOf);
  return [...entries(query).filter((part) => !moved.includes(nameOf(part))), ...entries(to)].join(
    '&',
  );
}
