import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { update, type ParameterGroup } from '../../core/training/groups';
import { WEIGHT_LIMIT } from '../../core/training/limits';
import { adamCorrections, createMoments } from '../../core/training/optimisers';
import { wave } from '../../models/tfjs/testing/numbers';
import { openDevice, type OpenDevice } from '../device';
import { bytesOf, emptied, floatsOf, submit, uploaded } from './testing/arrays';
import { createGpuUpdate, type Computed } from './updates';

/** Not a multiple of what a workgroup moves; one group in its midst begins at an odd place. */
const SIZE = 5003;
const STEPS = 10;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const clockAt = (slot: number, halted = 0) => Uint32Array.of(slot, halted, 0, 0, 0, 0, 0, 0);

/** An update on the device, around weights that are a wave. */
async function opened(groups: readonly ParameterGroup[], computed: Computed | null = null) {
  const { device } = open;
  const buffers = {
    params: uploaded(device, wave(SIZE, 0)),
    gradient: emptied(device, SIZE),
    first: emptied(device, SIZE),
    second: emptied(device, SIZE),
    clock: uploaded(device, clockAt(0)),
    corrections: uploaded(
      device,
      Float32Array.from({ length: 2 * STEPS }, (_, i) => adamCorrections((i >> 1) + 1)[i & 1]),
    ),
  };
  const gpu = await createGpuUpdate(open, { ...buffers, groups, computed });
  return {
    gpu,
    ...buffers,
    step(slot: number, gradient: Float32Array<ArrayBuffer>, halted = 0) {
      device.queue.writeBuffer(buffers.clock, 0, clockAt(slot, halted));
      device.queue.writeBuffer(buffers.gradient, 0, gradient);
      submit(device, (pass) => {
        gpu.measure(pass);
        gpu.encode(pass);
      });
    },
    async findings() {
      const bytes = await bytesOf(device, gpu.findings);
      const [, gradientLost, weightsLost] = new Uint32Array(bytes);
      return { norm: new Float32Array(bytes)[0], gradientLost, weightsLost };
    },
    floats: (name: 'params' | 'first' | 'second') => floatsOf(device, buffers[name]),
  };
}

const adam = { kind: 'adam', rate: 0.01 } as const;
const momentum = { kind: 'sgd', rate: 0.02, momentum: 0.9, decay: 5e-4 } as const;
const plain = { kind: 'plain', rate: 0.03 } as const;

const rules = [
  ['Adam', adam],
  ['SGD with momentum and decay', momentum],
  ['plain descent', plain],
] as const;

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);
}

