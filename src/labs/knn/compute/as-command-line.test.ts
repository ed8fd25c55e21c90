import { describe, expect, it, vi } from 'vitest';
import { EMBEDDING_BLOCK } from '../experiment/evaluation';
import { outputSize, parameterCount } from '../../../core/networks/layers';
import { pixelCount } from '../experiment/networks';
import {
  jobKnobs,
  jobSetup,
  runKnnRepetition,
  type KnnJob,
  type KnnMachine,
} from '../experiment/repetition';
import { initialState, type KnnRecord } from '../experiment/run';
import { REPORTED_KS, variantNames, type KnnVariant } from '../experiment/spec';
import { drawnSet } from '../../../data/drawn/drawn';
import type { ImageSet } from '../../../data/images';
import {
  createCpuBlockDistances,
  createCpuNetwork,
  createCpuPairMath,
} from '../../../simd/networks/cpu';
import { goOn } from '../../../compute/testing/runs';
import { helpers, type Helpers } from '../../../compute/testing/threads';
import type { KnnAdvanceRequest, KnnAsked } from './protocol';
import { createTasks } from './tasks';
import { openKnn, runOf, type OpenKnn } from './testing/knn';

const digits = drawnSet({ seed: 6, train: 120, test: 40 });
/** What the command line trains on: the last sixth chooses the best state. */
const TRAINED = 100;
/** The page trains on all images of a set: here on those alone. */
const trained: ImageSet = {
  ...digits,
  train: {
    count: TRAINED,
    pixels: digits.train.pixels.subarray(0, TRAINED * digits.height * digits.width),
    labels: digits.train.labels.subarray(0, TRAINED),
  },
};

const data = {
  input: [digits.height, digits.width, digits.channels] as const,
  classes: digits.classes.length,
  train: digits.train,
  test: digits.test,
};

/** Milliseconds of a step, on a clock of which every reading takes one. */
const STEP_MS = 3;
const STEPS = 8;

const jobOf = (variant: KnnVariant): KnnJob => ({
  ...{ dataset: digits.id, variant, network: 'compact', seed: 7 },
  ...{ k: 5, queries: 12, candidates: 24, minutes: (STEPS * STEP_MS) / 60_000 },
});

type CreateNetwork = KnnMachine['createNetwork'];

/** A batch in four slices whose gradients are added up in their order: what threads share. */
const inSlices: CreateNetwork = (spec, capacity) => {
  const slices = Array.from({ length: 4 }, () => createCpuNetwork(spec, capacity));
  const [pixels, outputs] = [pixelCount(spec.input), outputSize(spec)];
  let total = 0;
  const ranges = (width: number) =>
    slices.map((_, i) => [i, i + 1].map((edge) => width * Math.floor((edge * total) / 4)));
  return {
    forward(params, images, count) {
      total = count;
      const parts = ranges(pixels).map(([from, to], i) =>
        slices[i].forward(params, images.slice(from, to), (to - from) / pixels),
      );
      return Float32Array.of(...parts.flatMap((part) => [...part]));
    },
    backward(dOut, gradient) {
      ranges(outputs).forEach(([from, to], i) => {
        const own = new Float32Array(parameterCount(spec));
        slices[i].backward(dOut.slice(from, to), own);
        own.forEach((slope, p) => (gradient[p] += slope));
      });
    },
  };
};

/** Trains on the command line: what it says, the weights after every step, and those it tested. */
async function onCommandLine(job: KnnJob, create: CreateNetwork) {
  let clock = 0;
  let moving: Float32Array = new Float32Array(0);
  let tested = moving;
  const weights: Float32Array[] = [];
  const watched: CreateNetwork = (spec, capacity) => {
    const evaluates = capacity === EMBEDDING_BLOCK;
    const network = (evaluates ? createCpuNetwork : create)(spec, capacity);
    return {
      ...network,
      forward(params, images, count) {
        if (evaluates) tested = params;
        // the noise network is given a part of them
        else if (params.length > moving.length) moving = params;
        return network.forward(params, images, count);
      },
    };
  };
  const result = await runKnnRepetition(job, data, {
    createNetwork: watched,
    pairs: createCpuPairMath(),
    blockDistances: createCpuBlockDistances(),
    now: () => clock++,
    pause: () => void weights.push(moving.slice()),
  });
  return { result, weights, tested };
}

/** The worker of the page with some threads, all of which have started. */
async function openPage(
  threads: number,
  { spawn }: Partial<Pick<Helpers, 'spawn'>> = {},
): Promise<OpenKnn> {
  const sets = {
    list: () => Promise.resolve([]),
    open: () => Promise.resolve(trained),
    add: () => Promise.reject(new Error('no files here')),
  };
  const page = openKnn({ sets }, { cores: threads, spawn });
  await page.ready();
  await page.call('advance', requestOf([]));
  expect(page.status().adapter).toBe(threads === 1 ? '1 CPU thread' : `${threads} CPU threads`);
  return page;
}

