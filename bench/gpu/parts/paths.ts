/**
 * The first layers of ResNet18 that see the maps of the paths lab: forward and back alone, a whole step with its
 * cheapest paths, and the same step on one thread of the CPU.
 */
import { terrainMaps } from '../../../src/data/terrain/terrain';
import type { OpenDevice } from '../../../src/gpu/device';
import { createGpuResnetFront } from '../../../src/gpu/networks/resnet-front';
import { emptied, submit, uploaded } from '../../../src/gpu/networks/testing/arrays';
import { openEngine } from '../../../src/labs/paths/compute/resnet/engine';
import type { Fronts } from '../../../src/labs/paths/compute/resnet/front';
import { createOwnFronts } from '../../../src/labs/paths/compute/resnet/own';
import {
  initialParams,
  resnetSpec,
  trainingMaps,
} from '../../../src/labs/paths/experiment/networks';
import { advance, initialState } from '../../../src/labs/paths/experiment/run';
import { MAP_CELLS, printedKnobs, SIDE } from '../../../src/labs/paths/experiment/spec';
import { wave } from '../../../src/models/tfjs/testing/numbers';
import { timed } from '../timed';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

const setup = { method: 'fenchel-young', network: 'resnet', seed: 1 } as const;
const ROUNDS = 5;

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const batches = soft ? [2] : [20, 70];
  for (const batch of batches) await layers(open, batch, soft ? 1 : 16, tell);
  const engine = await openEngine(navigator.gpu, true);
  try {
    for (const batch of batches) {
      tell(`a step of ${batch} maps`, { ms: await step(engine.fronts, batch) });
    }
  } finally {
    engine.dispose();
  }
  tell(`a step of ${batches[0]} maps on one CPU thread`, {
    ms: await step(createOwnFronts(), batches[0]),
  });
}

/** Forward and back, several times in one submission. */
async function layers(open: OpenDevice, count: number, repeats: number, tell: Tell) {
  const { device } = open;
  const weights = initialParams(setup).slice();
  const [params, gradient] = [uploaded(device, weights), emptied(device, weights.length)];
  const images = uploaded(device, wave(count * SIDE * SIDE * 3, 1));
  const network = await createGpuResnetFront(open, resnetSpec, {
    ...{ count, params: { buffer: params, from: 0 }, gradient: { buffer: gradient, from: 0 } },
    images: { buffer: images, from: 0 },
  });
  device.queue.writeBuffer(network.dOutputs, 0, new Float32Array(count * MAP_CELLS).fill(1));
  const milliseconds = await timed(ROUNDS, async () => {
    submit(device, (pass) => {
      for (let i = 0; i < repeats; i++) {
        network.forward(pass, 'training');
        network.backward(pass);
      }
    });
    await device.queue.onSubmittedWorkDone();
  });
  tell(`first layers of ResNet18, ${count} maps`, {
    'ms forward and back': milliseconds / repeats,
  });
  for (const each of [network, params, gradient, images]) each.destroy();
}

/** Milliseconds of a whole step: the network, perturbed cheapest paths and the update. */
async function step(fronts: Fronts, batch: number): Promise<number> {
  const maps = trainingMaps(terrainMaps(1, 'train', batch));
  const [state, source] = [initialState(setup), fronts.source()];
  return timed(ROUNDS, () => advance(setup, state, { ...printedKnobs, batch }, { maps, source }));
}
