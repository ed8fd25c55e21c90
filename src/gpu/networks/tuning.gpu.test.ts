import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NetworkSpec } from '../../core/networks/layers';
import { openDevice, type OpenDevice } from '../device';
import { productShapes } from './convolution';
import { createTilingMemory } from './tiling-memory';
import { candidateTilings, tilingBySize } from './tiling';
import { convolutionsOf, measureTilings, rememberedTilings, tuneConvolutions } from './tuning';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const spec: NetworkSpec = {
  input: [10, 10, 1],
  layers: [
    { kind: 'conv', kernel: 3, filters: 32, activation: 'relu' },
    { kind: 'dense', units: 1, activation: 'none' },
  ],
};

describe('tuning', () => {
  it('finds a candidate for every product that a network makes, once', async () => {
    const memory = createTilingMemory();
    const convolutions = convolutionsOf(spec, 2);
    await measureTilings(open, convolutions, memory);
    const hardware = { ...open, adapter: { ...open.adapter, software: false } };
    const choose = rememberedTilings(hardware, memory);
    const [first, second] = convolutions.map(({ shape }) => productShapes(shape, true));
    for (const product of [first.forward, first.byFilter, ...Object.values(second)]) {
      const found = memory.find(open.adapter.name, product);
      expect(candidateTilings(product)).toContainEqual(found);
      expect(choose(product)).toEqual(found);
    }
    // images have no gradient
    expect(memory.find(open.adapter.name, first.byData)).toBeUndefined();
    expect(choose(first.byData)).toEqual(tilingBySize(hardware.adapter)(first.byData));

    // what it remembers is not measured: this device can do nothing
    const known = memory.export();
    const idle = { ...open, device: { features: new Set() } as unknown as GPUDevice };
    await measureTilings(idle, convolutions, memory);
    expect(memory.export()).toEqual(known);
  });

  it('does not measure programs that stand for an adapter', async () => {
    const memory = createTilingMemory();
    const soft = { ...open, adapter: { name: 'a program', software: true } };
    await tuneConvolutions(soft, convolutionsOf(spec, 1), memory);
    expect(memory.export()).toEqual({});
    const product = productShapes(convolutionsOf(spec, 1)[0].shape, true).forward;
    expect(rememberedTilings(soft, memory)(product)).toEqual(tilingBySize(soft.adapter)(product));
  });
});
