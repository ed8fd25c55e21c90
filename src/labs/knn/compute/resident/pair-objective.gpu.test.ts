import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normals } from '../../../../core/neighbours/testing/numbers';
import { lawNames } from '../../../../core/noise/laws';
import { createRng } from '../../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import {
  OUTCOME_BYTES,
  outcomeRows,
  packLabels,
  type PairShape,
} from '../../../../gpu/kernels/pair-objective/layout';
import { createPairObjective } from '../../../../gpu/kernels/pair-objective/pair-objective';
import { packClock } from '../../../../gpu/networks/clock';
import {
  bytesOf,
  emptied,
  floatsOf,
  submit,
  uploaded,
} from '../../../../gpu/networks/testing/arrays';
import { noiseOf } from '../../experiment/noise';
import { createObjective } from '../../experiment/objective';
import { paperKnobs, type KnnKnobs } from '../../experiment/spec';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const SEED = 9;
const STEP = 70_000_001;
const HEAD_AT = 3;

interface Problem {
  readonly shape: PairShape;
  readonly knobs: KnnKnobs;
  readonly embeddings: Float32Array<ArrayBuffer>;
  readonly sigma: Float32Array<ArrayBuffer>;
  readonly head: Float32Array<ArrayBuffer>;
  /** Labels of a set of images, and which of them the batch has. */
  readonly labels: Uint8Array;
  readonly numbers: Uint32Array<ArrayBuffer>;
}

function problemOf(shape: Partial<PairShape>, change: Partial<KnnKnobs> = {}): Problem {
  const whole: PairShape = {
    ...{ method: 'direct', scale: 'fixed', queries: 7, candidates: 13, dim: 5, classes: 3 },
    ...{ k: 3, samples: 1, noisy: false, law: 'gumbel', seed: SEED },
    ...shape,
  };
  const { queries, candidates, dim, classes, k, samples, noisy, law } = whole;
  const images = queries + candidates;
  const random = createRng(SEED, 'test labels');
  const own = { temperature: 2, sigma: 0.8, epsilon: -0.6 };
  return {
    shape: whole,
    knobs: { ...paperKnobs, ...own, queries, candidates, k, samples, noisy, law, ...change },
    embeddings: new Float32Array(normals(images * dim, 4)),
    sigma: new Float32Array(normals(queries, 5).map((x) => 0.3 + Math.abs(x))),
    head: new Float32Array(normals((dim + 1) * classes, 6)),
    labels: Uint8Array.from({ length: 3 * images }, (_, i) => random.word(0, i) % classes),
    numbers: Uint32Array.from({ length: images }, (_, i) => 3 * i + (i % 2)),
  };
}

/** What the CPU makes of it, in double precision. */
function expected({ shape, knobs, embeddings, sigma, head, labels, numbers }: Problem) {
  return createObjective(shape)({
    batch: {
      ...{ embeddings, dim: shape.dim },
      labels: Uint8Array.from(numbers, (number) => labels[number]),
      sigma: shape.scale === 'learned' ? sigma : null,
    },
    ...{ knobs, epsilon: knobs.epsilon, step: STEP },
    noise: noiseOf(shape, knobs.law),
    head: shape.method === 'cross-entropy' ? head : null,
  });
}

