import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoRoomError } from '../../core/no-room';
import { resnet18Layout } from '../../core/networks/resnet18';
import { wave } from '../../models/tfjs/testing/numbers';
import { openDevice, type OpenDevice } from '../device';
import { createBatchNorm, createTerms } from './batch-norm';
import { normGrid, partialsOf } from './batch-norm-grid';
import { packClock } from './clock';
import { createGather, uploadImages } from './gather';
import { createMeanPlaces } from './mean-places';
import { createResidualNet } from './residual-net';
import { emptied, floatsOf, submit, uploaded } from './testing/arrays';
import { withLimits } from './testing/limits';

/** Workgroups in a row of a device that all of these are too long for in one row. */
const ROW = 4;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

/** What a kernel writes on a device that takes so many workgroups in a row. */
type Work = (on: OpenDevice) => Promise<readonly Float32Array[]>;

const numbersOf = (...buffers: GPUBuffer[]) =>
  Promise.all(buffers.map((buffer) => floatsOf(open.device, buffer)));

const gathered: Work = async (on) => {
  const { device } = open;
  const shape = [9, 11, 3] as const;
  const pixels = Uint8Array.from({ length: 20 * 297 }, (_, i) => (i * 7919) & 255);
  const clock = emptied(device, 8);
  device.queue.writeBuffer(clock, 0, packClock({ step: 3, growths: 0, epsilon: 1 }));
  const outputs = emptied(device, 7 * 297);
  const gather = await createGather(on, {
    ...{ images: uploadImages(on, pixels, 20, shape), clock, outputs, count: 7 },
    ...{ augment: { seed: 5 }, scale: { mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.4] } },
    numbers: uploaded(device, Uint32Array.of(3, 1, 4, 15, 9, 2, 6)),
  });
  submit(device, (pass) => gather.encode(pass));
  return numbersOf(outputs);
};

const added: Work = async (on) => {
  const { device } = open;
  const layout = resnet18Layout({ input: [8, 8, 3] });
  const nothing = { buffer: emptied(device, 4), from: 0 };
  const net = createResidualNet(on, layout, {
    ...{ count: 2, params: nothing, gradient: nothing, images: nothing },
  });
  const length = 2 * 8 * 8 * layout.units[0].output[2];
  const [shortcut, outputs] = [
    uploaded(device, wave(length, 1)),
    uploaded(device, wave(length, 2)),
  ];
  const add = await net.adding(0, shortcut, outputs);
  submit(device, add);
  return numbersOf(outputs);
};

const averaged: Work = async (on) => {
  const { device } = open;
  const sizes = { count: 5, places: 16, channels: 30 };
  const [means, dMaps] = [emptied(device, 150), emptied(device, 2400)];
  const mean = await createMeanPlaces(on, {
    ...{ ...sizes, means, dMaps },
    ...{ maps: uploaded(device, wave(2400, 3)), dMeans: uploaded(device, wave(150, 4)) },
  });
  submit(device, (pass) => {
    mean.forward(pass);
    mean.backward(pass);
  });
  return numbersOf(means, dMaps);
};

describe('a grid with more workgroups than a row takes', () => {
  it.each([
    ['images of a step', gathered],
    ['a shortcut', added],
    ['a mean over places', averaged],
  ])('is folded, with the same bits: %s', async (_, work) => {
    const wide = await work(open);
    for (const numbers of wide) expect(new Set(numbers).size).toBeGreaterThan(100);
    expect(await work(withLimits(open, { maxComputeWorkgroupsPerDimension: ROW }))).toEqual(wide);
  });

  it('is folded, with the same bits: a normalisation', async () => {
    const { device } = open;
    // sums take a row of 2048, and what goes over all of the map 2051
    const [rows, channels] = [700_001, 3];
    const size = rows * channels;
    const parts = {
      ...{ rows, channels, terms: createTerms(device, channels) },
      place: { scale: 0, offset: 3, mean: 6, variance: 9, dScale: 0, dOffset: 3, running: 0 },
      params: uploaded(device, wave(12, 1)),
      gradient: emptied(device, 6),
      running: emptied(device, 6),
      partials: emptied(device, partialsOf(normGrid(rows, channels))),
      inputs: uploaded(device, wave(size, 2)),
    };
    const work: Work = async (on) => {
      const [incoming, outputs] = [uploaded(device, wave(size, 3)), emptied(device, size)];
      const backward = { incoming, mask: 'own', outgoing: incoming } as const;
      const norm = await createBatchNorm(on, { ...parts, forward: { outputs }, backward });
      submit(device, (pass) => {
        norm.forward(pass, 'training');
        norm.backward(pass);
      });
      return numbersOf(outputs, incoming);
    };
    const wide = await work(open);
    const narrow = await work(withLimits(open, { maxComputeWorkgroupsPerDimension: 2050 }));
    for (const [i, numbers] of narrow.entries()) {
      expect(numbers.every((value, n) => value === wide[i][n])).toBe(true);
      expect(numbers.slice(-1000).some((value) => value !== 0)).toBe(true);
    }
  });

  it('is refused where it cannot be folded', async () => {
    const none = withLimits(open, { maxComputeWorkgroupsPerDimension: 1 });
    await expect(averaged(none)).rejects.toThrow(NoRoomError);
  });
});
