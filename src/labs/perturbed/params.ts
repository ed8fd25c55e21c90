import { nameOfLaw } from '../../core/atlas/law-names';
import { methods } from '../../core/atlas/methods';
import {
  boundsOf,
  choice,
  integer,
  number,
  numbers,
  type Option,
  type Values,
} from '../../state/params';
import { seedParam, sigmaParam } from '../kit/params';
import { formNames, type FormName } from './experiment/jacobians';
import { lossNames, type LossName } from './experiment/landscape';
import { sceneOf, structureNames, type StructureName } from './experiment/structures';

/** Corners of the reader's polygon. */
export const MIN_CORNERS = 3;
export const MAX_CORNERS = 12;
/** Steps of the slow motion of the polytope. */
export const SLOW_STEPS = 7;
/** Forward paths through a grid of 4 by 4. */
const MOST_STRUCTURES = 63;

const structureLabels: Readonly<Record<StructureName, string>> = {
  simplex: 'One of 3',
  switches: '2 switches',
  ranking: 'Ranking of 3',
  subset: '2 of 4',
  polygon: 'My polygon',
  paths: 'Path of 4 × 4',
};

const lossLabels: Readonly<Record<LossName, string>> = {
  'fenchel-young': methods['fenchel-young'].short,
  squared: 'Squared',
  blackbox: methods.blackbox.short,
};

/** What the ways to a Jacobian are called: what each of them averages. */
export const formLabels: Readonly<Record<FormName, string>> = {
  structures: 'from y*',
  symmetric: 'y*, symmetric',
  maxima: 'from max',
  centred: 'max, centred',
};

const noises = ['normal', 'gumbel', 'logistic'] as const;

const optionsOf = <Name extends string>(
  names: readonly Name[],
  labels: Readonly<Record<Name, string>>,
): Option<Name>[] => names.map((value) => ({ value, label: labels[value] }));

/** An entry constrains later ones only, see `normalise`. */
export const perturbedTable = {
  structure: choice({
    label: 'Predict',
    default: 'ranking',
    options: optionsOf(structureNames, structureLabels),
    class: 'live',
    help: 'What is predicted: the corners of the polygon.',
  }),
  vertices: numbers({
    label: 'Corners',
    default: [1.2, -0.3, 0.7, 1, -0.6, 0.9, -1.1, -0.4, 0, -1.1],
    min: -2,
    max: 2,
    step: 0.1,
    minLength: 2 * MIN_CORNERS,
    maxLength: 2 * MAX_CORNERS,
    class: 'live',
    help: 'Across and up of every corner of the own polygon, one after the other.',
  }),
  scores: numbers({
    label: 'Scores',
    symbol: 'μ',
    default: [0.7, 0.9],
    min: -3,
    max: 3,
    step: 0.1,
    minLength: 2,
    maxLength: 2,
    class: 'live',
    help: 'The scores as one point of the plane of the figure: across and up.',
  }),
  sigma: sigmaParam({
    default: 0.8,
    help: 'How loud the noise is beside the scores: near 0 one corner always wins.',
  }),
  noise: choice({
    label: 'Noise',
    symbol: 'γ',
    default: 'normal',
    options: noises.map((value) => ({ value, label: nameOfLaw[value] })),
    class: 'live',
    help: 'The law of the noise of every part, with mean 0.',
  }),
  samples: integer({
    label: 'Samples',
    symbol: 'M',
    default: 1000,
    min: 1,
    max: 1_000_000,
    scale: 'log',
    class: 'live',
    help: 'How many draws a Jacobian is estimated from.',
  }),
  seed: seedParam({
    class: 'resample',
    help: 'The same seed draws the same noise, on every machine.',
  }),
  draw: integer({
    label: 'Draw',
    default: 0,
    min: 0,
    max: 255,
    index: true,
    class: 'live',
    help: 'The draw that is followed from its noise to the corner that it picks.',
  }),
  truth: integer({
    label: 'Truth',
    default: 2,
    min: 0,
    max: MOST_STRUCTURES - 1,
    index: true,
    class: 'live',
    help: 'The corner that would have been right, by its number.',
  }),
  loss: choice({
    label: 'Loss',
    default: 'fenchel-young',
    options: optionsOf(lossNames, lossLabels),
    class: 'live',
    help: 'How the distance of the prediction from the truth is measured.',
  }),
  lambda: number({
    label: 'Reach of blackbox',
    symbol: 'λ',
    default: 1,
    min: 0.01,
    max: 100,
    scale: 'log',
    class: 'live',
    help: 'How far the blackbox loss is interpolated: near 0 its cliffs are steep.',
  }),
  form: choice({
    label: 'Estimate',
    default: 'structures',
    options: optionsOf(formNames, formLabels),
    class: 'live',
    help: 'What the Jacobian whose price is shown is averaged from.',
  }),
  slow: integer({
    label: 'Slow motion',
    default: 0,
    min: 0,
    max: SLOW_STEPS,
    class: 'live',
    help: 'The step from scores and noise to a mean that moves; 0 shows all at once.',
  }),
  measure: choice({
    label: 'Measure',
    default: 'accuracy',
    options: [
      { value: 'accuracy', label: 'Right, %' },
      { value: 'squared', label: 'Error of E y*' },
    ],
    class: 'live',
    help: 'What is shown of trained classifiers on images that they have not seen.',
  }),
};

export type PerturbedTable = typeof perturbedTable;
export type PerturbedValues = Values<PerturbedTable>;

export const sigmaBounds = boundsOf(perturbedTable.sigma);
export const samplesBounds = boundsOf(perturbedTable.samples);
export const SCORE_BOUND = perturbedTable.scores.max;

/** Corners have two coordinates each, and the truth is one of the structures. */
export function normalise(values: PerturbedValues): PerturbedValues {
  const { structure, truth } = values;
  const whole = values.vertices.length - (values.vertices.length % 2);
  const vertices =
    whole === values.vertices.length ? values.vertices : values.vertices.slice(0, whole);
  const count = sceneOf(structure, vertices).structures.length;
  return { ...values, vertices, truth: Math.min(truth, count - 1) };
}
