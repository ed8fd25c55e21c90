/**
 * Assignments per second from nothing and from the prices of matrices that have changed a little, by workgroup
 * memory and by subgroups, and Sinkhorn's normalisation with its gradient; whole repetitions of Table 1 in
 * lockstep; and the CPU's path beside them, on one thread.
 */
import { createAssignmentSolver } from '../../../src/core/oracles/matching/assignment';
import { createRng, unitUniform } from '../../../src/core/rng/rng';
import type { OpenDevice } from '../../../src/gpu/device';
import {
  BATCH_BYTES,
  lanesOf,
  matricesPerPart,
  packBatch,
  plainLanes,
  type Lanes,
} from '../../../src/gpu/kernels/assignment/layout';
import {
  assignmentPipelines,
  recordAssignments,
  type ResidentBatch,
} from '../../../src/gpu/kernels/assignment/resident';
import {
  packSinkhornBatch,
  potentialBytes,
  recordSinkhorn,
  SINKHORN_BATCH_BYTES,
  sinkhornPipelines,
} from '../../../src/gpu/kernels/sinkhorn/resident';
import { createLockstep } from '../../../src/labs/matching/compute/lockstep/lockstep';
import { planOf } from '../../../src/labs/matching/compute/lockstep/plan';
import { createLocalGradients } from '../../../src/labs/matching/experiment/gradients';
import {
  repetitionTraining,
  type RepetitionJob,
} from '../../../src/labs/matching/experiment/repetition';
import { advance, initialState } from '../../../src/labs/matching/experiment/run';
import type { Dispatch } from '../../../src/gpu/kernels/shared/bound';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

const ROUNDS = 3;
/** Matrices that are drawn, and cells of a batch at most. */
const UNIQUE = 250;
const MOST_CELLS = 2 ** 28;

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const sizes = soft ? [10] : [10, 40, 100, 128];
  for (const d of sizes) {
    for (const count of soft ? [20] : [1000, 20_000]) await assignments(open, d, count, tell);
  }
  for (const d of soft ? [10] : [10, 100]) {
    await sinkhorn(open, d, soft ? 20 : 1000, tell);
  }
  for (const variant of ['direct-learned-sigma', 'gumbel-sinkhorn'] as const) {
    for (const d of soft ? [10] : [10, 100]) {
      const cell = { variant, d };
      const cpu = await cpuSteps(cell, soft ? 20 : 800);
      for (const count of soft ? [2] : [1, 20, 200]) await lockstep(open, cell, count, cpu, tell);
    }
  }
}

/** A cell of Table 1. */
type Cell = Pick<RepetitionJob, 'variant' | 'd'>;

const trainingOf = (cell: Cell, repetition: number) =>
  repetitionTraining({ ...cell, seed: 1, repetition, full: true });

const nameOf = ({ variant, d }: Cell) =>
  `side by side, d = ${d}${variant === 'gumbel-sinkhorn' ? ', Gumbel-Sinkhorn' : ''}`;

/** Steps of so many repetitions side by side, in submissions of a tenth of a second. */
async function lockstep(open: OpenDevice, cell: Cell, count: number, cpu: number, tell: Tell) {
  const plain = lanesOf(open.device).kind === 'workgroup';
  for (const lanes of plain ? [plainLanes] : [lanesOf(open.device), plainLanes]) {
    const together = await createLockstep(open, planOf(trainingOf(cell, 0)), count, { lanes });
    for (let slot = 0; slot < count; slot++) together.put(slot, trainingOf(cell, slot));
    await together.advance(2);
    const found: number[] = [];
    let steps = 1;
    for (let round = 0; round < ROUNDS + 1; round++) {
      const start = performance.now();
      await together.advance(steps);
      const took = (performance.now() - start) / steps;
      if (round > 0) found.push(took);
      steps = Math.max(1, Math.min(64, Math.round(100 / took)));
    }
    const milliseconds = found.sort((a, b) => a - b)[found.length >> 1];
    const progress = await together.advance(0);
    tell(`${count} repetitions ${nameOf(cell)}, ${lanes.kind} ${lanes.count}`, {
      'ms a step of all': milliseconds,
      'steps per second': (1000 * count) / milliseconds,
      'steps per second on one CPU thread': cpu,
      'times one CPU thread': (1000 * count) / milliseconds / cpu,
      'lost repetitions': progress.filter(({ ended }) => ended === 'lost').length,
      'steps at once': steps,
    });
    together.destroy();
  }
}

