import {
  matchingVariants,
  MAX_NUMBERS,
  MIN_NUMBERS,
  paperKnobs,
  paperStop,
} from './experiment/spec';
import { nameOfLaw } from '../../core/atlas/law-names';
import { lawNames } from '../../core/noise/laws';
import { boolean, choice, integer, number, numbers, text, type Values } from '../../state/params';
import { MATRIX_FORM, TEXT_LENGTH } from './own/matrix';
import {
  epsilonParam,
  growParam,
  maxStepsParam,
  methodParams,
  paceParams,
  rateParam,
  samplesParam,
  seedParam,
  sigmaParam,
  sigmaRateParam,
  snapshotParam,
  sweepParam,
  watchedPace,
} from '../kit/params';
import { pinsParam, pinsWithin } from '../kit/pins';

/** Bound of numbers that a reader types; they are scaled to 0 .. 1 before any network sees them. */
const MAX_OWN = 1e9;

/**
 * Everything that can be set in the matching lab. An entry may constrain later ones only: own
 * numbers say how many there are to sort, so they come first.
 */
export const matchingTable = {
  instance: choice({
    label: 'Sequence',
    default: 'train',
    options: [
      { value: 'train', label: 'Training' },
      { value: 'test', label: 'Held out' },
      { value: 'own', label: 'Your own' },
    ],
    // with numbers of one's own, as many are sorted
    class: 'restart',
    help: 'Which numbers are under the microscope: those of the training, new ones, or yours.',
  }),
  own: numbers({
    label: 'Your numbers',
    default: [0.62, 0.11, 0.87, 0.35, 0.5, 0.93, 0.24, 0.71, 0.05, 0.44],
    min: -MAX_OWN,
    max: MAX_OWN,
    step: 0.01,
    minLength: MIN_NUMBERS,
    maxLength: MAX_NUMBERS,
    class: 'restart',
    help: 'Numbers of your own; they are scaled to 0 to 1, and as many are trained on.',
  }),
  d: integer({
    label: 'Numbers to sort',
    symbol: 'd',
    default: 10,
    min: MIN_NUMBERS,
    max: MAX_NUMBERS,
    scale: 'log',
    class: 'restart',
    help: 'How many numbers a sequence has; another d is another network.',
  }),
  ...methodParams({
    default: 'direct-learned-sigma',
    methods: matchingVariants,
    help: 'How the gradient of the predictor is estimated.',
    shared: 'data, weights and noise',
  }),
  seed: seedParam({
    class: 'restart',
    help: 'Seed of the sequences, of the first weights and of the noise.',
  }),
  sequences: integer({
    label: 'Training sequences',
    default: 10,
    min: 1,
    max: 50,
    class: 'restart',
    help: 'Sequences that are trained on, the same ones in every step.',
  }),
  sigma: sigmaParam({
    default: 1,
    help: 'How loud the noise is beside the scores; where σ(x) is learned, a factor on it.',
  }),
  epsilon: epsilonParam({
    default: paperKnobs.epsilon,
    min: 0.01,
    max: 1000,
    help: 'How hard the loss pulls y*(ε): towards low loss if negative, towards high loss if positive.',
  }),
  lossForm: choice({
    label: 'Loss in y*(ε)',
    default: paperKnobs.lossForm,
    options: [
      { value: 'paper', label: 'As printed' },
      { value: 'exact', label: 'Exact' },
    ],
    class: 'live',
    help: 'The text defines a squared error; its printed linear form and its code are another one.',
  }),
  samples: samplesParam({
    default: paperKnobs.samples,
    help: 'Noise samples per sequence and step; the paper takes 5.',
  }),
  grow: growParam({
    help: 'When no gradient is left although the loss is positive, ε grows by 10% and stays grown.',
  }),
  noise: choice({
    label: 'Noise law',
    symbol: 'γ',
    default: 'method',
    options: [
      { value: 'method', label: 'As the method has it' },
      ...lawNames.map((value) => ({ value, label: nameOfLaw[value] })),
    ],
    class: 'live',
    help: 'The law of the noise on every score; its variance is that of the method.',
  }),
  temperature: number({
    label: 'Sinkhorn temperature',
    symbol: 'τ',
    default: paperKnobs.temperature,
    min: 0.05,
    max: 20,
    scale: 'log',
    class: 'live',
    help: 'Gumbel-Sinkhorn: a low temperature brings the relaxed matrix near a matching; iterations do not.',
  }),
  iterations: integer({
    label: 'Sinkhorn iterations',
    default: paperKnobs.iterations,
    min: 1,
    max: 100,
    class: 'live',
    help: 'Gumbel-Sinkhorn: how often rows and columns are normalised in turn. More bring their sums nearer to 1; how hard the choice is depends on the temperature.',
  }),
  lambda: number({
    label: 'Interpolation',
    symbol: 'λ',
    default: paperKnobs.lambda,
    min: 0.01,
    max: 1000,
    scale: 'log',
    class: 'live',
    help: 'Blackbox: how far the scores are moved along the gradient of the loss.',
  }),
  rate: rateParam({
    default: paperKnobs.rate,
    max: 1e12,
    help: 'Learning rate of the score network; an absurd one stops the run, and it can go back.',
  }),
  sigmaRate: sigmaRateParam({
    default: paperKnobs.sigmaRate,
    help: 'Learning rate of the noise network; at the printed 0.000001 it hardly moves.',
  }),
  optimiser: choice({
    label: 'Optimiser',
    default: paperKnobs.optimiser,
    options: [
      { value: 'adam', label: 'Adam' },
      { value: 'sgd', label: 'SGD' },
    ],
    class: 'live',
    help: 'How the score network steps along its gradient; the noise network uses SGD.',
  }),
  stop: boolean({
    label: 'Stop early',
    default: true,
    class: 'live',
    help: 'Stop when the training loss has not fallen for 50 steps, as in the supplement.',
  }),
  maxSteps: maxStepsParam({ default: paperStop.maxSteps, max: 20_000 }),
  row: integer({
    label: 'Sequence number',
    index: true,
    default: 0,
    min: 0,
    max: 49,
    class: 'live',
    help: 'Which of the sequences is shown.',
  }),
  noisy: boolean({
    label: 'With noise, as in training',
    default: true,
    class: 'live',
    help: 'With noise as while training, or without as when it is tested.',
  }),
  truth: boolean({
    label: 'Show the truth',
    default: false,
    class: 'live',
    help: 'Rings the right place of every number that is in a wrong one.',
  }),
  arrange: choice({
    label: 'Numbers',
    default: 'value',
    options: [
      { value: 'value', label: 'By value' },
      { value: 'order', label: 'As they came' },
    ],
    class: 'live',
    help: 'By value a right matching has no crossings; as they came, sorting is seen to untangle.',
  }),
  view: choice({
    label: 'Show',
    default: 'prediction',
    options: [
      { value: 'prediction', label: 'y*' },
      { value: 'difference', label: 'y* and y*(ε)' },
    ],
    class: 'live',
    help: 'The prediction, or beside it the loss-augmented one: where they differ is the gradient.',
  }),
  matrix: text({
    label: 'Your matrix',
    default: '',
    form: MATRIX_FORM,
    most: TEXT_LENGTH,
    must: 'rows of numbers such as 4,1;2,0',
    class: 'live',
    help: 'A matrix of your own, of any program: which matching of its rows and columns is best.',
  }),
  matrixOf: choice({
    label: 'It holds',
    default: 'costs',
    options: [
      { value: 'costs', label: 'Costs' },
      { value: 'scores', label: 'Scores' },
    ],
    class: 'live',
    help: 'The best matching costs least, or scores most.',
  }),
  map: snapshotParam('links'),
  pins: pinsParam({ max: 1000 }),
  sweep: sweepParam,
  ...paceParams,
};

export type MatchingTable = typeof matchingTable;
export type MatchingValues = Values<MatchingTable>;

/** Own numbers say how many are sorted; a method is not compared with itself. */
export function normalise(values: MatchingValues): MatchingValues {
  return {
    ...values,
    pins: pinsWithin(matchingTable, values),
    d: values.instance === 'own' ? values.own.length : values.d,
    compare: values.compare.filter((name) => name !== values.method),
    row: Math.min(values.row, Math.max(values.sequences, TEST_SEQUENCES) - 1),
  };
}

/** Held-out sequences that a run is tested on while it trains. */
export const TEST_SEQUENCES = 20;

/** Where the lab starts; links have the table's defaults for what they leave out. */
export const initial = watchedPace;
