import { integer, number, type ParamClass } from '../../state/params';

/*
 * Parameters that every lab means the same thing by. Their bounds stand in links: a value beyond them is
 * clamped there.
 */

/** The noise scale sigma. */
export const sigmaParam = (own: { readonly default: number; readonly help: string }) =>
  number({
    label: 'Noise scale',
    symbol: 'σ',
    min: 0.01,
    max: 100,
    scale: 'log',
    class: 'live',
    describe: (value) => `sigma ${value}`,
    ...own,
  });

/** The loss weight epsilon, of either sign. */
export const epsilonParam = (own: {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}) =>
  number({
    label: 'Loss weight',
    symbol: 'ε',
    scale: 'signed-log',
    class: 'live',
    describe: (value) => `epsilon ${value < 0 ? 'minus ' : ''}${Math.abs(value)}`,
    ...own,
  });

/** The seed of all that is random in a lab. */
export const seedParam = (own: { readonly class: ParamClass; readonly help: string }) =>
  integer({ label: 'Seed', default: 1, min: 0, max: 0xffffffff, ...own });
