import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoRoomError } from '../../core/no-room';
import {
  initialResnetFront,
  resnetFrontLayout,
  type ResnetFrontSpec,
} from '../../core/networks/resnet-front';
import { createRng } from '../../core/rng/rng';
import { plainResnetFront } from '../../models/embeddings/testing/plain-resnet-front';
import { openDevice, type OpenDevice } from '../device';
import { createGpuResnetFront } from './resnet-front';
import { uploaded } from './testing/arrays';
import { itIsTheNetwork } from './testing/residual';

const INPUT = [24, 16, 3] as const;
const WIDTH = 4;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

describe('the first layers of ResNet18 on the device', () => {
  const spec: ResnetFrontSpec = { input: INPUT, width: WIDTH };
  itIsTheNetwork(() => open, {
    layout: resnetFrontLayout(spec),
    normalises: 'outputs',
    initial: initialResnetFront(spec, createRng(7, 'test/resnet-front')),
    ...{ count: 4, pixels: 24 * 16 * 3 },
    create: (device, place) => createGpuResnetFront(device, spec, place),
    plain: (params, images, training) => plainResnetFront(INPUT, WIDTH, params, images, training),
  });
});

it('refuses maps that the device cannot bind', async () => {
  const at = { buffer: uploaded(open.device, new Float32Array(4)), from: 0 };
  const places = { count: 10_000, params: at, gradient: at, images: at };
  const made = createGpuResnetFront(open, { input: [96, 96, 3] }, places);
  await expect(made).rejects.toThrow('maps of 10000 images would take');
  await expect(made).rejects.toThrow(NoRoomError);
});