/** What the device makes of it, as row 1 of the tables of a submission. */
async function found({ shape, knobs, embeddings, sigma, head, labels, numbers }: Problem) {
  const { device } = open;
  const { queries, candidates } = shape;
  const clock = new Uint32Array(packClock({ step: STEP, growths: 0, epsilon: knobs.epsilon }));
  clock[0] = 1;
  const rows = new Uint32Array(2 * (queries + candidates));
  rows.set(numbers, queries + candidates);
  const packed = packLabels(labels);
  const params = new Float32Array(HEAD_AT + head.length);
  params.set(head, HEAD_AT);
  const buffers = {
    clock: uploaded(device, clock),
    numbers: uploaded(device, rows),
    labels: uploaded(device, new Uint32Array(packed.buffer)),
    embeddings: uploaded(device, embeddings),
    dEmbeddings: uploaded(
      device,
      embeddings.map(() => 7),
    ),
    outputs: uploaded(device, sigma),
    dOutputs: uploaded(
      device,
      sigma.map(() => 7),
    ),
    params: uploaded(device, params),
    gradient: emptied(device, params.length),
  };
  const objective = await createPairObjective(open, shape, {
    ...buffers,
    scales: shape.scale === 'learned' ? buffers : null,
    head:
      shape.method === 'cross-entropy'
        ? {
            params: { buffer: buffers.params, from: HEAD_AT },
            gradient: { buffer: buffers.gradient, from: HEAD_AT },
          }
        : null,
  });
  objective.setKnobs(knobs);
  // twice: what the first evaluation has left must not be seen by the second
  submit(device, (pass) => {
    objective.encode(pass);
    objective.encode(pass);
  });
  const bytes = await bytesOf(device, objective.outcomes);
  const outcomes = Array.from({ length: outcomeRows(shape) }, (_, row) => {
    const floats = new Float32Array(bytes, row * OUTCOME_BYTES, 8);
    const integers = new Uint32Array(bytes, row * OUTCOME_BYTES, 8);
    const [, right, rightAugmented, active, , lost] = integers;
    return { loss: floats[0], scale: floats[4], right, rightAugmented, active, lost };
  });
  const sum = (field: keyof (typeof outcomes)[0]) =>
    outcomes.reduce((total, outcome) => total + outcome[field], 0);
  const told = {
    loss: sum('loss'),
    right: sum('right'),
    rightAugmented: sum('rightAugmented'),
    active: sum('active'),
    scale: sum('scale'),
    lost: outcomes.reduce((all, { lost }) => all | lost, 0),
    dEmbeddings: await floatsOf(device, buffers.dEmbeddings),
    dSigma: await floatsOf(device, buffers.dOutputs),
    gradient: await floatsOf(device, buffers.gradient),
  };
  objective.destroy();
  Object.values(buffers).forEach((buffer) => buffer.destroy());
  return told;
}

function expectClose(got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(got.length).toBe(wanted.length);
  const largest = Math.max(...Array.from(wanted, Math.abs));
  let furthest = 0;
  for (let i = 0; i < got.length; i++) furthest = Math.max(furthest, Math.abs(got[i] - wanted[i]));
  // where all mass is taken, what is left of a gradient is rounding on both sides
  expect(furthest).toBeLessThanOrEqual(tolerance * largest + 1e-7);
}

async function expectTwins(problem: Problem, tolerance = 2e-5) {
  const { shape } = problem;
  const [ours, theirs] = [expected(problem), await found(problem)];
  const { method, queries, candidates, k } = shape;
  const draws =
    method === 'direct' && shape.scale !== 'zero'
      ? shape.samples
      : method !== 'direct' && shape.noisy
        ? shape.samples
        : 1;
  expect(theirs.lost).toBe(0);
  expectClose(theirs.dEmbeddings, ours.dEmbeddings, tolerance);
  expect(theirs.right).toBe(Math.round(ours.right * queries * draws * k));
  if (method === 'cross-entropy') {
    expectClose(theirs.gradient.subarray(HEAD_AT), ours.dHead!, tolerance);
  } else {
    expect(theirs.rightAugmented).toBe(Math.round(ours.rightAugmented * queries * draws * k));
    const active = Math.round(ours.active * queries * draws * candidates);
    // a relaxed gradient fades: who is just above what is visible may be just below it elsewhere
    expect(Math.abs(theirs.active - active)).toBeLessThanOrEqual(method === 'direct' ? 0 : 2);
  }
  if (method === 'direct') {
    expect(theirs.scale / queries).toBeCloseTo(ours.scaleMean, 5);
    if (shape.scale === 'learned') expectClose(theirs.dSigma, ours.dSigma, tolerance);
  } else {
    expect(Math.abs(theirs.loss - ours.loss)).toBeLessThan(tolerance * (1 + Math.abs(ours.loss)));
  }
  return theirs;
}

