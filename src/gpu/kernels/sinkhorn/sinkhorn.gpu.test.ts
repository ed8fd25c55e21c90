import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createSinkhorn } from '../../../core/relaxations/sinkhorn';
import { createRng } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import { createSinkhornKernel, type SinkhornKernel } from './sinkhorn';

let open: OpenDevice;
let kernel: SinkhornKernel;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
  kernel = createSinkhornKernel(open);
});

afterAll(() => {
  kernel.destroy();
  open.device.destroy();
});

const rng = createRng(8, 'sinkhorn');
const { sample } = createNoise(noiseSpec('gumbel', 0, 3));
const noise = (length: number, row: number, factor = 1) =>
  Float32Array.from({ length }, (_, c) => factor * sample(rng.word(c, 0, row)));

/** Matrices and gradients on the device and on the CPU, matrix by matrix. */
async function both(logits: Float32Array, n: number, iterations: number) {
  const dOut = noise(logits.length, 77);
  const theirs = await kernel.normalise(logits, n, iterations, dOut);
  const sinkhorn = createSinkhorn(n);
  const [out, slopes] = [new Float64Array(n * n), new Float64Array(n * n)];
  const ours = {
    matrices: new Float64Array(logits.length),
    gradient: new Float64Array(logits.length),
  };
  for (let at = 0; at < logits.length; at += n * n) {
    sinkhorn.forward(Float64Array.from(logits.subarray(at, at + n * n)), iterations, out);
    sinkhorn.backward(Float64Array.from(dOut.subarray(at, at + n * n)), slopes);
    ours.matrices.set(out, at);
    ours.gradient.set(slopes, at);
  }
  return { ours, theirs };
}

function expectNear(theirs: Float32Array, ours: Float64Array, tolerance: number): void {
  let worst = 0;
  for (let c = 0; c < ours.length; c++) worst = Math.max(worst, Math.abs(theirs[c] - ours[c]));
  expect(theirs).toHaveLength(ours.length);
  expect(worst).toBeLessThan(tolerance);
}

describe('Sinkhorn on the graphics device', () => {
  it.each([
    [1, 3],
    [2, 20],
    [5, 1],
    [16, 7],
    [17, 20],
    [33, 5],
    [100, 20],
    [128, 4],
  ])('of %i x %i logits is that of the CPU, and so is its gradient', async (n, iterations) => {
    const { ours, theirs } = await both(noise(3 * n * n, n), n, iterations);
    expectNear(theirs.matrices, ours.matrices, 2e-5);
    expectNear(theirs.gradient!, ours.gradient, 1e-4);
  });

  it('without iterations is the exponential', async () => {
    const { ours, theirs } = await both(noise(2 * 49, 1, 0.3), 7, 0);
    expectNear(theirs.matrices, ours.matrices, 1e-5);
    expectNear(theirs.gradient!, ours.gradient, 1e-4);
  });

  it('takes logits whose exponentials no number holds', async () => {
    // of low temperature: the rows of the first step leave columns that are far below 1
    const { ours, theirs } = await both(noise(2 * 81, 2, 100), 9, 20);
    expectNear(theirs.matrices, ours.matrices, 2e-3);
    const shifted = noise(64, 3).map((x) => 500 + x);
    const far = await both(shifted, 8, 6);
    expectNear(far.theirs.matrices, far.ours.matrices, 5e-4);
  });

  it('has the slope of finite differences', async () => {
    const n = 6;
    const logits = noise(n * n, 4);
    const weights = noise(n * n, 5);
    const found = await kernel.normalise(logits, n, 8, weights);
    const sinkhorn = createSinkhorn(n);
    const value = (changed: Float64Array) => {
      const out = new Float64Array(n * n);
      sinkhorn.forward(changed, 8, out);
      return out.reduce((sum, x, c) => sum + weights[c] * x, 0);
    };
    for (let c = 0; c < n * n; c += 5) {
      const moved = (by: number) => Float64Array.from(logits, (x, i) => (i === c ? x + by : x));
      const slope = (value(moved(1e-5)) - value(moved(-1e-5))) / 2e-5;
      expect(Math.abs(found.gradient![c] - slope)).toBeLessThan(2e-5);
    }
  });

  it('rejects what are no matrices, and fails by name once the device is gone', async () => {
    const normalise = (length: number, n: number, iterations: number, slopes?: Float32Array) =>
      kernel.normalise(new Float32Array(length), n, iterations, slopes);
    await expect(normalise(5, 2, 1)).rejects.toThrow('5 logits are no matrices');
    await expect(normalise(4, 0, 1)).rejects.toThrow('from 1 to 128');
    await expect(normalise(4, 2, -1)).rejects.toThrow('iterations must be');
    await expect(normalise(4, 2, 1, new Float32Array(3))).rejects.toThrow('need as many slopes');
    const other = await openDevice(navigator.gpu);
    const doomed = createSinkhornKernel(other);
    other.device.destroy();
    const asked = doomed.normalise(new Float32Array(4), 2, 1);
    await expect(asked).rejects.toMatchObject({ code: 'device-lost' });
  });
});