/** Steps per second of one repetition on this thread. */
async function cpuSteps(cell: Cell, milliseconds: number): Promise<number> {
  const { setup, knobs } = trainingOf(cell, 0);
  const [state, gradients] = [initialState(setup), createLocalGradients(setup)];
  for (let warm = 0; warm < 3; warm++) await advance(setup, state, knobs, gradients);
  const start = performance.now();
  let steps = 0;
  for (; performance.now() - start < milliseconds; steps++) {
    await advance(setup, state, knobs, gradients);
  }
  return (1000 * steps) / (performance.now() - start);
}

/** Numbers [count, d, d] of a structure like that of scores with noise: uniform in (0, 8). */
function matrices(d: number, count: number): Float32Array {
  const rng = createRng(d, 'bench matching');
  const words = new Uint32Array(4);
  const scores = new Float32Array(count * d * d);
  for (let c = 0; c < scores.length; c += 4) {
    rng.block(c >>> 2, 0, 0, words);
    for (let w = 0; w < 4 && c + w < scores.length; w++) scores[c + w] = 8 * unitUniform(words[w]);
  }
  return scores;
}

async function assignments(open: OpenDevice, d: number, count: number, tell: Tell) {
  const { device } = open;
  const part = Math.min(count, matricesPerPart(d, device.limits), Math.floor(MOST_CELLS / d ** 2));
  // the device reads every copy anew: it knows no difference
  const unique = Math.min(part, UNIQUE);
  const scores = matrices(d, unique);
  // a tenth of the noise changes between two steps
  const moved = matrices(d + 1, unique);
  const changed = scores.map((score, c) => score + 0.1 * (moved[c] - 4));
  const cpu = cpuAssignments(d, scores, changed);
  const choices: Lanes[] = [plainLanes, { kind: 'workgroup', count: 64 }];
  if (lanesOf(device).kind === 'subgroup') choices.unshift(lanesOf(device));
  for (const lanes of choices) {
    const held = resident(device, d, part);
    try {
      device.queue.writeBuffer(held.batch, 0, packBatch(part));
      const pipelines = await assignmentPipelines(device, d, lanes);
      const record = recordAssignments(device, pipelines, held, part);
      const zeros = new Float32Array(part * d);
      fill(device, held.scores, scores, part * d * d);
      const cold = await timed(device, record.solve, () =>
        device.queue.writeBuffer(held.prices, 0, zeros),
      );
      const optimal = await readBack(device, held.prices, part * d);
      fill(device, held.scores, changed, part * d * d);
      const warm = await timed(device, record.solve, () =>
        device.queue.writeBuffer(held.prices, 0, new Float32Array(optimal)),
      );
      const certify = await timed(device, record.certify);
      const slacks = new Float32Array(await readBack(device, held.slacks, 2 * part));
      tell(`assignments of ${d} x ${d}, ${count}, ${lanes.kind} ${lanes.count}`, {
        'ms from zero prices': (cold * count) / part,
        'ms from last prices': (warm * count) / part,
        'ms certificates': (certify * count) / part,
        'per second, from last prices': (1000 * part) / warm,
        'per second on one CPU thread': 1000 / cpu.warm,
        'ms a matrix on one CPU thread, from zero prices': cpu.cold,
        'worst certificate, units in the last place': worstOf(slacks),
        'in one dispatch': part,
      });
    } finally {
      for (const buffer of Object.values(held)) (buffer as GPUBuffer).destroy();
    }
  }
}

