import { createLockstep, type RunToTrain, type Trainer } from '../../../compute/lockstep';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import type { PairMath } from '../../../core/neighbours/pairs';
import { DivergedError } from '../../../core/training/diverged';
import type { ImageSet } from '../../../data/images';
import { trainingImages } from '../experiment/batch';
import { createClassifier, shapeOf } from '../experiment/evaluation';
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

type KnnRun = RunToTrain<KnnSetup, KnnKnobs, KnnState>;

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
    const candidates = Math.min(settings.candidates, set.train.count - 1);
    const embedder = { network, params: state.params, shape: shapeOf(setup), blockDistances };
    const classify = await createClassifier(embedder, set.train, { from: 0, to: candidates });
    const ks = [knobs.k, ...REPORTED_KS].map((k) => Math.min(k, candidates));
    const { right, images } = await classify(set.test, { from: 0, to: settings.queries }, ks);
    const seen = { from: candidates, to: candidates + Math.min(TRAIN_QUERIES, settings.queries) };
    const own = await classify(set.train, seen, [ks[0]]);
    const [accuracy, test1, test3, test5, test9] = right.map((count) => count / images);
    const train = own.images > 0 ? own.right[0] / own.images : NaN;
    return { step: state.step, test: accuracy, train, test1, test3, test5, test9, images };
  }

  const trainer: Trainer<KnnSetup, KnnKnobs, KnnState, KnnRecord, KnnTestRecord, KnnSettings> = {
    initialState,
    async begin(run, settings) {
      const { setup, state, knobs } = run;
      const set = await open(setup.dataset);
      const images = trainingImages(setup, set.train);
      return {
        async step() {
          const source = networks.source(settings.networks, String(run.version), setup);
          const record = await withNetwork(() =>
            advance(setup, state, knobs, { images, source, pairs, now }),
          );
          return { record, milliseconds: record.milliseconds };
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