/** Steps of one request, with tests on the way that are no part of the training. */
const requestOf = (runs: readonly KnnAsked[]): KnnAdvanceRequest => ({
  runs,
  limits: { maxSteps: 3, milliseconds: Infinity },
  settings: { evaluateEvery: 2, queries: 5, candidates: 20, networks: 'own' },
});

/** Trains a job of the command line on the page, request by request: records, and weights after each. */
async function onPage({ call }: OpenKnn, job: KnnJob) {
  const setup = jobSetup(job, data);
  let run = runOf({ id: job.variant, setup, stop: { maxSteps: STEPS }, knobs: jobKnobs(job) });
  const records: KnnRecord[] = [];
  const weights = new Map<number, Float32Array>();
  for (let stopped: string | null = null; stopped === null;) {
    const { runs } = await call('advance', requestOf([run]));
    const { step, state, ...told } = runs[0];
    records.push(...told.records);
    weights.set(step, state!.params);
    run = goOn(run, { step });
    stopped = told.stopped ?? told.diverged;
  }
  return { records, weights };
}

/** The share of right neighbours that the command line reports: a running mean. */
const runningMean = (records: readonly KnnRecord[]) =>
  records.reduce((mean, { right }, i) => mean + Math.max(0.02, 1 / (i + 1)) * (right - mean), 0);

async function evaluate({ call }: OpenKnn, job: KnnJob, params: Float32Array) {
  const { k } = job;
  const setup = jobSetup(job, data);
  // of weights that no run here has got to
  const place = { version: -1, step: STEPS };
  const asked = { ...{ setup, place, params, k }, ks: REPORTED_KS, raw: false } as const;
  return (await call('evaluate', { ...asked, networks: 'own' }))!;
}

/** The largest difference of two weights. */
const apart = (a: Float32Array, b: Float32Array) =>
  a.length === b.length
    ? a.reduce((most, weight, i) => Math.max(most, Math.abs(weight - b[i])), 0)
    : Infinity;

describe('a run of the kNN lab', () => {
  it.each(variantNames)(
    'is that of the command line to the bit, where that adds gradients up as the page does: %s',
    async (variant) => {
      const job = jobOf(variant);
      const there = await onCommandLine(job, inSlices);
      const page = await openPage(1);
      const here = await onPage(page, job);
      expect([...here.weights.keys()]).toEqual([3, 6, 8]);
      for (const [step, weights] of here.weights) {
        expect(apart(weights, there.weights[step - 1])).toBe(0);
      }
      const { result } = there;
      const start = initialState(jobSetup(job, data)).params;
      expect(apart(here.weights.get(STEPS)!, start)).toBeGreaterThan(0);
      expect(result).toMatchObject({ ...job, steps: STEPS, fault: '' });
      expect(runningMean(here.records)).toBe(result.right);
      expect(here.records.at(-1)!.scaleMean).toBe(result.sigma);
      const { accuracy } = await evaluate(page, job, there.tested);
      expect(accuracy).toEqual(result.test);
    },
  );

  it('is that of the command line as it is, up to the rounding of its sums of gradients', async () => {
    const job = jobOf('neuralsort-deterministic');
    const there = await onCommandLine(job, createCpuNetwork);
    const here = await onPage(await openPage(1), job);
    const difference = apart(here.weights.get(STEPS)!, there.weights[STEPS - 1]);
    const way = apart(here.weights.get(STEPS)!, initialState(jobSetup(job, data)).params);
    expect(difference).toBeLessThan(1e-4 * way);
    expect(runningMean(here.records)).toBeCloseTo(there.result.right, 10);
  });

  it.each([2, 4])('is the same to the bit on %i threads', async (threads) => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    const shared = await openPage(threads, { spawn });
    for (const variant of ['direct-learned-sigma', 'relax-subsample'] as const) {
      const job = jobOf(variant);
      const one = await onPage(await openPage(1), job);
      const many = await onPage(shared, job);
      expect(many.records.map(timeless)).toEqual(one.records.map(timeless));
      for (const [step, weights] of many.weights) {
        expect(apart(weights, one.weights.get(step)!)).toBe(0);
      }
    }
    for (let helper = 1; helper < threads; helper++) {
      expect(asked).toHaveBeenCalledWith(helper, 'backward');
    }
    end();
  });
});

const timeless = ({ milliseconds: _, ...record }: KnnRecord) => record;