/** Copies of numbers, one after the other, to a length that need be no multiple of theirs. */
function fill(device: GPUDevice, buffer: GPUBuffer, numbers: Float32Array, length: number): void {
  const copy = new Float32Array(numbers);
  for (let at = 0; at < length; at += copy.length) {
    device.queue.writeBuffer(buffer, 4 * at, copy, 0, Math.min(copy.length, length - at));
  }
}

function resident(device: GPUDevice, d: number, part: number): ResidentBatch {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const make = (size: number, usage: number) => device.createBuffer({ size, usage });
  return {
    batch: make(BATCH_BYTES, UNIFORM | COPY_DST),
    scores: make(4 * part * d * d, STORAGE | COPY_DST),
    prices: make(4 * part * d, STORAGE | COPY_DST | COPY_SRC),
    columns: make(4 * part * d, STORAGE | COPY_SRC),
    slacks: make(8 * part, STORAGE | COPY_SRC),
  };
}

function worstOf(slacks: Float32Array): number {
  let worst = 0;
  for (let m = 0; m < slacks.length; m += 2) {
    worst = Math.max(worst, (slacks[m] / slacks[m + 1]) * 2 ** 23);
  }
  return worst;
}

/** Milliseconds per matrix on this thread, of a few of them. */
function cpuAssignments(d: number, scores: Float32Array, changed: Float32Array) {
  const count = Math.min(Math.floor(scores.length / (d * d)), Math.ceil(20_000 / d ** 1.5));
  const solver = createAssignmentSolver(d);
  const prices: Float64Array[] = [];
  const time = (solve: (m: number) => void) => {
    const start = performance.now();
    for (let m = 0; m < count; m++) solve(m);
    return (performance.now() - start) / count;
  };
  const cold = time((m) => {
    solver.solve(scores, m * d * d);
    prices.push(solver.v.slice());
  });
  const warm = time((m) => void solver.solve(changed, m * d * d, prices[m]));
  return { cold, warm };
}

async function sinkhorn({ device }: OpenDevice, d: number, count: number, tell: Tell) {
  const iterations = 20;
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const make = (size: number, usage: number) => device.createBuffer({ size, usage });
  const bytes = 4 * count * d * d;
  const held = {
    batch: make(SINKHORN_BATCH_BYTES, UNIFORM | COPY_DST),
    logits: make(bytes, STORAGE | COPY_DST),
    matrices: make(bytes, STORAGE),
    gradient: make(bytes, STORAGE | COPY_DST),
    potentials: make(potentialBytes(count, d, iterations), STORAGE),
  };
  device.queue.writeBuffer(held.batch, 0, packSinkhornBatch(count, iterations));
  const logits = new Float32Array(matrices(d, count));
  device.queue.writeBuffer(held.logits, 0, logits);
  device.queue.writeBuffer(held.gradient, 0, logits);
  const record = recordSinkhorn(device, await sinkhornPipelines(device, d), held, count);
  const forward = await timed(device, record.forward);
  const backward = await timed(device, record.backward);
  tell(`Sinkhorn of ${d} x ${d}, ${iterations} iterations, ${count}`, {
    'ms forward': forward,
    'ms backward': backward,
    'matrices per second, both': (1000 * count) / (forward + backward),
  });
  for (const buffer of Object.values(held)) buffer.destroy();
}

/** Milliseconds of a dispatch: the median of rounds after one that warms up. */
async function timed(device: GPUDevice, record: Dispatch, before?: () => void): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    before?.();
    await device.queue.onSubmittedWorkDone();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    record(pass);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    if (round > 0) found.push(performance.now() - start);
  }
  return found.sort((a, b) => a - b)[ROUNDS >> 1];
}

async function readBack(device: GPUDevice, buffer: GPUBuffer, floats: number) {
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: 4 * floats, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, 4 * floats);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const found = new Float32Array(staging.getMappedRange()).slice();
  staging.destroy();
  return found;
}