describe('updates on the device', () => {
  it.each(rules)(
    'are those of the CPU over ten steps: %s beside plain descent',
    async (_, rule) => {
      // weights 3001 .. 3999 belong to no group
      const groups = [
        { from: 0, to: 3001, rule },
        { from: 4999, to: SIZE, rule },
        { from: 4000, to: 4999, rule: { kind: 'plain', rate: 0.1 } as const },
        { from: 4999, to: 4999, rule: { kind: 'plain', rate: 1 } as const },
      ];
      const ours = await opened(groups);
      const moments = createMoments(new Float32Array(SIZE), new Float32Array(SIZE));
      const state = { params: wave(SIZE, 0), moments, optimiser: null };
      for (let step = 0; step < STEPS; step++) {
        const gradient = wave(SIZE, 1 + step);
        update(state, gradient, groups);
        ours.step(step, gradient);
        const squares = gradient.subarray(0, 3001).reduce((sum, g) => sum + g * g, 0);
        const { norm, ...lost } = await ours.findings();
        expect(norm / Math.sqrt(squares)).toBeCloseTo(1, 5);
        expect(lost).toEqual({ gradientLost: 0, weightsLost: 0 });
      }
      expect(largest(await ours.floats('params'), state.params)).toBeLessThan(2e-6);
      expect(largest(await ours.floats('first'), moments.first)).toBeLessThan(2e-6);
      expect(largest(await ours.floats('second'), moments.second)).toBeLessThan(1e-8);
      expect((await ours.floats('params')).slice(3001, 4000)).toEqual(
        wave(SIZE, 0).slice(3001, 4000),
      );
      ours.gpu.destroy();
    },
  );

  it('take other rates, but neither other ranges nor two rules with moments', async () => {
    const ours = await opened([{ from: 0, to: 10, rule: plain }]);
    ours.gpu.setGroups([{ from: 0, to: 10, rule: { kind: 'plain', rate: 1 } }]);
    ours.step(0, wave(SIZE, 1));
    const [before, gradient] = [wave(SIZE, 0), wave(SIZE, 1)];
    const moved = before.map((value, i) => (i < 10 ? value - gradient[i] : value));
    expect(await ours.floats('params')).toEqual(moved);
    expect(() => ours.gpu.setGroups([{ from: 0, to: 9, rule: plain }])).toThrow(
      'keep their ranges',
    );
    expect(() => ours.gpu.setGroups([])).toThrow('keep their ranges');
    const two = [
      { from: 0, to: 5, rule: adam },
      { from: 5, to: 10, rule: momentum },
    ];
    await expect(opened(two)).rejects.toThrow('one optimiser');
    await expect(opened([{ from: 3, to: 3, rule: adam }])).rejects.toThrow('empty');
    ours.gpu.destroy();
  });

  it('change nothing once the clock has halted', async () => {
    const computed = { from: 5, values: uploaded(open.device, wave(7, 3)), length: 7 };
    const ours = await opened([{ from: 0, to: 5, rule: adam }], computed);
    ours.step(0, wave(SIZE, 1).fill(NaN, 2, 3), 1);
    expect(await ours.floats('params')).toEqual(wave(SIZE, 0));
    expect(largest(await ours.floats('first'), new Float32Array(SIZE))).toBe(0);
    expect(await ours.findings()).toEqual({ norm: 0, gradientLost: 0, weightsLost: 0 });
    ours.gpu.destroy();
  });

  it('take over what is computed', async () => {
    const computed = { from: 4003, values: uploaded(open.device, wave(1000, 3)), length: 1000 };
    const ours = await opened([{ from: 0, to: 5, rule: plain }], computed);
    ours.step(0, new Float32Array(SIZE));
    const expected = wave(SIZE, 0);
    expected.set(wave(1000, 3), 4003);
    expect(await ours.floats('params')).toEqual(expected);
    ours.gpu.destroy();
  });
});

describe('the findings of a step', () => {
  it.each([
    [NaN, 1],
    [Infinity, 1],
    [-Infinity, 1],
    [1e20, 1],
    [1e18, 0],
  ])('tell of a gradient of %d, wherever it lies', async (value, gradientLost) => {
    const ours = await opened([{ from: 1, to: SIZE - 1, rule: { ...plain, rate: 0 } }]);
    for (const [at, lost] of [
      [1, gradientLost],
      [2500, gradientLost],
      [SIZE - 2, gradientLost],
      [0, 0],
      [SIZE - 1, 0],
    ]) {
      const gradient = wave(SIZE, 1);
      gradient[at] = value;
      ours.step(0, gradient);
      expect((await ours.findings()).gradientLost, `at ${at}`).toBe(lost);
    }
    ours.gpu.destroy();
  });

  it.each([
    [NaN, 1],
    [Infinity, 1],
    [1.01 * WEIGHT_LIMIT, 1],
    [-1.01 * WEIGHT_LIMIT, 1],
    [0.99 * WEIGHT_LIMIT, 0],
  ])('tell of weights that move by %d, and begin anew', async (value, lost) => {
    const ours = await opened([
      { from: 0, to: 10, rule: plain },
      { from: 10, to: SIZE, rule: { kind: 'plain', rate: 1 } },
    ]);
    const gradient = new Float32Array(SIZE);
    gradient[SIZE - 1] = value;
    ours.step(0, gradient);
    expect(await ours.findings()).toEqual({ norm: 0, gradientLost: 0, weightsLost: lost });
    open.device.queue.writeBuffer(ours.params, 0, wave(SIZE, 0));
    ours.step(1, new Float32Array(SIZE));
    expect((await ours.findings()).weightsLost).toBe(0);
    ours.gpu.destroy();
  });
});
