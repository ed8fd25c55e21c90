/**
 * Whole steps of kNN training on the device: by steps per submission, and what their parts take. Checked
 * against the same steps on the CPU.
 */
import { median } from '../../../src/core/training/statistics';
import type { OpenDevice } from '../../../src/gpu/device';
import { CLOCK_BYTES, packClock } from '../../../src/gpu/networks/clock';
import { createGpuNetwork } from '../../../src/gpu/networks/network';
import { createGpuResnet18 } from '../../../src/gpu/networks/resnet18';
import { holdImages } from '../../../src/labs/knn/compute/resident/held-images';
import { openResidentRun } from '../../../src/labs/knn/compute/resident/open';
import { createPlans, type Plan } from '../../../src/labs/knn/compute/resident/plans';
import { uploadWeights } from '../../../src/labs/knn/compute/resident/weights';
import { openKnnNetworks } from '../../../src/labs/knn/compute/tfjs-device';
import { trainingImages } from '../../../src/labs/knn/experiment/batch';
import { shapeOf, type LabelledImages } from '../../../src/labs/knn/experiment/evaluation';
import { pixelCount } from '../../../src/labs/knn/experiment/networks';
import { advance, initialState } from '../../../src/labs/knn/experiment/run';
import { createLocalSource, type EmbeddingSource } from '../../../src/labs/knn/experiment/source';
import {
  paperKnobs,
  knnMethods,
  type KnnKnobs,
  type KnnSetup,
} from '../../../src/labs/knn/experiment/spec';
import { createCpuNetwork } from '../../../src/simd/networks/cpu';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

const networks = { createGpuNetwork, createGpuResnet18 };

/** Images with as much in them as a step needs: every class has its own ramp, under noise. */
function imagesOf({ input, classes }: KnnSetup, count: number): LabelledImages {
  const size = pixelCount(input);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % classes);
  const pixels = Uint8Array.from({ length: count * size }, (_, at) => {
    const image = Math.floor(at / size);
    const noise = (Math.imul(at + 1, 0x9e3779b1) >>> 16) % 128;
    return noise + ((at * (labels[image] + 1)) % 127);
  });
  return { count, pixels, labels };
}

const setupOf = (change: Partial<KnnSetup>): KnnSetup => ({
  ...{ dataset: 'bench', input: [28, 28, 1], classes: 10, network: 'lenet' },
  ...{ method: 'direct', scale: 'learned', seed: 1 },
  ...change,
});

/** Milliseconds of a step for every number of steps per submission. */
async function steps(
  open: OpenDevice,
  setup: KnnSetup,
  knobs: KnnKnobs,
  together: readonly number[],
  tell: Tell,
): Promise<void> {
  const images = imagesOf(setup, 1000);
  const { scale } = shapeOf(setup);
  const state = initialState(setup);
  const before = performance.now();
  const run = await openResidentRun(open, networks, { setup, state, images, scale });
  try {
    await run.advance(knobs, 1);
    const opened = performance.now() - before;
    const numbers: Record<string, number | string> = {
      'first step, ms': opened,
      'MB on the device': run.bytes / 1e6,
    };
    for (const most of together) {
      const times: number[] = [];
      const end = performance.now() + 2000;
      while (times.length < 3 || (times.length < 9 && performance.now() < end)) {
        const start = performance.now();
        await run.advance(knobs, most);
        times.push((performance.now() - start) / most);
      }
      numbers[`ms per step, ${most} together`] = median(times);
    }
    tell(`${setup.network} ${setup.input.join('x')} step`, numbers);
  } finally {
    run.destroy();
  }
}

/** Milliseconds of `record`, many at once. */
async function timed(
  { device }: OpenDevice,
  repetitions: number,
  record: (pass: GPUComputePassEncoder) => void,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 4; round++) {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < repetitions; i++) record(pass);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    // the first one warms up
    if (round > 0) times.push((performance.now() - start) / repetitions);
  }
  return median(times);
}

