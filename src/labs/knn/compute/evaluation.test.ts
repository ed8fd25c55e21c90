import { describe, expect, it, vi } from 'vitest';
import { NoRoomError } from '../../../core/no-room';
import { initialParams } from '../experiment/networks';
import type { EvaluationProgress, EvaluationRequest, EvaluationResult } from './protocol';
import {
  Breaker,
  digits,
  digitKnobs,
  digitSetup,
  fakeGraphics,
  openKnn,
  requestOf,
  runOf,
  type OpenKnn,
} from './testing/knn';

const request: EvaluationRequest = {
  setup: digitSetup,
  place: { version: 1, step: 7 },
  params: initialParams(digitSetup),
  k: 5,
  ks: [1, 3],
  raw: false,
  networks: 'auto',
};

async function evaluate(
  { call }: OpenKnn,
  asked = request,
  progress?: (value: EvaluationProgress) => void,
): Promise<EvaluationResult> {
  const result = await call('evaluate', asked, progress && { progress });
  if (!result) throw new Error('The weights are not there.');
  return result;
}

/** What a call gets whose answer nobody wants any more from some breath on. */
function unwanted(breaths: number) {
  const left = vi.fn(async () => {
    if (left.mock.calls.length >= breaths) throw new Error('Another one is asked for.');
  });
  return { breathe: left };
}

const told = ({ accuracy, confusion, hardest }: EvaluationResult) => ({
  accuracy,
  confusion,
  hardest,
});

describe('an evaluation', () => {
  const whole = evaluate(openKnn());

  it('asks all test images in portions, each further than the one before', async () => {
    const told: EvaluationProgress[] = [];
    const result = await evaluate(openKnn(), request, (value) => told.push(value));
    const shares = told.map(({ done }) => done);
    expect(shares.length).toBeGreaterThan(4);
    expect(shares.every((share, i) => i === 0 || share > shares[i - 1])).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect([...new Set(told.map(({ stage }) => stage))]).toEqual(['embedding', 'searching']);
    expect(result.accuracy).toMatchObject({ images: 90, ks: [1, 3, 5] });
    expect(result.confusion.reduce((a, b) => a + b, 0)).toBe(90);
    expect(result).toMatchObject({ backend: 'cpu', candidates: digits.train.count, k: 5 });
  });

  it('begins again in a worker that has been restarted, and finds the same', async () => {
    const first = openKnn().call('evaluate', request, unwanted(2));
    await expect(first).rejects.toThrow('Another one is asked for.');
    expect(told(await evaluate(openKnn()))).toEqual(told(await whole));
  });

  it('is given up when another is asked for, which finds its own', async () => {
    const knn = openKnn();
    const given = knn.call('evaluate', request, unwanted(3));
    await expect(given).rejects.toThrow('Another one is asked for.');
    const raw = await evaluate(knn, { ...request, raw: true });
    expect(raw.accuracy.right[0]).toBeGreaterThan(45);
    expect(told(await evaluate(knn))).toEqual(told(await whole));
  });

  it('is of the weights that training has got to, which need not be sent', async () => {
    const knn = openKnn();
    const run = runOf({ knobs: { ...digitKnobs, rate: 0.05 } });
    const trained = (await knn.call('advance', requestOf(run, 'own', 6))).runs[0];
    const { version } = run;
    // training has gone on since it was asked for
    const kept = await evaluate(knn, { ...request, place: { version, step: 2 }, params: null });
    const { params } = trained.state!;
    expect(told(kept)).toEqual(told(await evaluate(openKnn(), { ...request, params })));
    expect(told(kept)).not.toEqual(told(await whole));
  });

  it('asks for weights that it does not have, except those that a run begins with', async () => {
    const { call } = openKnn();
    const asked = { ...request, params: null };
    expect(await call('evaluate', asked)).toBeNull();
    const beginning = await call('evaluate', { ...asked, place: { version: 2, step: 0 } });
    expect(told(beginning!)).toEqual(told(await whole));
    // those of an earlier request are kept
    await call('evaluate', request);
    expect(told((await call('evaluate', asked))!)).toEqual(told(await whole));
  });
});

describe('an evaluation on a device', () => {
  const whole = evaluate(openKnn());

  it('finds the same', async () => {
    const openGraphics = () => Promise.resolve(fakeGraphics());
    const result = await evaluate(openKnn({ openGraphics }));
    expect(result.backend).toBe('webgpu');
    expect(told(result)).toEqual(told(await whole));
  });

  it('is done on one in software only when that is asked for', async () => {
    const openGraphics = () => Promise.resolve(fakeGraphics(new Breaker(), true));
    const backend = async (networks: EvaluationRequest['networks']) => {
      const knn = openKnn({ openGraphics });
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
    const result = await evaluate(openKnn({ openGraphics }));
    expect(result.backend).toBe('webgpu, then cpu');
    expect(told(result)).toEqual(told(await whole));
    expect(breaker.calls.filter((call) => call === 'find')).toHaveLength(2);
  });

  it('is done on the CPU where the device is lost at once', async () => {
    const breaker = new Breaker();
    breaker.failAt('find');
    const openGraphics = () => Promise.resolve(fakeGraphics(breaker));
    const result = await evaluate(openKnn({ openGraphics }));
    expect(result.backend).toBe('cpu');
    expect(told(result)).toEqual(told(await whole));
  });

  it('is done on the CPU where the device has no room for it, which is kept', async () => {
    const none = (): never => {
      throw new NoRoomError('It is too small.');
    };
    const dispose = vi.fn();
    const openGraphics = vi.fn(async () => ({ ...fakeGraphics(), search: none, dispose }));
    const result = await evaluate(openKnn({ openGraphics }));
    expect(result.backend).toBe('cpu');
    expect(told(result)).toEqual(told(await whole));
    expect(openGraphics).toHaveBeenCalledOnce();
    expect(dispose).not.toHaveBeenCalled();
  });

  it('lets go of the device that it searches on when nobody wants its answer', async () => {
    const graphics = fakeGraphics();
    const destroy = vi.fn();
    const openGraphics = () =>
      Promise.resolve<typeof graphics>({
        ...graphics,
        search: (...points) => ({ ...graphics.search(...points), destroy }),
      });
    const raw = { ...request, raw: true };
    await expect(openKnn({ openGraphics }).call('evaluate', raw, unwanted(1))).rejects.toThrow(
      'Another one is asked for.',
    );
    expect(destroy).toHaveBeenCalledTimes(1);
  });
});
