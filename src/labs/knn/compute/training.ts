import { createLockstep, type RunToTrain, type Trainer } from '../../../compute/lockstep';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import type { PairMath } from '../../../core/neighbours/pairs';
import { DivergedError } from '../../../core/training/diverged';
import { arraysOf, copyState } from '../../../core/training/state';
import { stopReason, type StopRule } from '../../../core/training/stop';
import type { ImageSet } from '../../../data/images';
import { countRight, embed, findAll, shapeOf } from '../experiment/evaluation';
import { toInputs } from '../experiment/networks';
import { advance, initialState, type KnnRecord, type KnnState } from '../experiment/run';
import { REPORTED_KS, type KnnKnobs, type KnnSetup } from '../experiment/spec';
import { NoNetworkError, type KnnNetworks } from './networks';
import type { KnnSettings, KnnTestRecord } from './protocol';

/** What training needs besides its request. */
export interface TrainingParts {
  open(dataset: string): Promise<ImageSet>;
  readonly networks: Pick<KnnNetworks, 'source' | 'embedder'>;
  readonly pairs: PairMath;
  readonly blockDistances: BlockDistances;
  now(): number;
}

type KnnRun = RunToTrain<KnnSetup, KnnKnobs, StopRule, KnnState>;

/** Training images that are asked like test images, to tell learning from memorising. */
const TRAIN_QUERIES = 250;

/** Training of kNN runs in lockstep, on networks that choose where they run. */
export function createKnnTraining({ open, networks, pairs, blockDistances, now }: TrainingParts) {
  /** Accuracy on some images: test images, and training images that are no candidates. */
  async function test(
    { setup, state, knobs }: KnnRun,
    set: ImageSet,
    settings: KnnSettings,
  ): Promise<KnnTestRecord> {
    const network = await networks.embedder(settings.networks, setup);
    const shape = shapeOf(setup);
    const embedded = (images: ImageSet['train'], from: number, to: number) =>
      embed(network, state.params, images, { from, to: Math.min(to, images.count) }, shape);
    const dim = shape.dimensions;
    const candidates = Math.min(settings.candidates, set.train.count - 1);
    const points = await embedded(set.train, 0, candidates);
    const ks = [knobs.k, ...REPORTED_KS].map((k) => Math.min(k, candidates));
    const most = Math.max(...ks);
    const asked = await embedded(set.test, 0, settings.queries);
    const found = await findAll(points, asked, dim, most, blockDistances);
    const truth = set.test.labels;
    const { right, images } = countRight(found, ks, set.train.labels, truth);
    const seenQueries = Math.min(TRAIN_QUERIES, settings.queries);
    const known = await embedded(set.train, candidates, candidates + seenQueries);
    const seen = await findAll(points, known, dim, ks[0], blockDistances);
    const own = countRight(seen, [ks[0]], set.train.labels, set.train.labels.subarray(candidates));
    const [accuracy, test1, test3, test5, test9] = right.map((count) => count / images);
    const train = own.images > 0 ? own.right[0] / own.images : NaN;
    return { step: state.step, test: accuracy, train, test1, test3, test5, test9, images };
  }

  const trainer: Trainer<
    KnnSetup,
    KnnKnobs,
    StopRule,
    KnnState,
    KnnRecord,
    KnnTestRecord,
    KnnSettings
  > = {
    initialState,
    copyState,
    arraysOf,
    async begin(run, settings) {
      const { setup, state, knobs, stop } = run;
      const set = await open(setup.dataset);
      const { size, scale } = shapeOf(setup);
      const { pixels, labels, count } = set.train;
      const images = {
        count,
        labels,
        inputs: (numbers: Uint32Array) => toInputs(pixels, numbers, size, scale),
      };
      return {
        async step() {
          const source = networks.source(settings.networks, String(run.version), setup);
          const record = await withNetwork(() =>
            advance(setup, state, knobs, { images, source, pairs, now }),
          );
          const { milliseconds } = record;
          return { record, stopped: stopReason(state, stop), milliseconds };
        },
        async test(stopped) {
          const due = state.step % settings.evaluateEvery === 0 || stopped;
          return due ? [await withNetwork(() => test(run, set, settings))] : [];
        },
      };
    },
  };
  return createLockstep(trainer, now);
}

/** A run whose network is not to be had ends like one whose numbers are lost: with a sentence. */
async function withNetwork<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoNetworkError) throw new DivergedError(error.message);
    throw error;
  }
}
