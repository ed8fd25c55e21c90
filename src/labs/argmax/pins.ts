import { flatPins, PINS, pinsOf, type Pin, type PinName, type PinValues } from './params';

/** The pins with their names. */
export const namedPins = (values: Pick<PinValues, 'pins'>) =>
  pinsOf(values).map((pin, i) => ({ name: PINS[i], ...pin }));

/** A pin as the point; one that is not set yet is set where it is put, else where the point is. */
export function choosePin(values: PinValues, name: PinName, place?: Pin): PinValues {
  const set = pinsOf(values);
  // the next one that is free stands in for those after it
  const at = Math.min(PINS.indexOf(name), set.length);
  const chosen = place ?? set[at] ?? { sigma: values.sigma, epsilon: values.epsilon };
  return {
    ...chosen,
    pin: PINS[at],
    pins: flatPins([...set.slice(0, at), chosen, ...set.slice(at + 1)]),
  };
}

/** Takes a pin away, but for the last one; those after it move up. */
export function removePin(values: PinValues, name: PinName): Partial<PinValues> {
  const set = pinsOf(values);
  const at = PINS.indexOf(name);
  if (set.length === 1 || at >= set.length) return {};
  const left = set.toSpliced(at, 1);
  const active = PINS.indexOf(values.pin);
  const next = Math.min(active > at ? active - 1 : active, left.length - 1);
  return { ...left[next], pin: PINS[next], pins: flatPins(left) };
}

/** What a chart with a point and pins asks for, as changes of settings. */
export function pinMoves(valuesNow: () => PinValues, set: (patch: Partial<PinValues>) => void) {
  return {
    onPick: (place: Pin, number: number | null) => {
      const values = valuesNow();
      set(choosePin(values, number === null ? values.pin : PINS[number - 1], place));
    },
    onChoose: (name: string) => set(choosePin(valuesNow(), name as PinName)),
  };
}
