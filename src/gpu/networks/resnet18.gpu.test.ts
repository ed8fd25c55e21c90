import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoRoomError } from '../../core/no-room';
import { initialResnet18, resnet18Layout, type Resnet18Spec } from '../../core/networks/resnet18';
import { createRng } from '../../core/rng/rng';
import { plainResnet18 } from '../../models/embeddings/testing/plain-resnet18';
import { openDevice, type OpenDevice } from '../device';
import { createGpuResnet18 } from './resnet18';
import { uploaded } from './testing/arrays';
import { itIsTheNetwork } from './testing/residual';

/** Stride 2 meets even and odd sizes: maps of 8 x 7, 4 x 4, 2 x 2 and 1 x 1. */
const INPUT = [8, 7, 2] as const;
const WIDTH = 4;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

describe.each(['usual', 'preact'] as const)('ResNet18 on the device, %s form', (form) => {
  const spec: Resnet18Spec = { input: INPUT, width: WIDTH, form };
  itIsTheNetwork(() => open, {
    layout: resnet18Layout(spec),
    normalises: form === 'usual' ? 'outputs' : 'inputs',
    initial: initialResnet18(spec, createRng(7, 'test/resnet18')),
    ...{ count: 3, pixels: 8 * 7 * 2 },
    create: (device, place) => createGpuResnet18(device, spec, place),
    plain: (params, images, training) =>
      plainResnet18(INPUT, WIDTH, params, images, training, form === 'preact'),
  });
});

it('refuses maps that the device cannot bind', async () => {
  const at = { buffer: uploaded(open.device, new Float32Array(4)), from: 0 };
  const places = { count: 100_000, params: at, gradient: at, images: at };
  const made = createGpuResnet18(open, { input: [64, 64, 3] }, places);
  await expect(made).rejects.toThrow('maps of 100000 images would take');
  await expect(made).rejects.toThrow(NoRoomError);
});
