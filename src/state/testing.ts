import { boolean, choice, integer, number, numbers } from './params';

const common = { class: 'live', help: 'A parameter of the tests.' } as const;

/** A table with one parameter of every kind and scale, for the tests of this folder. */
export const sampleTable = {
  list: numbers({
    ...common,
    label: 'List',
    default: [1, 2],
    min: -5,
    max: 5,
    minLength: 2,
    maxLength: 4,
  }),
  size: number({ ...common, label: 'Size', default: 1, min: 0.01, max: 100, scale: 'log' }),
  weight: number({
    ...common,
    label: 'Weight',
    default: -1,
    min: 0.001,
    max: 100,
    scale: 'signed-log',
  }),
  shift: number({ ...common, label: 'Shift', default: 0, min: -3, max: 3 }),
  count: integer({ ...common, label: 'Count', default: 7, min: 0, max: 0xffffffff }),
  shape: choice({
    ...common,
    label: 'Shape',
    default: 'round',
    options: [
      { value: 'round', label: 'Round' },
      { value: 'square', label: 'Square' },
    ],
  }),
  on: boolean({ ...common, label: 'On', default: true }),
};
