import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeAdapter, openDevice } from './device';

const limits = {
  maxBufferSize: 2 ** 31,
  maxStorageBufferBindingSize: 2 ** 30,
  maxComputeWorkgroupStorageSize: 49_152,
  maxBindGroups: 8,
};

const adapterThat = (requestDevice: (asked: GPUDeviceDescriptor) => Promise<unknown>) => {
  const features = new Set(['timestamp-query', 'shader-f16']);
  const adapter = { info: { vendor: 'acme' }, features, limits, requestDevice };
  return { requestAdapter: async () => adapter } as unknown as GPU;
};

describe('opening a graphics device', () => {
  afterEach(() => vi.useRealTimers());

  it('tells a missing WebGPU, a missing adapter and a refused device apart', async () => {
    await expect(openDevice(undefined)).rejects.toMatchObject({ code: 'no-webgpu' });
    const refusing = adapterThat(() => Promise.reject(new Error('out of memory')));
    await expect(openDevice(refusing)).rejects.toMatchObject({ code: 'no-device' });
  });

  it('asks a second time for an adapter, as of a browser that has just started', async () => {
    vi.useFakeTimers();
    const quiet = { lost: new Promise(() => undefined), addEventListener: () => undefined };
    const later = adapterThat(async () => quiet);
    for (const missing of [1, 2]) {
      let asked = 0;
      const gpu = {
        requestAdapter: async () => (asked++ < missing ? null : later.requestAdapter()),
      } as unknown as GPU;
      const open = openDevice(gpu).then(
        ({ device }) => device,
        (error: unknown) => error,
      );
      await vi.runAllTimersAsync();
      expect(asked).toBe(2);
      if (missing === 1) expect(await open).toBe(quiet);
      else expect(await open).toMatchObject({ code: 'no-adapter' });
    }
  });

  it.each([
    ['adapter', { requestAdapter: () => new Promise(() => undefined) } as unknown as GPU],
    ['device', adapterThat(() => new Promise(() => undefined))],
  ])('does not wait for ever where the browser gives no %s', async (what, gpu) => {
    vi.useFakeTimers();
    const open = openDevice(gpu).catch((error: unknown) => error);
    await vi.runAllTimersAsync();
    expect(await open).toMatchObject({
      code: 'timeout',
      message: `The browser gave no graphics ${what} within 8 s.`,
    });
  });

  it('asks for the largest buffers and workgroups, and for the features in use, where offered', async () => {
    const asked: GPUDeviceDescriptor[] = [];
    const quiet = { lost: new Promise(() => undefined), addEventListener: () => undefined };
    const adapter = adapterThat(async (descriptor) => {
      asked.push(descriptor);
      return quiet;
    });
    await openDevice(adapter);
    const { maxBindGroups: _, ...wide } = limits;
    expect(asked).toEqual([{ requiredFeatures: ['timestamp-query'], requiredLimits: wide }]);
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
