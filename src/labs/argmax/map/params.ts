import { lawNames } from '../../../core/noise/laws';
import { nameOfLaw } from '../../../core/atlas/law-names';
import { choice, integer, numbers, type Values } from '../../../state/params';
import {
  argmaxTable,
  epsilonBounds,
  fitPins,
  fitProblem,
  MAX_LAB_CLASSES,
  MIN_CLASSES,
  resizeScores,
  sigmaBounds,
} from '../params';
import { rangeWith } from './ranges';

const { scores, loss, k, sigma, epsilon, noise, variance, seed, batch, map, pin, pins } =
  argmaxTable;

/**
 * Everything that can be set on the page of the regime map: the problem as the argmax lab has it, under the same
 * names, and what is looked at. The point is the active pin, so sigma and epsilon come before the pins.
 */
export const mapTable = {
  ...{ scores, loss, k, sigma, epsilon, noise, variance, seed, batch },
  ...{ pin, pins },
  map,
  sigmas: numbers({
    label: 'Noise scales of the map',
    default: [...sigmaBounds],
    min: sigmaBounds[0],
    max: sigmaBounds[1],
    minLength: 2,
    maxLength: 2,
    class: 'live',
    help: 'The least and the largest noise scale that the map shows; the point is always in it.',
  }),
  epsilons: numbers({
    label: 'Loss weights of the map',
    default: [...epsilonBounds],
    min: epsilonBounds[0],
    max: epsilonBounds[1],
    minLength: 2,
    maxLength: 2,
    class: 'live',
    help: 'The least and the largest size of the loss weight that the map shows, on both sides of 0.',
  }),
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

/** The problem fits together, the active pin is the point, and the map has it within its ends. */
export function normalise(values: MapValues): MapValues {
  const { sigma, epsilon, sigmas, epsilons } = values;
  return {
    ...fitPins(fitProblem(values)),
    sigmas: rangeWith(sigmas, sigma, sigmaBounds),
    epsilons: rangeWith(epsilons, Math.abs(epsilon), epsilonBounds),
  };
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
