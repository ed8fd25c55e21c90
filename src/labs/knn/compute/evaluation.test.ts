import { describe, expect, it, vi } from 'vitest';
import { initialParams } from '../experiment/networks';
import { createKnn } from './module';
import type { KnnApi, EvaluationRequest, EvaluationResult } from './protocol';
import { Breaker, digits, digitSetup, fakeGraphics, surroundings } from './testing/knn';

const request: EvaluationRequest = {
  key: 'a',
  setup: digitSetup,
  params: initialParams(digitSetup),
  k: 5,
  ks: [1, 3],
  raw: false,
  networks: 'auto',
};

/** A clock of which one reading uses up the slice of a call. */
function slow() {
  let clock = 0;
  return () => (clock += 250);
}

async function evaluate(knn: KnnApi, asked = request): Promise<EvaluationResult> {
  for (;;) {
    const { result } = await knn.evaluate(asked);
    if (result) return result;
  }
}

const told = ({ accuracy, confusion, hardest }: EvaluationResult) => ({
  accuracy,
  confusion,
  hardest,
});

describe('an evaluation', () => {
  it('asks all test images in portions, each further than the one before', async () => {
    const knn = createKnn(surroundings({ now: slow() }));
    const shares: number[] = [];
    let result: EvaluationResult | null = null;
    while (!result) {
      const progress = await knn.evaluate(request);
      shares.push(progress.done);
      result = progress.result;
    }
    expect(shares.length).toBeGreaterThan(4);
    expect(shares.every((share, i) => i === 0 || share > shares[i - 1])).toBe(true);
    expect(result.accuracy).toMatchObject({ images: 90, ks: [1, 3, 5] });
    expect(result.confusion.reduce((a, b) => a + b, 0)).toBe(90);
    expect(result).toMatchObject({ backend: 'cpu', candidates: digits.train.count, k: 5 });
  });

  it('begins again in a worker that has been restarted, and finds the same', async () => {
    const whole = await evaluate(createKnn(surroundings()));
    const first = createKnn(surroundings({ now: slow() }));
    await first.evaluate(request);
    await first.evaluate(request);
    const second = createKnn(surroundings({ now: slow() }));
    expect(told(await evaluate(second))).toEqual(told(whole));
  });

  it('gives up the one before when another is asked for', async () => {
    const knn = createKnn(surroundings({ now: slow() }));
    await knn.evaluate(request);
    const raw = await evaluate(knn, { ...request, key: 'b', raw: true });
    expect(raw.accuracy.right[0]).toBeGreaterThan(45);
    expect(told(await evaluate(knn))).toEqual(told(await evaluate(createKnn(surroundings()))));
  });
});

describe('an evaluation on a device', () => {
  const whole = evaluate(createKnn(surroundings()));

  it('finds the same', async () => {
    const openGraphics = () => Promise.resolve(fakeGraphics());
    const result = await evaluate(createKnn(surroundings({ openGraphics })));
    expect(result.backend).toBe('webgpu');
    expect(told(result)).toEqual(told(await whole));
  });

  it('is done on one in software only when that is asked for', async () => {
    const openGraphics = () => Promise.resolve(fakeGraphics(new Breaker(), true));
    const backend = async (networks: EvaluationRequest['networks']) => {
      const knn = createKnn(surroundings({ openGraphics }));
      return (await evaluate(knn, { ...request, networks })).backend;
    };
    expect(await backend('auto')).toBe('cpu');
    expect(await backend('own')).toBe('cpu');
    expect(await backend('webgpu')).toBe('webgpu');
  });

  it('goes on on the CPU where the device is lost, with the work so far', async () => {
    const breaker = new Breaker();
    const graphics = fakeGraphics(breaker);
    // it answers for the first images only
    const search: typeof graphics.search = (...points) => {
      const inner = graphics.search(...points);
      const find = vi.fn(inner.find);
      find.mockImplementationOnce(async (queries, from) => {
        const found = await inner.find(queries, from, from + 30);
        breaker.failAt('find');
        return found;
      });
      return { ...inner, find };
    };
    const openGraphics = () => Promise.resolve({ ...graphics, search });
    const result = await evaluate(createKnn(surroundings({ openGraphics, now: slow() })));
    expect(result.backend).toBe('webgpu, then cpu');
    expect(told(result)).toEqual(told(await whole));
    expect(breaker.calls.filter((call) => call === 'find')).toHaveLength(2);
  });

  it('is done on the CPU where the device is lost at once', async () => {
    const breaker = new Breaker();
    breaker.failAt('find');
    const openGraphics = () => Promise.resolve(fakeGraphics(breaker));
    const result = await evaluate(createKnn(surroundings({ openGraphics })));
    expect(result.backend).toBe('cpu');
    expect(told(result)).toEqual(told(await whole));
  });
});
