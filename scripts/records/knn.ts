import { trainingImages } from '../../src/labs/knn/experiment/batch';
import {
  countRight,
  embed,
  EMBEDDING_BLOCK,
  findAll,
  shapeOf,
} from '../../src/labs/knn/experiment/evaluation';
import { initialParams, layersOf, partsOf } from '../../src/labs/knn/experiment/networks';
import { createPlainNetwork } from '../../src/core/networks/plain';
import type { LayeredName } from '../../src/core/networks/embeddings';
import { plainPairMath } from '../../src/core/neighbours/pairs';
import { advance, initialState, type KnnState } from '../../src/labs/knn/experiment/run';
import { createLocalSource } from '../../src/labs/knn/experiment/source';
import {
  knnVariants,
  paperKnobs,
  variantNames,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from '../../src/labs/knn/experiment/spec';
import { stopReason } from '../../src/core/training/stop';
import { drawnSet } from '../../src/data/drawn/drawn';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../src/simd/networks/cpu';
import { testMachine } from '../../src/compute/testing/machine';
import { createSlicePool } from '../../src/labs/knn/compute/slices';
import { createTasks } from '../../src/labs/knn/compute/tasks';
import { createRecorder, type Recording, type Row } from './trace';
import { recordTraining, type Phase } from './training';

/**
 * What computes the networks of a run: the kernels of the command line, a whole batch at a time;
 * those of the page, which adds up slices of the batch; or the plain loops that say what they do.
 */
const machines = {
  'whole batch': (setup: KnnSetup, images: number) => ({
    source: createLocalSource(setup, images, createCpuNetwork),
    pairs: createCpuPairMath(),
  }),
  slices: (setup: KnnSetup) => ({
    source: createSlicePool(testMachine().openThreads(createTasks(), 1)).source('records', setup),
    pairs: createCpuPairMath(),
  }),
  'plain loops': (setup: KnnSetup, images: number) => ({
    source: createLocalSource(setup, images, createPlainNetwork),
    pairs: plainPairMath,
  }),
} as const;

/** A run of the kNN experiment on drawn digits: a method, its setup, and the history of its knobs. */
interface KnnRun {
  readonly variant: KnnVariant;
  readonly network: LayeredName;
  readonly machine: keyof typeof machines;
  readonly seed: number;
  readonly phases: readonly Phase<KnnKnobs>[];
  /** Ends the run before its phases do. */
  readonly maxSteps?: number;
}

/** Knobs with which a step takes milliseconds, and noise that lets gradients through at once. */
const small = { k: 3, queries: 5, candidates: 13, sigma: 0.05, epsilon: -1 };
/** Images that a step takes at most, whatever the knobs of a run. */
const MOST_IMAGES = 40;

/** Steps between two tests; what is asked, among which, for how many neighbours. */
const EVERY = 4;
const ASKED = 20;
const AMONG = 60;
const KS = [1, 3, 5];

const digits = drawnSet({ seed: 4, train: 200, test: ASKED });

function setupOf({ variant, network, seed }: KnnRun): KnnSetup {
  const { method, scale } = knnVariants[variant];
  return {
    dataset: digits.id,
    input: [digits.height, digits.width, digits.channels],
    classes: digits.classes.length,
    ...{ network, method, scale, seed },
  };
}

function recordKnn(run: KnnRun): Promise<Recording> {
  const { variant, phases, machine, maxSteps } = run;
  const setup = setupOf(run);
  const images = trainingImages(setup, digits.train);
  const { source, pairs } = machines[machine](setup, MOST_IMAGES);
  const surroundings = { images, source, pairs, now: () => 0 };
  const state = initialState(setup);
  const knobs: KnnKnobs = { ...paperKnobs, ...small, ...knnVariants[variant].knobs };
  return recordTraining<KnnKnobs>(phases, {
    async step(turned) {
      // the clock stands still: what a step takes is not part of it
      const { milliseconds: _, ...record } = await advance(
        setup,
        state,
        { ...knobs, ...turned },
        surroundings,
      );
      return record;
    },
    state: async () => ({
      ...stateRow(state),
      ...(state.step % EVERY === 0 && { test: await testOf(setup, state) }),
    }),
    stopped: () => (maxSteps === undefined ? null : stopReason(state, { maxSteps })),
  });
}

function stateRow({ params, moments, step, optimiser, epsilon, growths }: KnnState): Row {
  const { first, second, updates } = moments;
  return {
    weights: params,
    moments: { first, second, updates },
    state: { step, optimiser, epsilon, growths },
  };
}

/** Neighbours of test images among training images, and how many are right. */
async function testOf(setup: KnnSetup, { params }: KnnState): Promise<Row> {
  const shape = shapeOf(setup);
  const network = createCpuNetwork(layersOf(partsOf(setup)), EMBEDDING_BLOCK);
  const embedded = (images: typeof digits.train, to: number) =>
    embed(network, params, images, { from: 0, to }, shape);
  const points = await embedded(digits.train, AMONG);
  const asked = await embedded(digits.test, ASKED);
  const most = Math.max(...KS);
  const distances = createCpuBlockDistances();
  const found = await findAll(points, asked, shape.dimensions, most, distances);
  const { right } = countRight(found, KS, digits.train.labels, digits.test.labels);
  return { right, indices: found.indices, distances: found.distances };
}

const seeds = [1, 2, 3];

/** Every method on the small network and on the large one, in whole batches and in slices. */
const plain = variantNames.flatMap((variant): KnnRun[] => [
  ...seeds.map((seed) => ({
    ...({ variant, network: 'compact', machine: 'whole batch', seed } as const),
    phases: [{ steps: 12 }],
  })),
  {
    ...({ variant, network: 'compact', machine: 'slices', seed: 1 } as const),
    phases: [{ steps: 8 }],
  },
  {
    ...({ variant, network: 'lenet', machine: 'whole batch', seed: 1 } as const),
    phases: [{ steps: 2, knobs: { queries: 4, candidates: 8 } }],
  },
]);

/** A run whose knobs change while it goes on, each change for some steps. */
const turned = (variant: KnnVariant, ...phases: readonly Partial<KnnKnobs>[]): KnnRun => ({
  ...{ variant, network: 'compact', machine: 'whole batch', seed: 1 },
  phases: [{ steps: 3 }, ...phases.map((knobs) => ({ steps: 3, knobs })), { steps: 3 }],
});

const special: Readonly<Record<string, KnnRun>> = {
  'every knob of direct loss, in turn': turned(
    'direct-learned-sigma',
    { sigma: 1, epsilon: -0.1 },
    { epsilon: -0.05, lossForm: 'count' },
    { epsilon: 0.5 },
    { samples: 4 },
    { law: 'normal' },
    { law: 'logistic' },
    { law: 'uniform' },
    { k: 1 },
    { k: 9, candidates: 30, queries: 5 },
    { rate: 1e-2, sigmaRate: 1e-2 },
  ),
  'from Adam to SGD and back': turned(
    'direct-fixed-sigma',
    { optimiser: 'sgd', rate: 1e-3 },
    { optimiser: 'sgd', rate: 1e-3, momentum: 0.9, decay: 0.01 },
    { optimiser: 'adam', rate: 2e-3 },
    { optimiser: 'sgd', rate: 1e-2, momentum: 0.5 },
  ),
  'noise, samples and temperature of NeuralSort': turned(
    'neuralsort-stochastic',
    { samples: 3 },
    { temperature: 2 },
    { noisy: false },
    { k: 1 },
  ),
  'noise, samples and temperature of RelaxSubSample': turned(
    'relax-subsample',
    { samples: 3 },
    { temperature: 2 },
    { noisy: false },
    { k: 1 },
  ),
  'epsilon grows to its limit, is set, and grows again': {
    ...turned('direct-sigma-0'),
    phases: [
      { steps: 6, knobs: { epsilon: -1e-6, growth: 5, maxEpsilon: 1e-4 } },
      { steps: 4, knobs: { epsilon: 1e-5, growth: 50, maxEpsilon: 0.5, lossForm: 'count' } },
      { steps: 3 },
    ],
  },
  'weights run away, are rolled back, and go on': {
    ...turned('direct-learned-sigma'),
    phases: [
      { steps: 2 },
      { steps: 2, knobs: { rate: 1e30, epsilon: -0.7, optimiser: 'sgd', momentum: 0.9 } },
      { steps: 2 },
      { steps: 1, knobs: { sigmaRate: 1e30 } },
      { steps: 1, knobs: { rate: Infinity } },
      { steps: 2 },
    ],
  },
  'stops after its steps': {
    ...turned('cross-entropy'),
    maxSteps: 3,
    phases: [{ steps: 4 }],
  },
  'on plain loops': {
    ...turned('direct-learned-sigma'),
    machine: 'plain loops',
    phases: [{ steps: 2, knobs: { queries: 3, candidates: 6 } }],
  },
};

/** The first weights of every network, also of the one that runs on tfjs alone. */
function recordWeights(): Recording {
  const recorder = createRecorder();
  const grey = [28, 28, 1] as const;
  const colour = [32, 32, 3] as const;
  const of = (change: Partial<KnnSetup>) =>
    initialParams({
      ...{ dataset: 'any', input: grey, classes: 10, network: 'compact', method: 'direct' },
      ...{ scale: 'learned', seed: 1 },
      ...change,
    });
  recorder.add({
    compact: of({}),
    'compact with a head': of({ method: 'cross-entropy', scale: 'zero' }),
    'compact in colour': of({ input: colour, seed: 2 }),
    lenet: of({ network: 'lenet' }),
    resnet18: of({ network: 'resnet18', input: colour }),
  });
  return recorder.end();
}

type Entry = [name: string, record: () => Promise<Recording>];

/** All runs by name. */
export const knnRuns: Readonly<Record<string, () => Promise<Recording>>> = Object.fromEntries([
  ...plain.map((run): Entry => [
    `kNN, ${run.variant}, ${run.network} in ${run.machine}, seed ${run.seed}`,
    () => recordKnn(run),
  ]),
  ...Object.entries(special).map(([name, run]): Entry => [`kNN, ${name}`, () => recordKnn(run)]),
  ['kNN, the first weights', async () => recordWeights()],
]);
