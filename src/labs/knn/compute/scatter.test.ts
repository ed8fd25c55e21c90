import { describe, expect, it, vi } from 'vitest';
import { partsOf } from '../experiment/networks';
import { scatterOf } from './scatter';
import { digits, digitSetup } from './testing/knn';

const dim = partsOf(digitSetup).dimensions;

/** As many points as there are images, all numbers of one part the same. */
const embed = vi.fn(async (images: { readonly count: number }, asked: number) => {
  const count = Math.min(asked, images.count);
  const value = images === digits.train ? 1 : 2;
  return { count, values: new Float32Array(count * dim).fill(value) };
});

function rig() {
  const positions = Float32Array.of(1, 2, 3);
  const project = vi.fn((_points: Float32Array, _count: number, _dim: number) => ({
    positions,
    share: [0.5, 0.25] as const,
  }));
  const projectionOf = vi.fn((_key: string) => ({ project }));
  const ask = (key: string, train: number, test: number) =>
    scatterOf(
      { setup: digitSetup, key, train, test },
      { set: digits, step: 7, embed },
      projectionOf,
    );
  return { positions, project, projectionOf, ask };
}

describe('a scatter', () => {
  it('shows training images, then test images, with their classes', async () => {
    const { ask, project } = rig();
    const { step, labels, train, test, share } = await ask('run', 3, 2);
    expect([step, train, test, share]).toEqual([7, 3, 2, 0.75]);
    expect([...labels]).toEqual([
      ...digits.train.labels.subarray(0, 3),
      ...digits.test.labels.subarray(0, 2),
    ]);
    const [points, ...size] = project.mock.calls[0];
    expect(size).toEqual([5, dim]);
    const numbers = (count: number, value: number) => Array<number>(count * dim).fill(value);
    expect([...points]).toEqual([...numbers(3, 1), ...numbers(2, 2)]);
  });

  it('shows no more images than there are', async () => {
    const { ask } = rig();
    const { train, test, labels } = await ask('run', 1e6, 1e6);
    const counts = [digits.train.count, digits.test.count];
    expect([train, test]).toEqual(counts);
    expect(labels).toHaveLength(counts[0] + counts[1]);
  });

  it('follows the last picture of its key with as many points', async () => {
    const { ask, projectionOf } = rig();
    await ask('a', 3, 2);
    await ask('a', 2, 3);
    await ask('b', 3, 3);
    expect(projectionOf.mock.calls).toEqual([['a 5'], ['a 5'], ['b 6']]);
  });

  it('keeps its positions when the next picture is made', async () => {
    const { ask, positions } = rig();
    const first = await ask('a', 3, 2);
    positions.fill(NaN);
    expect([...first.positions]).toEqual([1, 2, 3]);
  });
});
