import { nameOfLaw } from '../../core/atlas/law-names';
import { terrainCosts, terrainNames, type TerrainName } from '../../core/terrain/kinds';
import {
  boundsOf,
  choice,
  integer,
  number,
  numbers,
  sameValue,
  type Values,
} from '../../state/params';
import {
  epsilonParam,
  maxStepsParam,
  methodParams,
  paceParams,
  rateParam,
  seedParam,
  sigmaParam,
  watchedPace,
} from '../kit/params';
import { MOST_PACKED, pack, packedLength, unpack } from './costs';
import { pathsVariants } from './experiment/spec';

/** Cells of a side. */
const sizes = ['8', '12', '18'] as const;
const LARGEST = 18;
/** Of maps with a picture. */
export const PICTURED = '12';

/** Training maps there are at least, of which a step may take all. */
const LEAST_MAPS = 100;
/** Numbers of the held-out maps that are shown: of the first dozens those on which most is to be seen. */
export const SHOWN_MAPS = [12, 13, 14, 15, 16, 17] as const;

const labelOf = (name: TerrainName) => name[0].toUpperCase() + name.slice(1);

/** An entry constrains later ones only, see `normalise`. */
export const pathsTable = {
  map: integer({
    label: 'Map',
    default: 136,
    min: 0,
    max: 999,
    index: true,
    class: 'live',
    help: 'The number of the generated map.',
  }),
  size: choice({
    label: 'Cells',
    default: '12',
    options: sizes.map((value) => ({ value, label: `${value} × ${value}` })),
    class: 'live',
    help: 'How many cells the map has.',
  }),
  costs: numbers({
    label: 'Costs',
    default: [],
    min: 0,
    max: MOST_PACKED,
    step: 1,
    minLength: 0,
    maxLength: packedLength(LARGEST ** 2),
    class: 'live',
    describe: (value) => (value.length === 0 ? 'those of the map' : 'own ones'),
    help: 'What it costs to cross each cell, five cells in a number; none are those of the map.',
  }),
  moves: choice({
    label: 'Moves',
    default: 'all',
    options: [
      { value: 'all', label: 'Anywhere' },
      { value: 'forward', label: 'Forward' },
    ],
    class: 'live',
    help: 'Where a path may go: to all eight neighbours, or only to the right, down, or both at once.',
  }),
  sigma: sigmaParam({
    default: 0.3,
    help: 'How loud the noise is beside the costs: near 0 all paths are the cheapest one.',
  }),
  noise: choice({
    label: 'Noise',
    symbol: 'γ',
    default: 'normal',
    options: [
      { value: 'normal', label: nameOfLaw.normal },
      { value: 'logistic', label: nameOfLaw.logistic },
      { value: 'multiplicative', label: 'Factors' },
    ],
    class: 'live',
    help: 'Noise that is added to the costs, or factors exp(σγ − σ²/2) that keep them above 0.',
  }),
  samples: integer({
    label: 'Draws',
    symbol: 'M',
    default: 512,
    min: 1,
    max: 10_000,
    scale: 'log',
    class: 'live',
    help: 'How many draws of the noise each have their own cheapest path.',
  }),
  brush: choice({
    label: 'Brush',
    default: 'none',
    options: [
      { value: 'none', label: 'Drag a cost' },
      ...terrainNames.map((value) => ({
        value,
        label: `${labelOf(value)} ${terrainCosts[value]}`,
      })),
    ],
    class: 'live',
    help: 'What the hand on the map does: it drags the cost of a cell up and down, or paints.',
  }),
  draw: integer({
    label: 'Draw',
    default: 0,
    min: 0,
    max: 63,
    index: true,
    class: 'live',
    help: 'The draw whose path is followed along σ.',
  }),
  epsilon: epsilonParam({
    default: -20,
    min: 0.1,
    max: 100,
    help: 'How much the Hamming loss counts in the second path of direct loss: below 0 towards the goal.',
  }),
  lambda: number({
    label: 'Reach of blackbox',
    symbol: 'λ',
    default: 20,
    min: 0.1,
    max: 100,
    scale: 'log',
    class: 'live',
    help: 'How far blackbox moves the costs before it looks for another path.',
  }),
  step: number({
    label: 'Length of a step',
    default: 0.5,
    min: 0.05,
    max: 5,
    scale: 'log',
    class: 'live',
    help: 'By how much a step moves the cost that it moves most.',
  }),
  seed: seedParam({
    class: 'restart',
    help: 'The same seed draws the same noise, on every machine; of a training also weights and batches.',
  }),
  part: choice({
    label: 'Maps',
    default: 'train',
    options: [
      { value: 'train', label: 'Of the training' },
      { value: 'test', label: 'Held out' },
    ],
    class: 'live',
    help: 'Which generated maps the number counts: those to train on first, or those held out.',
  }),
  ...methodParams({
    default: 'fenchel-young',
    methods: pathsVariants,
    help: 'How the gradient in the costs of the network is estimated.',
    shared: 'maps, weights and noise',
  }),
  network: choice({
    label: 'Network',
    default: 'cells',
    options: [
      { value: 'cells', label: 'Cell by cell' },
      { value: 'pure', label: 'As released' },
      { value: 'resnet', label: 'As in the paper: ResNet18' },
    ],
    class: 'restart',
    help: 'What sees the pictures: a small network made for this page, that of the released program, or the first five layers of ResNet18, made for a graphics device.',
  }),
  maps: integer({
    label: 'Training maps',
    default: 500,
    min: LEAST_MAPS,
    max: 2000,
    scale: 'log',
    class: 'restart',
    help: 'How many maps are trained on; the tests have a hundred others.',
  }),
  batch: integer({
    label: 'Maps per step',
    default: 20,
    min: 1,
    max: LEAST_MAPS,
    class: 'live',
    help: 'How many maps a step sees; the paper takes 70.',
  }),
  trainSamples: integer({
    label: 'Draws in training',
    default: 1,
    min: 1,
    max: 10,
    class: 'live',
    help: 'Noise samples of every map in a step; a method that is known by its number keeps that.',
  }),
  rate: rateParam({
    default: 3e-3,
    max: 10,
    help: 'Learning rate of Adam; the paper has 0.0005, for many more steps.',
  }),
  maxSteps: maxStepsParam({ default: 500, max: 20_000 }),
  heldOut: integer({
    label: 'Held-out map',
    index: true,
    default: SHOWN_MAPS[0],
    min: SHOWN_MAPS[0],
    max: SHOWN_MAPS[5],
    class: 'live',
    help: 'The held-out map on which the costs of the network stand beside the true ones.',
  }),
  // a link of before there was a training opens as the lab does: to be watched
  speed: { ...paceParams.speed, default: watchedPace.speed },
  source: choice({
    label: 'Look at',
    default: 'terrain',
    options: [
      { value: 'terrain', label: 'Generated' },
      { value: 'warcraft', label: 'Warcraft, your files' },
      { value: 'own', label: 'Your pictures' },
    ],
    class: 'live',
    help: 'Which maps are looked at: generated ones, those of Warcraft files, or pictures of your own.',
  }),
  costsFrom: choice({
    label: 'Costs by',
    default: 'map',
    options: [
      { value: 'map', label: 'The map' },
      { value: 'network', label: 'A network' },
    ],
    class: 'live',
    help: 'What the cells cost: as the map has it, or as a trained network believes that sees the picture alone.',
  }),
};

export type PathsTable = typeof pathsTable;
export type PathsValues = Values<PathsTable>;

export const sigmaBounds = boundsOf(pathsTable.sigma);

/** There are as many costs as cells, or none; pictures have 12 by 12 cells. */
export function normalise(values: PathsValues): PathsValues {
  const cells = Number(values.size) ** 2;
  const { costs } = values;
  const fits = costs.length === packedLength(cells);
  const pictured = values.size === PICTURED;
  return {
    ...values,
    costs: fits ? pack(unpack(costs, cells)) : [],
    source: pictured ? values.source : 'terrain',
    costsFrom: pictured ? values.costsFrom : 'map',
  };
}

/** Another map has its own costs. */
export function follow(values: PathsValues, before: PathsValues): Partial<PathsValues> {
  const names = ['map', 'part', 'size', 'source', 'costsFrom'] as const;
  const same = names.every((name) => values[name] === before[name]);
  return same || !sameValue(values.costs, before.costs) ? {} : { costs: [] };
}
