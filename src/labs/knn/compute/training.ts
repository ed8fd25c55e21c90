import { isDiverged } from '../../../core/training/diverged';
import { countRight, embed, findAll, shapeOf } from '../experiment/evaluation';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import { toInputs } from '../experiment/networks';
import type { PairMath } from '../../../core/neighbours/pairs';
import { advance, copyState, type KnnRecord, type TrainingImages } from '../experiment/run';
import { REPORTED_KS } from '../experiment/spec';
import { knnStopReason } from '../experiment/stop';
import { trainingInfo } from '../../../compute/status';
import type { ImageSet } from '../../../data/images';
import { NoNetworkError, type KnnNetworks } from './networks';
import type {
  KnnAdvanceReply,
  KnnAdvanceRequest,
  KnnRunJob,
  KnnRunReply,
  KnnTestRecord,
} from './protocol';

/** What training needs besides its request. */
export interface TrainingParts {
  open(dataset: string): Promise<ImageSet>;
  readonly networks: KnnNetworks;
  readonly pairs: PairMath;
  readonly blockDistances: BlockDistances;
  now(): number;
}

/** A run on its way through one request. */
interface Moving {
  readonly job: KnnRunJob;
  readonly images: TrainingImages;
  readonly set: ImageSet;
  readonly reply: { -readonly [Field in keyof KnnRunReply]: KnnRunReply[Field] };
  readonly records: KnnRecord[];
  readonly tests: KnnTestRecord[];
}

/** Training images that are asked like test images, to tell learning from memorising. */
const TRAIN_QUERIES = 250;

/** Training runs in lockstep; it remembers nothing that the page does not have. */
export function createKnnTraining(parts: TrainingParts) {
  const { networks, blockDistances, pairs, now } = parts;

  async function begin(job: KnnRunJob): Promise<Moving> {
    const set = await parts.open(job.setup.dataset);
    const { size, scale } = shapeOf(job.setup);
    const { pixels, labels, count } = set.train;
    const images = {
      count,
      labels,
      inputs: (numbers: Uint32Array) => toInputs(pixels, numbers, size, scale),
    };
    const records: KnnRecord[] = [];
    const tests: KnnTestRecord[] = [];
    const state = copyState(job.state);
    return {
      job: { ...job, state },
      images,
      set,
      records,
      tests,
      reply: { id: job.id, state, records, tests, stopped: null, diverged: null },
    };
  }

  async function step(run: Moving, request: KnnAdvanceRequest): Promise<void> {
    const { job, images } = run;
    const { setup, state, knobs, stop } = job;
    try {
      if (state.step === 0 && run.records.length === 0) run.tests.push(await test(run, request));
      const source = networks.source(request.networks, job.id, setup);
      run.records.push(await advance(setup, state, knobs, { images, source, pairs, now }));
      run.reply.stopped = knnStopReason(state, stop);
      const due = state.step % request.evaluateEvery === 0 || run.reply.stopped !== null;
      if (due) run.tests.push(await test(run, request));
    } catch (error) {
      if (!isDiverged(error) && !(error instanceof NoNetworkError)) throw error;
      run.reply.diverged = error.message;
    }
  }

  /** Accuracy on some images: test images, and training images that are no candidates. */
  async function test({ job, set }: Moving, request: KnnAdvanceRequest): Promise<KnnTestRecord> {
    const { setup, state, knobs } = job;
    const network = await networks.embedder(request.networks, setup);
    const shape = shapeOf(setup);
    const embedded = (images: ImageSet['train'], from: number, to: number) =>
      embed(network, state.params, images, { from, to: Math.min(to, images.count) }, shape);
    const dim = shape.dimensions;
    const candidates = Math.min(request.candidates, set.train.count - 1);
    const points = await embedded(set.train, 0, candidates);
    const ks = [knobs.k, ...REPORTED_KS].map((k) => Math.min(k, candidates));
    const most = Math.max(...ks);
    const asked = await embedded(set.test, 0, request.queries);
    const found = await findAll(points, asked, dim, most, blockDistances);
    const truth = set.test.labels;
    const { right, images } = countRight(found, ks, set.train.labels, truth);
    const seenQueries = Math.min(TRAIN_QUERIES, request.queries);
    const known = await embedded(set.train, candidates, candidates + seenQueries);
    const seen = await findAll(points, known, dim, ks[0], blockDistances);
    const own = countRight(seen, [ks[0]], set.train.labels, set.train.labels.subarray(candidates));
    const [test, test1, test3, test5, test9] = right.map((count) => count / images);
    const train = own.images > 0 ? own.right[0] / own.images : NaN;
    return { step: state.step, test, train, test1, test3, test5, test9, images };
  }

  return async (request: KnnAdvanceRequest): Promise<KnnAdvanceReply> => {
    const runs = await Promise.all(request.runs.map(begin));
    const start = now();
    const ended = ({ reply }: Moving) => reply.stopped !== null || reply.diverged !== null;
    let steps = 0;
    let spent = 0;
    while (steps < request.maxSteps && !runs.every(ended)) {
      for (const run of runs) if (!ended(run)) await step(run, request);
      steps++;
      if (now() - start >= request.milliseconds) break;
    }
    for (const { records } of runs) for (const { milliseconds } of records) spent += milliseconds;
    return {
      runs: runs.map(({ reply }) => reply),
      info: trainingInfo(networks.info()),
      millisecondsPerStep: steps > 0 ? spent / steps : 0,
    };
  };
}