// sizes straddle blocks of four words, tiles of 8, dimensions of 64 and threads of 128
const sizes = [
  [1, 1, 1, 1, 1],
  [3, 2, 2, 7, 3],
  [9, 17, 5, 65, 2],
  [2, 150, 20, 130, 1],
  [12, 8, 8, 64, 1],
] as const;

describe('direct loss on a device agrees with the objective of the CPU', () => {
  it.each(lawNames)('under %s noise, by fixed scale', async (law) => {
    const { active } = await expectTwins(problemOf({ law, samples: 4 }));
    expect(active).toBeGreaterThan(0);
  });

  it.each(['zero', 'fixed', 'learned'] as const)('with the scale %s', async (scale) => {
    const { active } = await expectTwins(problemOf({ scale, samples: 5 }));
    expect(active).toBeGreaterThan(0);
  });

  it.each(sizes)(
    'for %i queries, %i candidates, k = %i, %i dimensions, %i samples',
    async (queries, candidates, k, dim, samples) => {
      const shape = { queries, candidates, k, dim, samples, scale: 'learned' } as const;
      await expectTwins(problemOf(shape));
    },
  );

  it.each([
    ['count', -0.6],
    ['count', 0.6],
    ['distance', 0.6],
    ['distance', 0],
  ] as const)('with the loss %s and epsilon %d', async (lossForm, epsilon) => {
    await expectTwins(problemOf({ scale: 'learned', samples: 3 }, { lossForm, epsilon }));
  });
});

describe.each(['neural-sort', 'relax-subsample'] as const)('%s on a device', (method) => {
  it.each(sizes)(
    'agrees with the objective of the CPU for %i queries, %i candidates, k = %i, %i dimensions, %i samples',
    async (queries, candidates, k, dim, samples) => {
      const shape = { method, queries, candidates, k, dim, samples, noisy: samples > 1 };
      await expectTwins(problemOf(shape, { temperature: dim }), 1e-4);
    },
  );

  it.each([0.05, 0.5, 16])('does so at the temperature %d', async (temperature) => {
    await expectTwins(problemOf({ method, noisy: true, samples: 3 }, { temperature }), 1e-4);
  });

  it('does so where scores are equal', async () => {
    const problem = problemOf({ method, dim: 1 });
    const embeddings = problem.embeddings.map((_, i) => i % 3);
    await expectTwins({ ...problem, embeddings }, 1e-4);
  });
});

describe('the cross-entropy on a device', () => {
  it.each(sizes)(
    'agrees with the objective of the CPU for %i queries, %i candidates, k = %i, %i dimensions',
    async (queries, candidates, k, dim) => {
      await expectTwins(
        problemOf({ method: 'cross-entropy', scale: 'zero', queries, candidates, k, dim }),
      );
    },
  );

  it('does so for as many classes as labels can tell', async () => {
    await expectTwins(problemOf({ method: 'cross-entropy', scale: 'zero', classes: 256 }));
  });
});

describe('an objective on a device', () => {
  it.each(['direct', 'neural-sort', 'relax-subsample', 'cross-entropy'] as const)(
    'tells of distances that are not finite: %s',
    async (method) => {
      for (const value of [NaN, Infinity]) {
        const problem = problemOf({ method });
        problem.embeddings[11] = value;
        expect((await found(problem)).lost).toBe(1);
      }
    },
  );

  it('tells of noise scales that are not finite', async () => {
    const problem = problemOf({ scale: 'learned' });
    problem.sigma[3] = NaN;
    expect((await found(problem)).lost).toBe(2);
  });

  it('refuses what it has no room for, and what lacks its parts', async () => {
    const refused = (change: Partial<PairShape>) => found(problemOf(change));
    await expect(refused({ queries: 60_000, candidates: 10_000, dim: 1 })).rejects.toThrow(
      'and 60000 queries and 10000 candidates would take 7200 MB.',
    );
    await expect(refused({ method: 'cross-entropy', classes: 300 })).rejects.toThrow('300 classes');
  });
});
