import { nameOfLaw } from '../../core/atlas/law-names';
import { terrainCosts, terrainNames, type TerrainName } from '../../core/terrain/kinds';
import { boundsOf, choice, integer, number, numbers, type Values } from '../../state/params';
import { epsilonParam, seedParam, sigmaParam } from '../kit/params';
import { MOST_PACKED, pack, packedLength, unpack } from './costs';

/** Cells of a side. */
const sizes = ['8', '12', '18'] as const;
const LARGEST = 18;
/** Of maps with a picture. */
export const PICTURED = '12';

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
    class: 'resample',
    help: 'The same seed draws the same noise, on every machine.',
  }),
  source: choice({
    label: 'Maps',
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
  const names = ['map', 'size', 'source', 'costsFrom'] as const;
  return names.some((name) => values[name] !== before[name]) ? { costs: [] } : {};
}
