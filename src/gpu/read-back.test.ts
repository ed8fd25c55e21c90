import { describe, expect, it, vi } from 'vitest';
import { GpuError } from './errors';
import { answered } from './read-back';

/** A device that looks for what has finished only when something is submitted. */
function lazyDevice(submissions: number) {
  let finish: (value: string) => void = () => undefined;
  const work = new Promise<string>((resolve) => (finish = resolve));
  const submit = vi.fn(() => {
    if (submit.mock.calls.length === submissions) finish('done');
  });
  const device = {
    queue: { submit },
    createCommandEncoder: () => ({ finish: () => ({}) }),
  } as unknown as GPUDevice;
  const broken = new AbortController();
  return { open: { device, broken: broken.signal }, broken, work, submit };
}

describe('waiting for a device', () => {
  it('submits nothing at all until it answers, and no more after that', async () => {
    const { open, work, submit } = lazyDevice(4);
    await expect(answered(work, open, 60_000)).resolves.toBe('done');
    expect(submit.mock.calls).toEqual(Array(4).fill([[{}]]));
    vi.useFakeTimers();
    try {
      await vi.advanceTimersByTimeAsync(10_000);
    } finally {
      vi.useRealTimers();
    }
    expect(submit).toHaveBeenCalledTimes(4);
  });

  it('leaves a device alone that is lost', async () => {
    const { open, broken, work, submit } = lazyDevice(Infinity);
    const waiting = answered(work, open, 60_000);
    broken.abort(new GpuError('device-lost', 'gone'));
    await expect(waiting).rejects.toMatchObject({ code: 'device-lost' });
    expect(submit).not.toHaveBeenCalled();
  });

  it('ends with the time limit', async () => {
    const { open, work } = lazyDevice(Infinity);
    await expect(answered(work, open, 10)).rejects.toMatchObject({ code: 'timeout' });
  });
});
