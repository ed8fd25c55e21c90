import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoRoomError } from '../../../../core/no-room';
import { createPlainNetwork } from '../../../../core/networks/plain';
import { createRng } from '../../../../core/rng/rng';
import { copyState } from '../../../../core/training/state';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { createGpuNetwork } from '../../../../gpu/networks/network';
import { around, withLimits } from '../../../../gpu/networks/testing/limits';
import { trainingImages } from '../../experiment/batch';
import { shapeOf, type LabelledImages } from '../../experiment/evaluation';
import { partsOf } from '../../experiment/networks';
import { advance, initialState, type KnnRecord, type KnnState } from '../../experiment/run';
import { createLocalSource } from '../../experiment/source';
import {
  knnVariants,
  paperKnobs,
  variantNames,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from '../../experiment/spec';
import { openResidentRun } from './open';
import { MOST_STEPS } from './resident-run';
import { createFoldedSource, foldedNetworks } from './testing/folded';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const SIZE = 16 * 16;
const CLASSES = 3;

/** Images of three classes: stripes at a distance that the class says, and noise over them. */
function stripes(count: number): LabelledImages {
  const random = createRng(4, 'test stripes');
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  const pixels = Uint8Array.from({ length: count * SIZE }, (_, at) => {
    const image = Math.floor(at / SIZE);
    const lit = (at % 16) % (labels[image] + 2) === 0 ? 100 : 0;
    return lit + (random.word(image, at % SIZE) % 150);
  });
  return { count, pixels, labels };
}

const images = stripes(41);

const setupOf = (variant: KnnVariant): KnnSetup => ({
  dataset: 'stripes',
  input: [16, 16, 1],
  classes: CLASSES,
  network: 'compact',
  method: knnVariants[variant].method,
  scale: knnVariants[variant].scale,
  seed: 7,
});

const knobsOf = (variant: KnnVariant, change: Partial<KnnKnobs> = {}): KnnKnobs => ({
  ...paperKnobs,
  ...{ queries: 5, candidates: 9, k: 3, sigma: 0.5, sigmaRate: 1e-3, temperature: 4 },
  ...knnVariants[variant].knobs,
  ...change,
});

/** The same steps on the CPU. */
async function onCpu(
  setup: KnnSetup,
  state: KnnState,
  knobs: KnnKnobs,
  steps: number,
  source = createFoldedSource(setup),
) {
  const records: KnnRecord[] = [];
  const surroundings = {
    images: trainingImages(setup, images),
    source,
    now: () => 0,
  };
  for (let i = 0; i < steps; i++) records.push(await advance(setup, state, knobs, surroundings));
  return records;
}

const openRun = (setup: KnnSetup, state = initialState(setup), networks = foldedNetworks) =>
  openResidentRun(open, networks, { setup, state, images, scale: shapeOf(setup).scale });

const within = (got: ArrayLike<number>, wanted: ArrayLike<number>) => {
  let furthest = 0;
  for (let i = 0; i < wanted.length; i++)
    furthest = Math.max(furthest, Math.abs(got[i] - wanted[i]));
  return got.length === wanted.length ? furthest : Infinity;
};

function expectAlike(got: readonly KnnRecord[], wanted: readonly KnnRecord[]): void {
  expect(got.map(({ step }) => step)).toEqual(wanted.map(({ step }) => step));
  got.forEach((record, i) => {
    const { milliseconds, ...ours } = record;
    expect(milliseconds).toBeGreaterThan(0);
    for (const [name, value] of Object.entries(ours)) {
      const expected = wanted[i][name as keyof KnnRecord];
      const error = Math.abs(value - expected) / (1 + Math.abs(expected));
      expect(error, `${name} of step ${record.step}`).toBeLessThan(1e-4);
    }
  });
}

function expectSame(state: KnnState, other: KnnState): void {
  const { params, moments, ...rest } = state;
  const { params: otherParams, moments: otherMoments, ...otherRest } = other;
  expect({ ...rest, updates: moments.updates }).toEqual({
    ...otherRest,
    updates: otherMoments.updates,
  });
  expect(within(params, otherParams)).toBeLessThan(1e-4);
  expect(within(moments.first, otherMoments.first)).toBeLessThan(1e-4);
  expect(within(moments.second, otherMoments.second)).toBeLessThan(1e-4);
}

const bits = ({ params, moments }: KnnState) =>
  [params, moments.first, moments.second].map((floats) =>
    new Uint32Array(floats.slice().buffer).reduce((hash, word) => (hash * 31 + word) >>> 0, 7),
  );

describe.each(variantNames)('a run on a device: %s', (variant) => {
  it('makes the steps that the CPU makes, with the same batches and the same noise', async () => {
    const setup = setupOf(variant);
    const knobs = knobsOf(variant, { samples: 3 });
    const expected = initialState(setup);
    const records = await onCpu(setup, expected, knobs, 10);
    const state = initialState(setup);
    const run = await openRun(setup, state);
    const told = [
      ...(await run.advance(knobs, 4)),
      ...(await run.advance(knobs, 1)),
      ...(await run.advance(knobs, 5)),
    ];
    expectAlike(told, records);
    expectSame(state, initialState(setup));
    await run.settle();
    expectSame(state, expected);
    expect(within(state.params, initialState(setup).params)).toBeGreaterThan(1e-3);
    run.destroy();
  });
});

describe.each(['direct-learned-sigma', 'cross-entropy'] as const)(
  'a run on a device with its own networks: %s',
  (variant) => {
    it('makes the steps that the CPU makes', async () => {
      const setup = setupOf(variant);
      // no distance knows the last biases: Adam would take whole steps in the sign of their rounding
      const rule = { optimiser: 'sgd', momentum: 0.9, rate: 0.01 } as const;
      const knobs = knobsOf(variant, { queries: 8, candidates: 12, ...rule });
      const source = createLocalSource(setup, 20, createPlainNetwork);
      const expected = initialState(setup);
      const records = await onCpu(setup, expected, knobs, 10, source);
      const state = initialState(setup);
      const run = await openRun(setup, state, { ...foldedNetworks, createGpuNetwork });
      expectAlike(await run.advance(knobs, 10), records);
      await run.settle();
      expectSame(state, expected);
      run.destroy();
    });
  },
);

describe('a run of ResNet18 on a device', () => {
  const usual = setupOf('direct-fixed-sigma');
  const setup: KnnSetup = { ...usual, network: 'resnet18', input: [8, 8, 4] };
  const rule = { optimiser: 'sgd', momentum: 0.9, rate: 1e-3 } as const;
  const knobs = knobsOf('direct-fixed-sigma', { samples: 4, ...rule });
  const { trainable, noiseAt } = partsOf(setup);
  const running = ({ params }: KnnState) => params.subarray(trainable, noiseAt);

  it('takes over its running statistics with every update', async () => {
    const expected = initialState(setup);
    const state = initialState(setup);
    const run = await openRun(setup, state);
    expectAlike(await run.advance(knobs, 3), await onCpu(setup, expected, knobs, 3));
    await run.settle();
    expect(within(running(state), running(expected))).toBeLessThan(1e-5);
    expect(within(running(state), running(initialState(setup)))).toBeGreaterThan(0.01);
    expectSame(state, expected);
    run.destroy();
  });
});

describe('a run on a device', () => {
  const variant = 'direct-learned-sigma';
  const setup = setupOf(variant);
  const knobs = knobsOf(variant);

  it('is the same bit by bit, however its steps are handed over', async () => {
    const ends = await Promise.all(
      [[6], [1, 1, 1, 1, 1, 1], [2, 4]].map(async (calls) => {
        const state = initialState(setup);
        const run = await openRun(setup, state);
        for (const most of calls) await run.advance(knobs, most);
        await run.settle();
        run.destroy();
        return { step: state.step, updates: state.moments.updates, bits: bits(state) };
      }),
    );
    expect(ends[0].step).toBe(6);
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });

  it('settles, goes on, and can be taken up elsewhere', async () => {
    const state = initialState(setup);
    const run = await openRun(setup, state);
    await run.advance(knobs, 3);
    await run.settle();
    const copy = copyState(state);
    await run.advance(knobs, 3);
    expect(state.step).toBe(3);
    await run.settle();
    const other = await openRun(setup, copy);
    await other.advance(knobs, 3);
    await other.settle();
    expect(copy.step).toBe(6);
    expect(bits(copy)).toEqual(bits(state));
    for (const opened of [run, other]) opened.destroy();
  });

  it('takes other sizes, laws and losses between two calls, as many neighbours as candidates', async () => {
    const changes: Partial<KnnKnobs>[] = [
      { k: 9, samples: 3 },
      { queries: 3, candidates: 4, k: 4, law: 'normal' },
      { lossForm: 'count', epsilon: 0.4 },
      { queries: 9, candidates: 32, sigma: 2 },
    ];
    const expected = initialState(setup);
    const state = initialState(setup);
    const run = await openRun(setup, state);
    for (const change of changes) {
      const changed = { ...knobs, ...change };
      expectAlike(await run.advance(changed, 2), await onCpu(setup, expected, changed, 2));
    }
    await run.settle();
    expectSame(state, expected);
    run.destroy();
  });

  it('refuses a batch that the device has no room for, and goes on with one that it has', async () => {
    const small = withLimits(open, { maxStorageBufferBindingSize: 30_000 });
    const [state, expected] = [initialState(setup), initialState(setup)];
    const task = { setup, state, images, scale: shapeOf(setup).scale };
    const run = await openResidentRun(small, foldedNetworks, task);
    expectAlike(await run.advance(knobs, 2), await onCpu(setup, expected, knobs, 2));
    const large = run.advance({ ...knobs, queries: 9, candidates: 32 }, 2);
    await expect(large).rejects.toThrow(
      new NoRoomError(
        'The graphics device takes 30000 bytes at once at most, and the images of a step would take 41984 bytes.',
      ),
    );
    await run.settle();
    expectSame(state, expected);
    expectAlike(await run.advance(knobs, 1), await onCpu(setup, expected, knobs, 1));
    run.destroy();
  });

  it('refuses a batch that memory is used up for, and goes on with one that it has', async () => {
    let fails = false;
    const pop = () => Promise.resolve(fails ? new GPUOutOfMemoryError('none is left') : null);
    const device = around(open.device, { pushErrorScope: () => undefined, popErrorScope: pop });
    const [state, expected] = [initialState(setup), initialState(setup)];
    const task = { setup, state, images, scale: shapeOf(setup).scale };
    const run = await openResidentRun({ ...open, device }, foldedNetworks, task);
    expectAlike(await run.advance(knobs, 2), await onCpu(setup, expected, knobs, 2));
    const bytes = run.bytes;
    fails = true;
    const large = run.advance({ ...knobs, queries: 9, candidates: 32 }, 2);
    await expect(large).rejects.toThrow(
      new NoRoomError('The graphics device has not enough memory for steps of 41 images.'),
    );
    fails = false;
    expectAlike(await run.advance(knobs, 1), await onCpu(setup, expected, knobs, 1));
    expect(run.bytes).toBe(bytes);
    run.destroy();
  });

  it('forgets the moments of another optimiser', async () => {
    const sgd = { ...knobs, optimiser: 'sgd', momentum: 0.9, decay: 1e-3 } as const;
    const expected = initialState(setup);
    const state = initialState(setup);
    const run = await openRun(setup, state);
    for (const [changed, steps] of [
      [knobs, 3],
      [sgd, 2],
      [sgd, 2],
      [knobs, 1],
    ] as const) {
      expectAlike(await run.advance(changed, steps), await onCpu(setup, expected, changed, steps));
    }
    await run.settle();
    expectSame(state, expected);
    expect(state.moments.updates).toBe(1);
    run.destroy();
  });

  it('lets epsilon grow where nothing changes, up to its limit, and begins again where it is set', async () => {
    const zero = setupOf('direct-sigma-0');
    const faint = knobsOf('direct-sigma-0', { epsilon: -1e-6, maxEpsilon: 1.15e-6 });
    const expected = initialState(zero);
    const state = initialState(zero);
    const run = await openRun(zero, state);
    const told = [...(await run.advance(faint, 4)), ...(await run.advance(faint, 1))];
    expectAlike(told, await onCpu(zero, expected, faint, 5));
    expect(told.map(({ growths }) => growths)).toEqual([0, 1, 2, 2, 2]);
    const set = { ...faint, epsilon: -1.1e-6 };
    expectAlike(await run.advance(set, 2), await onCpu(zero, expected, set, 2));
    await run.settle();
    expectSame(state, expected);
    run.destroy();
  });

  it('shares the images of a set with the runs beside it, and lets go of what it held', async () => {
    const [one, two] = [await openRun(setup), await openRun(setup)];
    await Promise.all([one.advance(knobs, 2), two.advance(knobs, 2)]);
    expect(one.bytes).toBe(two.bytes);
    one.destroy();
    one.destroy();
    expect(await two.advance(knobs, 1)).toHaveLength(1);
    two.destroy();
  });
});

describe('a run on a device whose numbers are lost', () => {
  const variant = 'direct-fixed-sigma';
  const setup = setupOf(variant);
  const knobs = knobsOf(variant);

  it('says so in the first step as the CPU does, having changed nothing, and goes on', async () => {
    const state = initialState(setup);
    const run = await openRun(setup, state);
    await run.advance(knobs, 2);
    for (const optimiser of ['adam', 'sgd'] as const) {
      const wild = { ...knobs, rate: 1e30, epsilon: -0.7, optimiser };
      await expect(run.advance(wild, 3)).rejects.toMatchObject({
        name: 'DivergedError',
        message: expect.stringContaining('in step 3; the learning rate is too large') as string,
      });
    }
    await run.advance(knobs, 2);
    await run.settle();
    const whole = initialState(setup);
    const other = await openRun(setup, whole);
    await other.advance(knobs, 4);
    await other.settle();
    expect(state.step).toBe(4);
    expect(bits(state)).toEqual(bits(whole));
    for (const opened of [run, other]) opened.destroy();
  });

  it('stands before the step that loses them, also in the middle of a call', async () => {
    // weights that a good step away from the limit pass it soon
    const fast = { ...knobs, optimiser: 'adam', rate: 4.5e5 } as const;
    const expected = initialState(setup);
    let message = '';
    const made: KnnRecord[] = [];
    while (message === '') {
      try {
        made.push(...(await onCpu(setup, expected, fast, 1)));
      } catch (error) {
        message = (error as Error).message;
      }
    }
    expect(made.length).toBeGreaterThan(1);
    expect(made.length).toBeLessThan(8);
    const state = initialState(setup);
    const run = await openRun(setup, state);
    const told = await run.advance(fast, 12);
    expect(told).toHaveLength(made.length);
    await expect(run.advance(fast, 2)).rejects.toThrow(message);
    await run.settle();
    expect(state.step).toBe(made.length);
    const whole = initialState(setup);
    const other = await openRun(setup, whole);
    await other.advance(fast, made.length);
    await other.settle();
    expect(bits(state)).toEqual(bits(whole));
    for (const opened of [run, other]) opened.destroy();
  });

  it.each([
    ['direct-fixed-sigma', 'distances'],
    ['neuralsort-stochastic', 'distances'],
    ['relax-subsample', 'distances'],
    ['cross-entropy', 'distances'],
    ['direct-learned-sigma', 'noise scales'],
  ] as const)('names them: %s, the %s', async (name, what) => {
    const of = setupOf(name);
    const state = initialState(of);
    state.params[what === 'distances' ? 3 : state.params.length - 1] = NaN;
    const run = await openRun(of, state);
    await expect(run.advance(knobsOf(name), 2)).rejects.toThrow(
      `The ${what} are no longer finite numbers in step 1.`,
    );
    run.destroy();
  });
});

describe('a run on a device whose loss is no number', () => {
  it('says that its gradient is lost', async () => {
    const setup = setupOf('cross-entropy');
    const state = initialState(setup);
    // a bias of the head: no distance knows of it
    state.params[state.params.length - 1] = NaN;
    const run = await openRun(setup, state);
    const step = run.advance(knobsOf('cross-entropy'), 2);
    await expect(step).rejects.toThrow('The gradient is not a finite number in step 1.');
    run.destroy();
  });
});

describe('a run on a device refuses', () => {
  const setup = setupOf('direct-fixed-sigma');
  const knobs = knobsOf('direct-fixed-sigma');

  it('what can not be, and goes on', async () => {
    const run = await openRun(setup);
    await expect(run.advance({ ...knobs, k: 10 }, 1)).rejects.toThrow('k must be a whole number');
    await expect(run.advance({ ...knobs, candidates: 40 }, 1)).rejects.toThrow(
      'a step takes 45 different images, but the set has only 41',
    );
    await expect(run.advance(knobs, MOST_STEPS + 1)).rejects.toThrow('steps must be');
    expect(await run.advance(knobs, 1)).toMatchObject([{ step: 1 }]);
    run.destroy();
  });

  it('any work once the device is lost, and leaves the state as it was settled', async () => {
    const lost = await openDevice(navigator.gpu);
    const state = initialState(setup);
    const task = { setup, state, images, scale: shapeOf(setup).scale };
    const run = await openResidentRun(lost, foldedNetworks, task);
    await run.advance(knobs, 2);
    await run.settle();
    const before = bits(state);
    await run.advance(knobs, 1);
    lost.device.destroy();
    await expect(run.advance(knobs, 1)).rejects.toMatchObject({ code: 'device-lost' });
    await expect(run.settle()).rejects.toMatchObject({ code: 'device-lost' });
    expect([state.step, bits(state)]).toEqual([2, before]);
    run.destroy();
    await expect(openResidentRun(lost, foldedNetworks, task)).rejects.toMatchObject({
      code: 'device-lost',
    });
  });
});
