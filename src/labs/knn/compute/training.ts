import { createLockstep, type RunToTrain, type Trainer } from '../../../compute/lockstep';
import type { Stepped } from '../../../compute/moving-run';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import type { PairMath } from '../../../core/neighbours/pairs';
import { DivergedError } from '../../../core/training/diverged';
import { SetBackError } from '../../../core/training/set-back';
import { copyState } from '../../../core/training/state';
import type { ImageSet } from '../../../data/images';
import { trainingImages } from '../experiment/batch';
import { createClassifier, shapeOf } from '../experiment/evaluation';
import { advance, initialState, type KnnRecord, type KnnState } from '../experiment/run';
import { REPORTED_KS, type KnnKnobs, type KnnSetup } from '../experiment/spec';
import { NoNetworkError, type GpuEngine, type KnnNetworks, type RunSteps } from './networks';
import type { KnnSettings, KnnTestRecord } from './protocol';
import { createResidentRuns } from './resident/resident-runs';

/** What training needs besides its request. */
export interface TrainingParts {
  open(dataset: string): Promise<ImageSet>;
  readonly networks: Pick<KnnNetworks, 'step' | 'embedder' | 'only' | 'leave'>;
  readonly pairs: PairMath;
  readonly blockDistances: BlockDistances;
  now(): number;
}

type KnnRun = RunToTrain<KnnSetup, KnnKnobs, KnnState>;

/** Training images that are asked like test images, to tell learning from memorising. */
const TRAIN_QUERIES = 250;

/** Steps of a copy in a trial: as many as make the way to a device count little. */
const TRIED_STEPS = 4;

/** Training of kNN runs in lockstep, on networks that choose where they run. */
export function createKnnTraining({ open, networks, pairs, blockDistances, now }: TrainingParts) {
  const residents = createResidentRuns<GpuEngine>(now, networks.leave);

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

  /** What makes the steps of a run that is asked for once. */
  function stepsOf(run: KnnRun, set: ImageSet) {
    const { setup, state, knobs, version } = run;
    const images = trainingImages(setup, set.train);
    const task = { setup, state, images: set.train, scale: shapeOf(setup).scale };
    const size = [setup.dataset, setup.network, setup.method, ...sizesOf(knobs)].join(' ');
    return (from: number, most: number): RunSteps<Stepped<KnnRecord>> => ({
      size,
      resident: (host) => residents.step({ host, version, task, knobs, from, most }),
      async single(source) {
        await residents.release(version);
        checkStep(state, from);
        const record = await advance(setup, state, knobs, { images, source, pairs, now });
        return { records: [record], milliseconds: record.milliseconds };
      },
      async copy(engine) {
        const copied = await engine.openRun({ ...task, state: copyState(state) });
        return {
          step: async () => (await copied.advance(knobs, TRIED_STEPS)).length,
          end: () => copied.destroy(),
        };
      },
    });
  }

  const trainer: Trainer<KnnSetup, KnnKnobs, KnnState, KnnRecord, KnnTestRecord, KnnSettings> = {
    initialState,
    async begin(run, settings) {
      const { setup, state, version } = run;
      const { evaluateEvery, networks: choice } = settings;
      const set = await open(setup.dataset);
      const steps = stepsOf(run, set);
      const settle = () => residents.settle(version);
      return {
        step(from, most) {
          const toTest = evaluateEvery - (from % evaluateEvery);
          const made = steps(from, Math.min(most, toTest));
          return withNetwork(() => networks.step(choice, version, setup, made));
        },
        settle,
        async test(step, stopped) {
          if (step % evaluateEvery !== 0 && !stopped) return [];
          await settle();
          checkStep(state, step);
          return [await withNetwork(() => test(run, set, settings))];
        },
      };
    },
    async only(versions) {
      networks.only(versions);
      await residents.only(versions);
    },
  };
  return createLockstep(trainer, now);
}

/** What of the knobs decides how much room a step takes. */
const sizesOf = ({ queries, candidates, k }: KnnKnobs) => [queries, candidates, k];

/** @throws SetBackError where the state has not come up to a step: what was made since is lost */
function checkStep(state: KnnState, step: number): void {
  if (state.step === step) return;
  throw new SetBackError('The steps since the last state are lost.');
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
