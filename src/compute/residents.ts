import type { RunPlace } from '../core/training/exchange';

/** The runs that are kept where they are trained, the most recently used of them. */
export interface Residents<State extends { readonly step: number }> {
  /** The state of a run at exactly this place, or null where it is not kept. */
  find(place: Pick<RunPlace, 'version' | 'step'>): State | null;
  /** The state of a run wherever it has got to, or null. */
  latest(version: number): State | null;
  keep(version: number, state: State): void;
  forget(version: number): void;
}

/** @param size runs that are kept at most */
export function createResidents<State extends { readonly step: number }>(
  size: number,
): Residents<State> {
  const kept = new Map<number, State>();

  function latest(version: number): State | null {
    const state = kept.get(version);
    if (!state) return null;
    keep(version, state);
    return state;
  }

  function keep(version: number, state: State): void {
    kept.delete(version);
    kept.set(version, state);
    if (kept.size > size) kept.delete(kept.keys().next().value!);
  }

  return {
    latest,
    keep,
    forget: (version) => void kept.delete(version),
    find({ version, step }) {
      const state = latest(version);
      return state?.step === step ? state : null;
    },
  };
}
