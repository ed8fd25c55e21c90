import type { AnyLabStore } from '../../state/lab-store';
import type { Param } from '../../state/params';
import { decode } from '../../state/url';
import { fromPosition, toPosition } from '../../ui/controls/scale';

/** Milliseconds in which a reveal moves its settings. */
const DURATION = 900;

/** A value on the way from one to another, as a slider would pass them; what has no way jumps at the end. */
export function between(param: Param, from: unknown, to: unknown, share: number): unknown {
  if (share >= 1) return to;
  if (param.kind === 'number' || param.kind === 'integer') {
    const { scale: kind, min, max } = param;
    const scale = { kind, min, max, integer: param.kind === 'integer' };
    const [a, b] = [from, to].map((value) => toPosition(scale, Number(value)));
    return fromPosition(scale, a + (b - a) * share);
  }
  if (param.kind === 'numbers') {
    const [a, b] = [from, to] as [readonly number[], readonly number[]];
    return a.length === b.length ? a.map((value, i) => value + (b[i] - value) * share) : from;
  }
  return from;
}

/** The settings that a query names, as the table of the lab reads them. */
export function settingsOf({ table, normalise }: AnyLabStore, query: string) {
  const { values } = decode(table, query, { normalise });
  const names = [...new URLSearchParams(query).keys()].filter((name) => Object.hasOwn(table, name));
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

/** Slow at both ends. */
const smooth = (t: number) => t * t * (3 - 2 * t);

/**
 * Moves the settings of a lab to those of a query.
 * @param frame calls back with the milliseconds of the next picture; null: at once
 * @returns stops on the way
 */
export function easeTo(
  store: AnyLabStore,
  query: string,
  frame: ((next: (now: number) => void) => void) | null,
): () => void {
  const goal = settingsOf(store, query);
  const { values: start } = store.getState();
  if (Object.keys(goal).length === 0) return () => undefined;
  if (!frame) {
    store.set(goal);
    return () => undefined;
  }
  let stopped = false;
  let begun: number | null = null;
  const step = (now: number) => {
    if (stopped) return;
    begun ??= now;
    const share = (now - begun) / DURATION;
    if (share >= 1) return store.set(goal);
    const moved = Object.entries(goal).map(([name, to]) => [
      name,
      between(store.table[name], start[name], to, smooth(share)),
    ]);
    store.set(Object.fromEntries(moved) as typeof goal, 'move');
    frame(step);
  };
  frame(step);
  return () => {
    stopped = true;
  };
}
