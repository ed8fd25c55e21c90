import { describe, expect, it, vi } from 'vitest';
import { partsOf } from '../experiment/networks';
import type { Trained } from './protocol';
import { digits, digitSetup } from './testing/knn';
import { openTrained } from './trained';

const dim = partsOf(digitSetup).dimensions;
const weights = { step: 4, params: Float32Array.of(1, 2) };
const request: Trained = { setup: digitSetup, place: { version: 1, step: 4 }, params: null };

function rig() {
  const forward = vi.fn((_params: Float32Array, _images: Float32Array, count: number) =>
    new Float32Array(count * dim).fill(3),
  );
  const pictures = vi.fn(async () => ({ forward }));
  const open = () => Promise.resolve(digits);
  const trained = openTrained(request, open, { pictures }, async () => weights);
  return { forward, pictures, trained: trained.then((found) => found!) };
}

describe('a trained embedding', () => {
  it('has its set, and its weights as they are when that is there', async () => {
    let opened: (set: typeof digits) => void = () => undefined;
    const opening = new Promise<typeof digits>((resolve) => (opened = resolve));
    const weightsOf = vi.fn(() => Promise.resolve(weights));
    const networks = { pictures: () => Promise.reject(new Error('not now')) };
    const trained = openTrained(request, () => opening, networks, weightsOf);
    expect(weightsOf).not.toHaveBeenCalled();
    opened(digits);
    expect(await trained).toMatchObject({ ...weights, set: digits });
    expect(weightsOf).toHaveBeenCalledExactlyOnceWith(request);
  });

  it('is none where its weights are not kept', async () => {
    const networks = { pictures: () => Promise.reject(new Error('never')) };
    expect(
      await openTrained(
        request,
        async () => digits,
        networks,
        async () => null,
      ),
    ).toBeNull();
  });

  it.each([
    [40, 40],
    [1e6, digits.test.count],
  ])('embeds %i images, or as many as there are', async (asked, count) => {
    const { trained, forward } = rig();
    const points = await (await trained).embed(digits.test, asked);
    expect(points).toEqual({ count, values: new Float32Array(count * dim).fill(3) });
    expect(forward.mock.calls.every(([params]) => params === weights.params)).toBe(true);
  });

  it('embeds where pictures of its network are made', async () => {
    const { trained, pictures } = rig();
    await (await trained).embed(digits.test, 0);
    expect(pictures).toHaveBeenCalledExactlyOnceWith(digitSetup);
  });
});
