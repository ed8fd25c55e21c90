import { describe, expect, it } from 'vitest';
import { describeAdapter, openDevice } from './device';

const adapterThat = (requestDevice: () => Promise<unknown>) =>
  ({ requestAdapter: async () => ({ info: { vendor: 'acme' }, requestDevice }) }) as unknown as GPU;

describe('opening a graphics device', () => {
  it('tells a missing WebGPU, a missing adapter and a refused device apart', async () => {
    await expect(openDevice(undefined)).rejects.toMatchObject({ code: 'no-webgpu' });
    const none = { requestAdapter: async () => null } as unknown as GPU;
    await expect(openDevice(none)).rejects.toMatchObject({ code: 'no-adapter' });
    const refusing = adapterThat(() => Promise.reject(new Error('out of memory')));
    await expect(openDevice(refusing)).rejects.toMatchObject({ code: 'no-device' });
  });

  it('reports a loss and an error nobody awaited as a broken device', async () => {
    let lose: (info: object) => void = () => undefined;
    const lost = new Promise((resolve) => (lose = resolve));
    const quiet = { lost, addEventListener: () => undefined };
    const open = await openDevice(adapterThat(async () => quiet));
    lose({ reason: 'unknown', message: 'driver reset' });
    await lost;
    expect(open.broken.reason).toMatchObject({
      code: 'device-lost',
      message: 'The graphics device was lost: unknown (driver reset).',
    });

    const target = new EventTarget();
    const failing = Object.assign(target, { lost: new Promise(() => undefined) });
    const second = await openDevice(adapterThat(async () => failing));
    const event = Object.assign(new Event('uncapturederror'), { error: { message: 'bad shader' } });
    target.dispatchEvent(event);
    expect(second.broken.reason).toMatchObject({ code: 'invalid-work' });
  });
});

describe('the description of an adapter', () => {
  it.each([
    [{ description: 'Apple M2' }, 'Apple M2', false],
    [{ vendor: 'nvidia', architecture: 'hopper' }, 'nvidia hopper', false],
    [{ vendor: 'google', architecture: 'swiftshader' }, 'google swiftshader', true],
    [{ description: 'llvmpipe (LLVM 15)' }, 'llvmpipe (LLVM 15)', true],
    [{ device: 'Microsoft Basic Render Driver' }, 'unnamed adapter', true],
    [{ description: 'Some GPU', isFallbackAdapter: true }, 'Some GPU', true],
    [{}, 'unnamed adapter', false],
  ])('%j is "%s", software: %s', (info, name, software) => {
    expect(describeAdapter(info)).toEqual({ name, software });
  });
});