/** A plan with all that it works on, for as long as `use` takes. */
async function withPlan(
  open: OpenDevice,
  setup: KnnSetup,
  knobs: KnnKnobs,
  use: (plan: Plan) => Promise<void>,
): Promise<void> {
  const { device } = open;
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const held = holdImages(open, imagesOf(setup, 1000), setup.input);
  const weights = uploadWeights(open, initialState(setup));
  const clock = device.createBuffer({ size: CLOCK_BYTES, usage: STORAGE | COPY_DST | COPY_SRC });
  const { scale } = shapeOf(setup);
  const plans = createPlans({ open, networks, setup, scale, held, weights, clock });
  try {
    const plan = await plans.get(knobs);
    const { epsilon } = knobs;
    device.queue.writeBuffer(clock, 0, packClock({ step: 0, growths: 0, epsilon }));
    plan.objective.setKnobs(knobs);
    await use(plan);
  } finally {
    for (const owned of [plans, weights, clock]) owned.destroy();
    held.release();
  }
}

/** Milliseconds of the parts of a step. */
const partsOf = (
  open: OpenDevice,
  setup: KnnSetup,
  knobs: KnnKnobs,
  repetitions: number,
  tell: Tell,
) =>
  withPlan(open, setup, knobs, async ({ batch, objective }) => {
    const time = (record: (pass: GPUComputePassEncoder) => void) =>
      timed(open, repetitions, record);
    tell(`${setup.network} ${setup.input.join('x')} parts, ms`, {
      'gather and forward': await time(batch.forward),
      objective: await time(objective.encode),
      backward: await time(batch.backward),
      'norm and record': await time((pass) => {
        batch.update.measure(pass);
        objective.ends.judge(pass);
      }),
      update: await time(batch.update.encode),
    });
  });

/** How far steps of the device are from the same steps elsewhere. */
async function check(
  open: OpenDevice,
  setup: KnnSetup,
  knobs: KnnKnobs,
  other: { readonly name: string; readonly source: EmbeddingSource },
  tell: Tell,
): Promise<void> {
  const images = imagesOf(setup, 400);
  const { scale } = shapeOf(setup);
  const [state, expected] = [initialState(setup), initialState(setup)];
  const run = await openResidentRun(open, networks, { setup, state, images, scale });
  try {
    const told = await run.advance(knobs, CHECKED_STEPS);
    await run.settle();
    const { name, source } = other;
    const around = { images: trainingImages(setup, images), source, now: () => performance.now() };
    const records = [];
    for (let i = 0; i < CHECKED_STEPS; i++) {
      records.push(await advance(setup, expected, knobs, around));
    }
    const furthest = state.params.reduce(
      (most, weight, i) => Math.max(most, Math.abs(weight - expected.params[i])),
      0,
    );
    tell(`${setup.network} beside ${name}, ${CHECKED_STEPS} steps`, {
      'loss here': told.at(-1)!.loss,
      'loss there': records.at(-1)!.loss,
      'norm here': told.at(-1)!.gradientNorm,
      'norm there': records.at(-1)!.gradientNorm,
      'furthest weight': furthest,
      'ms per step there': median(records.map(({ milliseconds }) => milliseconds)),
    });
  } finally {
    run.destroy();
  }
}

const CHECKED_STEPS = 3;

const onCpu = (setup: KnnSetup, { queries, candidates }: KnnKnobs) => ({
  name: 'the CPU',
  source: createLocalSource(setup, queries + candidates, createCpuNetwork),
});

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const few = { ...paperKnobs, queries: 4, candidates: 8, k: 3 };
  const knobs = soft ? few : paperKnobs;
  const checked = setupOf({ network: soft ? 'compact' : 'lenet' });
  await check(open, checked, knobs, onCpu(checked, knobs), tell);
  const together = soft ? [1, 2] : [1, 4, 16];
  const layered = soft ? (['compact'] as const) : (['compact', 'lenet'] as const);
  for (const network of layered) {
    const setup = setupOf({ network });
    await steps(open, setup, knobs, together, tell);
    await partsOf(open, setup, knobs, soft ? 1 : 20, tell);
  }
  for (const method of knnMethods) {
    const setup = setupOf({ network: 'compact', method, scale: 'zero' });
    const noisy = { ...knobs, noisy: true };
    await withPlan(open, setup, noisy, async ({ objective }) =>
      tell(`objective alone, ${method}`, {
        ms: await timed(open, soft ? 1 : 50, objective.encode),
      }),
    );
  }
  if (soft) return;
  const residual = setupOf({ network: 'resnet18' });
  await steps(open, residual, knobs, [1, 4], tell);
  await partsOf(open, residual, knobs, 2, tell);
  const tfjs = await openKnnNetworks('webgpu');
  const source = tfjs.source(residual);
  await check(open, residual, knobs, { name: 'tfjs', source }, tell);
}
