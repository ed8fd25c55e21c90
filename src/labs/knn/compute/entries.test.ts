import { describe, expect, it, vi } from 'vitest';
import { NoRoomError } from '../../../core/no-room';
import { noiseOf } from '../experiment/noise';
import { FROZEN_STEP, cleanScores } from '../experiment/query';
import { knnMethods } from '../experiment/spec';
import { selectTop } from '../../../core/neighbours/top';
import { entryShares } from './entries';
import { createGraphicsDesk, type Graphics } from './graphics';
import type { EntriesRequest } from './protocol';
import { Breaker, fakeGraphics } from './testing/knn';

const request: EntriesRequest = {
  distances: Float64Array.from({ length: 20 }, (_, i) => 1 + ((i * 7) % 20) / 8),
  fits: Uint8Array.from({ length: 20 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
  scales: [0, 0.01, 0.3, 2],
  knobs: { k: 4, epsilon: -0.3, lossForm: 'distance', law: 'gumbel' },
  setup: { seed: 5, method: 'direct' },
  samples: 130,
};

const nowhere = createGraphicsDesk(() => Promise.reject(new Error('no WebGPU')));

/** The definition: the same frozen noise at every scale, samples past 64 from the steps that follow. */
function defined({ distances, scales, knobs, setup, samples }: EntriesRequest): number[] {
  const n = distances.length;
  const scores = cleanScores(setup.method, distances);
  const noise = noiseOf(setup, knobs.law);
  const gamma = new Float64Array(n);
  const top = new Int32Array(knobs.k);
  const counts = new Float64Array(scales.length * n);
  for (let sample = 0; sample < samples; sample++) {
    noise(FROZEN_STEP + (sample >> 6), sample % 64, 0, gamma);
    scales.forEach((scale, s) => {
      const perturbed = scores.map((score, i) => score + scale * gamma[i]);
      selectTop(perturbed, 0, n, knobs.k, top);
      for (const i of top) counts[s * n + i]++;
    });
  }
  return [...counts].map((count) => count / samples);
}

describe('how often candidates are chosen', () => {
  it.each(knnMethods)('is what frozen noise gives, for %s', async (method) => {
    const asked = { ...request, setup: { seed: 5, method } };
    const { entered, enteredAugmented, backend } = await entryShares(asked, nowhere);
    expect([...entered]).toEqual(defined(asked));
    expect(backend).toBe('cpu');
    const right = (shares: Float64Array) =>
      shares.reduce((sum, share, i) => sum + share * request.fits![i % 20], 0);
    // a negative weight pulls right candidates in
    expect(right(enteredAugmented!)).toBeGreaterThan(right(entered));
  });

  it('knows no y*(epsilon) where the class is not known, and takes all where k is too large', async () => {
    const knobs = { ...request.knobs, k: 50 };
    const reply = await entryShares({ ...request, fits: null, knobs }, nowhere);
    expect(reply.enteredAugmented).toBeNull();
    expect(reply.entered.every((share) => share === 1)).toBe(true);
  });

  it('comes from the CPU where a device has no room for it, which is kept', async () => {
    const dispose = vi.fn();
    const count = () => Promise.reject(new NoRoomError('It is too small.'));
    const open = vi.fn(() => Promise.resolve({ ...fakeGraphics(), count, dispose }));
    const desk = createGraphicsDesk(open);
    const expected = await entryShares(request, nowhere);
    for (let i = 0; i < 2; i++) expect(await entryShares(request, desk)).toEqual(expected);
    expect(open).toHaveBeenCalledOnce();
    expect(dispose).not.toHaveBeenCalled();
  });

  it('comes from a real device, from the CPU once that is lost, and from the next one after it', async () => {
    const breaker = new Breaker();
    const open = vi.fn<() => Promise<Graphics>>();
    open.mockResolvedValueOnce(fakeGraphics(breaker)).mockResolvedValue(fakeGraphics());
    const desk = createGraphicsDesk(open);
    const first = await entryShares(request, desk);
    await desk.lose();
    const second = await entryShares(request, desk);
    const third = await entryShares(request, desk);
    expect([first, second, third].map(({ backend }) => backend)).toEqual([
      'webgpu',
      'cpu',
      'webgpu',
    ]);
    expect(second.entered).toEqual(first.entered);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('leaves a device in software alone, and gives one up that is lost again and again', async () => {
    const software = createGraphicsDesk(() => Promise.resolve(fakeGraphics(new Breaker(), true)));
    expect((await entryShares(request, software)).backend).toBe('cpu');
    const open = vi.fn(() => {
      const breaker = new Breaker();
      breaker.failAt('all');
      return Promise.resolve(fakeGraphics(breaker));
    });
    const desk = createGraphicsDesk(open);
    for (let i = 0; i < 9; i++) expect((await entryShares(request, desk)).backend).toBe('cpu');
    expect(open).toHaveBeenCalledTimes(6);
  });

  it('names what is out of range', async () => {
    const distances = request.distances.with(3, NaN);
    await expect(entryShares({ ...request, distances }, nowhere)).rejects.toThrow('distances[3]');
  });
});
