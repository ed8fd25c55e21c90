import { describe, expect, it } from 'vitest';
import { GpuError } from './errors';
import { guarded, patienceWith } from './guard';

const sound = new AbortController().signal;

describe('a guarded GPU promise', () => {
  it('passes on the result', async () => {
    await expect(guarded(Promise.resolve(7), sound, 1000)).resolves.toBe(7);
  });

  it('times out when the read-back hangs', async () => {
    const hung = guarded(new Promise(() => undefined), sound, 20);
    await expect(hung).rejects.toMatchObject({ code: 'timeout' });
    await expect(hung).rejects.toThrow('did not answer within 0.02 s');
  });

  it('fails as soon as the device is lost', async () => {
    const device = new AbortController();
    const work = guarded(new Promise(() => undefined), device.signal, 60_000);
    device.abort(new GpuError('device-lost', 'gone'));
    await expect(work).rejects.toMatchObject({ code: 'device-lost' });
    const after = guarded(new Promise(() => undefined), device.signal, 60_000);
    await expect(after).rejects.toMatchObject({ code: 'device-lost' });
  });

  it('keeps quiet about a read-back that fails after the time limit', async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = new Promise((_, reject) => (fail = reject));
    await expect(guarded(late, sound, 10)).rejects.toMatchObject({ code: 'timeout' });
    fail(new Error('too late to matter')); // an unhandled rejection would fail the run
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
});

it('waits longer for an adapter that is a program', () => {
  expect(patienceWith({ software: false }, 8000)).toBe(8000);
  expect(patienceWith({ software: true }, 8000)).toBe(80_000);
});
