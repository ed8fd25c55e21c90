import type { Scene } from './scenes';

/** A scene, by its number, and since when it is shown. */
interface Visit {
  readonly scene: number;
  readonly since: number;
}

/** How long a lecture has taken so far, by a clock that a reload doesn't set back; times in milliseconds. */
export interface Timing {
  /** The scene that was shown first; null before that. */
  readonly first: Visit | null;
  /** The scene that is shown; null while there is none. */
  readonly at: Visit | null;
  /** What was spent in scenes before this moment, by their numbers. */
  readonly spent: Readonly<Record<number, number>>;
}

export const untimed: Timing = { first: null, at: null, spent: {} };

/** Another scene is shown, or none. */
export function enter(timing: Timing, scene: number | null, now: number): Timing {
  if (scene === (timing.at?.scene ?? null)) return timing;
  const { at, spent, first } = timing;
  const visit = scene === null ? null : { scene, since: now };
  return {
    first: first ?? visit,
    at: visit,
    spent: at ? { ...spent, [at.scene]: spentIn(timing, at.scene, now) } : spent,
  };
}

/** Milliseconds spent in a scene, over all visits. */
export function spentIn({ at, spent }: Timing, scene: number, now: number): number {
  const before = Object.hasOwn(spent, scene) ? spent[scene] : 0;
  return before + (at?.scene === scene ? Math.max(0, now - at.since) : 0);
}

export const elapsed = ({ first }: Timing, now: number) =>
  first === null ? 0 : Math.max(0, now - first.since);

/**
 * Milliseconds behind the plan of a list of scenes, from the one that was shown first: beyond the time at
 * which the scene should have ended. Negative where the scene comes before its time.
 */
export function behind(timing: Timing, list: readonly Scene[], now: number): number {
  const indexOf = (visit: Visit | null) => list.findIndex(({ id }) => id === visit?.scene);
  const index = indexOf(timing.at);
  if (index < 0) return 0;
  const first = Math.max(0, indexOf(timing.first));
  const start = planned(list.slice(first, index));
  const end = planned(list.slice(first, index + 1));
  const passed = elapsed(timing, now);
  return passed > end ? passed - end : Math.min(0, passed - start);
}

/** What a list of scenes takes by its plan. */
export const planned = (list: readonly Pick<Scene, 'minutes'>[]) =>
  60_000 * list.reduce((sum, { minutes }) => sum + minutes, 0);

/** What was stored, if it is well formed; else a lecture that has not begun. */
export function readTiming(value: unknown): Timing {
  const { first, at, spent } = (value ?? {}) as Partial<Timing>;
  const isWell = isVisit(first) && isVisit(at) && Object.values(spent ?? {}).every(isTime);
  return isWell ? { first, at, spent: { ...spent } } : untimed;
}

const isVisit = (value: unknown): value is Visit | null => {
  if (typeof value !== 'object') return false;
  return value === null || ['scene', 'since'].every((name) => isTime(Reflect.get(value, name)));
};

const isTime = (value: unknown): value is number => Number.isFinite(value);
