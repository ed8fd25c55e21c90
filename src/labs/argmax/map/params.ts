import { clamp } from '../../../charts/shared/size';
import { lawNames } from '../../../core/noise/laws';
import { nameOfLaw } from '../../../core/atlas/law-names';
import { choice, integer, numbers, type Values } from '../../../state/params';
import {
  argmaxTable,
  epsilonBounds,
  fitProblem,
  initial as initialProblem,
  MAX_LAB_CLASSES,
  MIN_CLASSES,
  resizeScores,
  sigmaBounds,
} from '../params';

const { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map } = argmaxTable;

/** Names of the pins. */
export const PINS = ['A', 'B', 'C'] as const;
export type PinName = (typeof PINS)[number];

/**
 * Everything that can be set on the page of the regime map: the problem as the argmax lab has it, under the same
 * names, and what is looked at. The point is the active pin, so sigma and epsilon come before the pins.
 */
export const mapTable = {
  ...{ scores, loss, k, sigma, epsilon, noise, variance, seed, batch },
  pin: choice({
    label: 'Pin',
    default: 'A',
    options: PINS.map((value) => ({ value, label: value })),
    class: 'live',
    help: 'Which pin is the point: it has the noise scale and the loss weight of the controls.',
  }),
  pins: numbers({
    label: 'Pins',
    default: [sigma.default, epsilon.default],
    min: -epsilonBounds[1],
    max: epsilonBounds[1],
    minLength: 2,
    maxLength: 2 * PINS.length,
    class: 'live',
    help: 'Noise scale and loss weight of every pin, one pin after the other.',
  }),
  map,
  draws: choice({
    label: 'Draws of the map',
    default: '16384',
    options: [
      { value: '4096', label: '4,096' },
      { value: '16384', label: '16,384' },
      { value: '65536', label: '65,536' },
    ],
    class: 'live',
    help: 'What cells are measured on where they have no closed form, the same draws in all of them.',
  }),
  beside: choice({
    label: 'Beside it',
    default: 'none',
    options: [
      { value: 'none', label: 'no other map' },
      { value: 'law', label: 'another noise law' },
      { value: 'batch', label: 'other samples per estimate' },
      { value: 'classes', label: 'another number of classes' },
      { value: 'subset', label: 'another subset size' },
    ],
    class: 'live',
    help: 'A second map of the same problem, but for one setting; the difference of both is a figure below.',
  }),
  otherLaw: choice({
    label: 'Its noise law',
    default: 'normal',
    options: lawNames.map((value) => ({ value, label: nameOfLaw[value] })),
    class: 'live',
    help: 'The noise law of the second map.',
  }),
  otherBatch: integer({
    label: 'Its samples per estimate',
    default: 1,
    min: batch.min,
    max: batch.max,
    scale: 'log',
    class: 'live',
    help: 'How many draws one gradient estimate of the second map averages.',
  }),
  otherClasses: integer({
    label: 'Its classes',
    default: 8,
    min: MIN_CLASSES,
    max: MAX_LAB_CLASSES,
    class: 'live',
    help: 'How many classes the second map has; further ones go on below the last score.',
  }),
  otherK: integer({
    label: 'Its subset size',
    default: 2,
    min: 1,
    max: k.max,
    class: 'live',
    help: 'How many classes the prediction of the second map picks, as far as there are so many.',
  }),
};

export type MapTable = typeof mapTable;
export type MapValues = Values<MapTable>;

/** Where the page opens: at the near tie of the argmax lab. */
export const initial = {
  ...initialProblem,
  pins: [initialProblem.sigma, epsilon.default],
};

/** A noise scale and a loss weight. */
export interface Pin {
  readonly sigma: number;
  readonly epsilon: number;
}

/** The pins that are set, in their order. */
export const pinsOf = ({ pins }: Pick<MapValues, 'pins'>): readonly Pin[] =>
  Array.from({ length: Math.floor(pins.length / 2) }, (_, i) => ({
    sigma: pins[2 * i],
    epsilon: pins[2 * i + 1],
  }));

const flat = (pins: readonly Pin[]) => pins.flatMap((pin) => [pin.sigma, pin.epsilon]);

/** Within the map; of epsilon the size is, and 0 is on the side below. */
function within({ sigma: s, epsilon: e }: Pin): Pin {
  const size = clamp(Math.abs(e), ...epsilonBounds);
  return { sigma: clamp(s, ...sigmaBounds), epsilon: e > 0 ? size : -size };
}

/** The problem fits together, and the active pin is the point: pins before it that there were not are there too. */
export function normalise(values: MapValues): MapValues {
  const fitting = fitProblem(values);
  const active = PINS.indexOf(values.pin);
  const point = { sigma: values.sigma, epsilon: values.epsilon };
  const set = pinsOf(values).map(within);
  const pins = Array.from({ length: Math.max(active + 1, set.length) }, (_, i) =>
    i === active ? point : (set[i] ?? point),
  );
  return { ...fitting, pins: flat(pins) };
}

type Patch = Partial<MapValues>;

/** A pin as the point; one that is not set yet is set where it is put, else where the point is. */
export function choosePin(values: MapValues, name: PinName, place?: Pin): Patch {
  const set = pinsOf(values);
  // the next one that is free stands in for those after it
  const at = Math.min(PINS.indexOf(name), set.length);
  const chosen = place ?? set[at] ?? { sigma: values.sigma, epsilon: values.epsilon };
  return {
    ...chosen,
    pin: PINS[at],
    pins: flat([...set.slice(0, at), chosen, ...set.slice(at + 1)]),
  };
}

/** Takes a pin away, but for the last one; those after it move up. */
export function removePin(values: MapValues, name: PinName): Patch {
  const set = pinsOf(values);
  const at = PINS.indexOf(name);
  if (set.length === 1 || at >= set.length) return {};
  const left = set.toSpliced(at, 1);
  const active = PINS.indexOf(values.pin);
  const next = Math.min(active > at ? active - 1 : active, left.length - 1);
  return { ...left[next], pin: PINS[next], pins: flat(left) };
}

/** The settings of the second map; null where there is none. */
export function besideOf(values: MapValues): MapValues | null {
  const { beside, otherLaw, otherBatch, otherClasses, otherK } = values;
  switch (beside) {
    case 'none':
      return null;
    case 'law':
      return { ...values, noise: otherLaw };
    case 'batch':
      return { ...values, batch: otherBatch };
    case 'classes':
      return fitProblem({ ...values, scores: resizeScores(values.scores, otherClasses) });
    case 'subset':
      return fitProblem({ ...values, k: otherK });
  }
}

/** What sets a map apart from the other, in a few words. */
export function apartAs(values: MapValues): string {
  switch (values.beside) {
    case 'none':
      return '';
    case 'law':
      return `${nameOfLaw[values.noise]} noise`;
    case 'batch':
      return `M = ${values.batch}`;
    case 'classes':
      return `${values.scores.length} classes`;
    case 'subset':
      return `k = ${values.k}`;
  }
}
