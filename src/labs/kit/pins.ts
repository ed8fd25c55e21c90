import { formatTick } from '../../charts/shared/format';
import { clamp } from '../../charts/shared/size';
import { methods } from '../../core/atlas/methods';
import { boundsOf, numbers, type NumberParam, type ParamClass } from '../../state/params';

/** Names of the pins of a map. */
export const PIN_NAMES = ['A', 'B', 'C'] as const;
export type PinName = (typeof PIN_NAMES)[number];

/** A noise scale and a loss weight. */
export interface Pin {
  readonly sigma: number;
  readonly epsilon: number;
}

/** Pins on the map of a training: none at first. */
export const pinsParam = (own: {
  readonly class: ParamClass;
  readonly help: string;
  /** Largest size of a number. */
  readonly max: number;
}) =>
  numbers({
    label: 'Pins',
    default: [],
    min: -own.max,
    minLength: 0,
    maxLength: 2 * PIN_NAMES.length,
    describe: (pins) => pins.join(', ') || 'none',
    ...own,
  });

interface Pinned {
  readonly pins: readonly number[];
}

/** The pins that are set, in their order; half a pin is none. */
export const pinsOf = ({ pins }: Pinned): readonly Pin[] =>
  Array.from({ length: Math.floor(pins.length / 2) }, (_, i) => ({
    sigma: pins[2 * i],
    epsilon: pins[2 * i + 1],
  }));

export const flatPins = (pins: readonly Pin[]): readonly number[] =>
  pins.flatMap(({ sigma, epsilon }) => [sigma, epsilon]);

/** A pin with a name. */
export interface NamedPin extends Pin {
  readonly name: PinName;
}

export const namedPins = (values: Pinned): readonly NamedPin[] =>
  pinsOf(values).map((pin, i) => ({ name: PIN_NAMES[i], ...pin }));

interface PointParams {
  readonly sigma: NumberParam;
  readonly epsilon: NumberParam;
}

/** Within the bounds of both settings; of epsilon the size is, and 0 is on the side below. */
export function pinWithin({ sigma, epsilon }: PointParams, pin: Pin): Pin {
  const size = clamp(Math.abs(pin.epsilon), ...boundsOf(epsilon));
  return {
    sigma: clamp(pin.sigma, ...boundsOf(sigma)),
    epsilon: pin.epsilon > 0 ? size : -size,
  };
}

/** The first of the looks that no method has. */
const FIRST_LOOK = Object.keys(methods).length;

/** What the runs of the pins are called; a pin that is moved is another run. */
export const pinRuns = (values: Pinned) =>
  namedPins(values).map(({ name, sigma, epsilon }, i) => ({
    ...{ sigma, epsilon, category: FIRST_LOOK + i },
    id: `${name} ${sigma} ${epsilon}`,
    name: `${name} (σ ${formatTick(sigma)}, ε ${formatTick(epsilon)})`,
  }));

/** The pins without that of a run. */
export const withoutRun = (values: Pinned, id: string): readonly number[] => {
  const left = pinRuns(values).filter((run) => run.id !== id);
  return left.length === pinsOf(values).length ? values.pins : flatPins(left);
};

/** The pins after one has been put at a place; one beyond those that are set is the next one. */
export function putPin(values: Pinned, number: number, place: Pin): readonly number[] {
  const set = pinsOf(values);
  const at = Math.min(number, set.length, PIN_NAMES.length - 1);
  return flatPins([...set.slice(0, at), place, ...set.slice(at + 1)]);
}
