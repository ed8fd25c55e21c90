import type { AnsweredOf, AskedOf, RunKind, RunTypes } from './kind';
import { same, type Run } from './run';

/** What is known of where a run is trained. */
interface Place<E extends RunTypes> {
  readonly version: number;
  /** The knobs of the last request. */
  readonly knobs: E['knobs'];
  /** When its state was last given to the page. */
  readonly stateAt: number;
}

/**
 * Decides what goes to and fro of runs whose weights stay where they are trained: a state goes there
 * with the first request only, and comes back as often as its size allows; always before knobs change,
 * for then the page could not have it made again.
 */
export interface Residence<E extends RunTypes> {
  /** @param playing whether more requests will follow at once */
  ask(run: Run<E>, playing: boolean): AskedOf<E>;
  learn(answers: readonly AnsweredOf<E>[]): void;
}

export function createResidence<E extends RunTypes>(
  kind: RunKind<E>,
  now: () => number,
): Residence<E> {
  const places = new Map<string, Place<E>>();
  return {
    ask(run, playing) {
      const { id, version, step, setup, knobs, stop } = run;
      const known = places.get(id);
      const place = known?.version === version ? known : null;
      const stateAt = place?.stateAt ?? -Infinity;
      places.set(id, { version, knobs, stateAt });
      return {
        ...{ id, version, step, setup, knobs, stop },
        state: place ? null : run.state,
        before: place !== null && !same(place.knobs, knobs),
        after: !playing || now() - stateAt >= kind.stateEvery(run.state),
      };
    },
    learn(answers) {
      for (const { id, version, missing, state } of answers) {
        const place = places.get(id);
        if (place?.version !== version) continue;
        if (missing) places.delete(id);
        else if (state) places.set(id, { ...place, stateAt: now() });
      }
    },
  };
}
