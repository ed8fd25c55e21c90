import type { ArgmaxProblem } from '../../../core/problem';
import type { PinName, PinValues } from '../params';
import { namedPins } from '../pins';

/** A pin with its name. */
export interface NamedPin {
  readonly name: PinName;
  readonly sigma: number;
  readonly epsilon: number;
}

/** The pins that are not the point: what other figures show of them are ghosts. */
export const ghostsOf = (values: Pick<PinValues, 'pin' | 'pins'>): readonly NamedPin[] =>
  namedPins(values).filter(({ name }) => name !== values.pin);

/**
 * What a figure shows of every ghost, from the problem with the sigma and the epsilon of the pin. It is computed
 * anew where a ghost or its problem changes: the point, which moves most often, is no part of it.
 */
export function ghostSource<Setting extends string | number, Shown>(
  compute: (problem: ArgmaxProblem, setting: Setting) => Shown,
) {
  let held: { readonly key: string; readonly ghosts: readonly (NamedPin & Shown)[] } | null = null;
  return (
    problem: ArgmaxProblem,
    pins: readonly NamedPin[],
    setting: Setting,
  ): readonly (NamedPin & Shown)[] => {
    const { scores, loss, k, noise } = problem;
    const key = JSON.stringify([scores, loss, k, noise, pins, setting]);
    if (held?.key !== key) {
      const ghosts = pins.map((pin) => {
        const { sigma, epsilon } = pin;
        return { ...pin, ...compute({ ...problem, sigma, epsilon }, setting) };
      });
      held = { key, ghosts };
    }
    return held.ghosts;
  };
}
