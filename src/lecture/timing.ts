import type { Scene } from './scenes';

/** How long a lecture has taken so far, by a clock that a reload doesn't set back; times in milliseconds. */
export interface Timing {
  /** When its first scene was shown; null before that. */
  readonly begun: number | null;
  /** The scene that is shown, by its number, and since when; null while there is none. */
  readonly at: { readonly scene: number; readonly since: number } | null;
  /** What was spent in scenes before this moment, by their numbers. */
  readonly spent: Readonly<Record<number, number>>;
}

export const untimed: Timing = { begun: null, at: null, spent: {} };

/** Another scene is shown, or none. */
export function enter(timing: Timing, scene: number | null, now: number): Timing {
  if (scene === (timing.at?.scene ?? null)) return timing;
  const { at, spent, begun } = timing;
  return {
    begun: begun ?? (scene === null ? null : now),
    at: scene === null ? null : { scene, since: now },
    spent: at ? { ...spent, [at.scene]: spentIn(timing, at.scene, now) } : spent,
  };
}

/** Milliseconds spent in a scene, over all visits. */
export function spentIn({ at, spent }: Timing, scene: number, now: number): number {
  const before = Object.hasOwn(spent, scene) ? spent[scene] : 0;
  return before + (at?.scene === scene ? Math.max(0, now - at.since) : 0);
}

export const elapsed = ({ begun }: Timing, now: number) =>
  begun === null ? 0 : Math.max(0, now - begun);

/**
 * Milliseconds behind the plan of a list of scenes: beyond the time at which the scene should have ended.
 * Negative where the scene comes before its time.
 */
export function behind(timing: Timing, list: readonly Scene[], now: number): number {
  const index = list.findIndex(({ id }) => id === timing.at?.scene);
  if (index < 0) return 0;
  const start = planned(list.slice(0, index));
  const end = planned(list.slice(0, index + 1));
  const passed = elapsed(timing, now);
  return passed > end ? passed - end : Math.min(0, passed - start);
}

/** What a list of scenes takes by its plan. */
export const planned = (list: readonly Pick<Scene, 'minutes'>[]) =>
  60_000 * list.reduce((sum, { minutes }) => sum + minutes, 0);

/** What was stored, if it is well formed; else a lecture that has not begun. */
export function readTiming(value: unknown): Timing {
  const { begun, at, spent } = (value ?? {}) as Partial<Timing>;
  const isWell =
    isTime(begun) &&
    (at === null || (isTime(at?.scene) && isTime(at.since))) &&
    Object.values(spent ?? {}).every(isTime);
  return isWell ? { begun, at, spent: { ...spent } } : untimed;
}

const isTime = (value: unknown): value is number => Number.isFinite(value);
