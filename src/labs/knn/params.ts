import { embeddingNames } from '../../core/networks/embeddings';
import { knnVariants, MAX_K, paperKnobs } from './experiment/spec';
import { nameOfLaw } from '../../core/atlas/law-names';
import { lawNames } from '../../core/noise/laws';
import { boolean, choice, integer, number, type Values } from '../../state/params';
import {
  epsilonParam,
  gpuNetworksParam,
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

const networkLabels = {
  compact: 'Compact (64 dimensions)',
  lenet: 'LeNet of the paper (500)',
  resnet18: 'ResNet18 of the paper (512)',
} as const;

/** Everything that can be set in the kNN lab. */
export const knnTable = {
  dataset: choice({
    label: 'Images',
    default: 'drawn',
    options: [
      { value: 'drawn', label: 'Drawn digits' },
      { value: 'mnist', label: 'MNIST' },
      { value: 'fashion-mnist', label: 'Fashion-MNIST' },
      { value: 'cifar10', label: 'CIFAR-10' },
      { value: 'own', label: 'Your own' },
    ],
    class: 'restart',
    help: 'Which images are learned; drawn digits are made by this page, others must be on the site.',
  }),
  network: choice({
    label: 'Network',
    default: 'compact',
    options: embeddingNames.map((value) => ({ value, label: networkLabels[value] })),
    class: 'restart',
    help: 'The network that embeds an image. The compact one trains while you watch; ResNet18 needs a real GPU, without one an epoch takes hours.',
  }),
  ...methodParams({
    default: 'direct-learned-sigma',
    methods: knnVariants,
    help: 'How the gradient of the top-k prediction is estimated.',
    shared: 'images, weights and noise',
  }),
  seed: seedParam({
    class: 'restart',
    help: 'Seed of the first weights, of the batches and of the noise.',
  }),
  k: integer({
    label: 'Neighbours',
    symbol: 'k',
    default: paperKnobs.k,
    min: 1,
    max: MAX_K,
    class: 'live',
    help: 'How many nearest candidates are predicted, and vote for the class; among classes of as many votes, that of the nearest candidate wins.',
  }),
  sigma: sigmaParam({
    default: 0.3,
    help: 'How loud the noise is beside the distances; where σ(x) is learned, a factor on it.',
  }),
  epsilon: epsilonParam({
    default: paperKnobs.epsilon,
    min: 0.001,
    max: 100,
    help: 'How hard the loss pulls y*(ε): at −0.1 right candidates seem a tenth nearer.',
  }),
  lossForm: choice({
    label: 'Loss in y*(ε)',
    default: paperKnobs.lossForm,
    options: [
      { value: 'distance', label: 'By distance' },
      { value: 'count', label: 'Count' },
    ],
    class: 'live',
    help: 'As printed, a right candidate weighs as much as it is far; or all weigh the same.',
  }),
  samples: samplesParam({
    default: paperKnobs.samples,
    help: 'Noise samples per query and step; the paper tries 1 and 5.',
  }),
  grow: growParam({
    help: 'When no gradient is left although the loss is positive, ε grows by 10%, up to 0.9999.',
  }),
  queries: integer({
    label: 'Queries per step',
    default: paperKnobs.queries,
    min: 5,
    max: 200,
    class: 'live',
    help: 'Images per step whose neighbours are predicted.',
  }),
  candidates: integer({
    label: 'Candidates per step',
    default: paperKnobs.candidates,
    min: MAX_K,
    max: 1000,
    scale: 'log',
    class: 'live',
    help: 'Images per step among which neighbours are found; the paper takes 600 to 800.',
  }),
  noise: choice({
    label: 'Noise law',
    symbol: 'γ',
    default: paperKnobs.law,
    options: lawNames.map((value) => ({ value, label: nameOfLaw[value] })),
    class: 'live',
    help: 'The law of the noise on every distance.',
  }),
  temperature: number({
    label: 'Temperature',
    symbol: 'τ',
    default: paperKnobs.temperature,
    min: 0.05,
    max: 200,
    scale: 'log',
    class: 'live',
    help: 'NeuralSort and RelaxSubSample: a low temperature brings the relaxed set near the top k.',
  }),
  optimiser: choice({
    label: 'Optimiser',
    default: 'method',
    options: [
      { value: 'method', label: 'As the method has it' },
      { value: 'adam', label: 'Adam' },
      { value: 'sgd', label: 'SGD with momentum' },
    ],
    class: 'live',
    help: 'Direct loss is printed with Adam, the relaxations with SGD and momentum.',
  }),
  rate: rateParam({
    default: paperKnobs.rate,
    max: 1e6,
    help: 'Learning rate of the embedding; an absurd one stops the run, and it can go back.',
  }),
  sigmaRate: sigmaRateParam({
    default: paperKnobs.sigmaRate,
    help: 'Learning rate of the noise network; it uses SGD, as printed.',
  }),
  augment: boolean({
    label: 'Move and mirror images',
    default: false,
    class: 'live',
    help: 'Every step moves each of its images by up to 4 pixels and mirrors half of them, as printed for CIFAR-10.',
  }),
  maxSteps: maxStepsParam({ default: 5000, max: 200_000 }),
  cellSteps: integer({
    label: 'Steps of a cell',
    default: 300,
    min: 10,
    max: 20_000,
    scale: 'log',
    class: 'live',
    help: 'How many steps every training of the map of two settings makes.',
  }),
  sweep: sweepParam,
  query: integer({
    label: 'Query',
    default: 0,
    min: 0,
    max: 9999,
    class: 'live',
    help: 'Which test image is under the microscope.',
  }),
  map: snapshotParam('neighbours'),
  pins: pinsParam({ max: 100 }),
  ...paceParams,
  networks: gpuNetworksParam,
};

export type KnnTable = typeof knnTable;
export type KnnValues = Values<KnnTable>;

/** A method is not compared with itself. */
export function normalise(values: KnnValues): KnnValues {
  return {
    ...values,
    pins: pinsWithin(knnTable, values),
    compare: values.compare.filter((name) => name !== values.method),
  };
}

/** Where the lab starts; links have the table's defaults for what they leave out. */
export const initial = watchedPace;
