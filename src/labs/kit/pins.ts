import type { MapMoves } from '../../charts/regime-map/MapChart';
import { formatTick } from '../../charts/shared/format';
import { clamp } from '../../charts/shared/size';
import { methods } from '../../core/atlas/methods';
import type { Phase } from '../../state/lab-store';
import { boundsOf, numbers, type NumberParam } from '../../state/params';

/** Names of the pins of a map. */
export const PIN_NAMES = ['A', 'B', 'C'] as const;
export type PinName = (typeof PIN_NAMES)[number];

/** A noise scale and a loss weight: what a place on a map sets. */
export interface Pin {
  readonly sigma: number;
  readonly epsilon: number;
}

/** Pins on the map of a training: none at first. */
export const pinsParam = (own: {
  /** Largest size of a number. */
  readonly max: number;
}) =>
  numbers({
    label: 'Pins',
    class: 'restart',
    help: 'Noise scale and loss weight of every pin, one pin after the other: each is trained in step with the first run.',
    default: [],
    min: -own.max,
    minLength: 0,
    maxLength: 2 * PIN_NAMES.length,
    describe: (pins) => pins.join(', ') || 'none',
    ...own,
  });

/** Settings with pins. */
export interface Pinned {
  readonly pins: readonly number[];
}

/** The pins that are set, in their order; half a pin is none. */
export const pinsOf = ({ pins }: Pinned): readonly Pin[] =>
  Array.from({ length: Math.floor(pins.length / 2) }, (_, i) => ({
    sigma: pins[2 * i],
    epsilon: pins[2 * i + 1],
  }));

const flatPins = (pins: readonly Pin[]): readonly number[] =>
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
function pinWithin({ sigma, epsilon }: PointParams, pin: Pin): Pin {
  const size = clamp(Math.abs(pin.epsilon), ...boundsOf(epsilon));
  return {
    sigma: clamp(pin.sigma, ...boundsOf(sigma)),
    epsilon: pin.epsilon > 0 ? size : -size,
  };
}

/** The pins as settings hold them, each within the map. */
export const pinsWithin = (table: PointParams, values: Pinned): readonly number[] =>
  flatPins(pinsOf(values).map((pin) => pinWithin(table, pin)));

/** The first of the looks that no method has. */
const FIRST_LOOK = Object.keys(methods).length;

/** What the runs of the pins are called; a pin that is moved is another run. */
export const pinRuns = (values: Pinned) =>
  namedPins(values).map(({ name, sigma, epsilon }, i) => ({
    ...{ sigma, epsilon, category: FIRST_LOOK + i },
    id: `${name} ${sigma} ${epsilon}`,
    name: `${name} (σ ${formatTick(sigma)}, ε ${formatTick(epsilon)})`,
  }));

/**
 * The runs that the pins ask for: those of the lab, at other noise scales and loss weights.
 * @param trainingOf what is trained under these values: setup, knobs, stop
 */
export const pinSpecs = <V extends Pinned & Pin, Training extends object>(
  values: V,
  trainingOf: (values: V) => Training,
) =>
  pinRuns(values).map(({ sigma, epsilon, ...run }) => ({
    ...run,
    ...trainingOf({ ...values, sigma, epsilon }),
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

/** The store of a lab that has a point and pins. */
export interface PinStore {
  getState(): { readonly values: Pinned };
  set(values: Partial<Pinned & Pin>, phase?: Phase): void;
}

/**
 * What moves the point and the pins on the map of a training.
 * @param offMap the settings of a place on the map
 */
export const pinMoves = (store: PinStore, offMap: (place: Pin) => Pin): MapMoves => ({
  onPoint: (place, phase) => store.set(offMap(place), phase),
  onPick(place, number) {
    const at = offMap(place);
    if (number === null) store.set(at);
    else store.set({ pins: putPin(store.getState().values, number - 1, at) });
  },
  onChoose(name) {
    const chosen = namedPins(store.getState().values).find((pin) => pin.name === name);
    if (chosen) store.set({ sigma: chosen.sigma, epsilon: chosen.epsilon });
  },
});
