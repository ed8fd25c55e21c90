import type { NetworkDevice } from '../../../../compute/network-ladder';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { GpuError } from '../../../../gpu/errors';
import { patienceWith } from '../../../../gpu/guard';
import { createGpuResnetFront } from '../../../../gpu/networks/resnet-front';
import { readBack } from '../../../../gpu/read-back';
import { createBoundBuffer, withinMemory } from '../../../../gpu/room';
import { resnetSpec, sizesOf } from '../../experiment/networks';
import { MAP_CELLS, SIDE } from '../../experiment/spec';
import { createFronts, type Front, type Fronts } from './front';

/** A graphics device with the first layers of ResNet18. */
export interface PathsEngine extends NetworkDevice {
  readonly fronts: Fronts;
}

/** What has not come back within this is not waited for in vain. */
const ANSWER_LIMIT_MS = 8000;
const PICTURE = SIDE * SIDE * 3;
const { trainable, parameters } = sizesOf({ network: 'resnet' });

/**
 * @param forced takes an adapter that is a program on the CPU too
 * @throws GpuError where there is no device, or no other than that
 */
export async function openEngine(gpu: GPU | undefined, forced: boolean): Promise<PathsEngine> {
  const open = await openDevice(gpu);
  const { device, adapter, broken } = open;
  if (adapter.software && !forced) {
    device.destroy();
    throw new GpuError('no-adapter', 'The graphics adapter here is a program on the CPU.');
  }
  const fronts = createFronts((maps) =>
    withinMemory(device, `steps of ${maps} maps`, () => createFront(open, maps)),
  );
  return {
    ...{ own: true, backend: 'webgpu', adapter: adapter.name, software: adapter.software, broken },
    fronts,
    lose: () => device.destroy(),
    dispose() {
      fronts.destroy();
      device.destroy();
    },
  };
}

/**
 * The network on a device. Weights, pictures and gradients go there and back with every step: the state of a run
 * is the worker's, so that nothing is lost with a device.
 */
async function createFront(open: OpenDevice, maps: number): Promise<Required<Front>> {
  const { device, adapter, broken } = open;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const owned: { destroy(): void }[] = [];
  const create = (label: string, numbers: number, usage: GPUBufferUsageFlags) => {
    const buffer = createBoundBuffer(device, { label, size: 4 * numbers, usage });
    owned.push(buffer);
    return buffer;
  };
  const destroy = () => owned.forEach((thing) => thing.destroy());
  try {
    const weights = create('weights', parameters, STORAGE | COPY_DST);
    const gradients = create('gradient', parameters, STORAGE | COPY_SRC);
    const inputs = create('pictures', maps * PICTURE, STORAGE | COPY_DST);
    const outputsBack = create('outputs back', maps * MAP_CELLS, MAP_READ | COPY_DST);
    const gradientBack = create('gradient back', parameters, MAP_READ | COPY_DST);
    const at = (buffer: GPUBuffer) => ({ buffer, from: 0 });
    const network = await createGpuResnetFront(open, resnetSpec, {
      ...{ count: maps, params: at(weights), gradient: at(gradients), images: at(inputs) },
    });
    owned.push(network);
    const write = (to: GPUBuffer, numbers: Float32Array, count: number) =>
      device.queue.writeBuffer(to, 0, numbers as Float32Array<ArrayBuffer>, 0, count);
    const submit = (
      record: (pass: GPUComputePassEncoder) => void,
      copy: (encoder: GPUCommandEncoder) => void,
    ) => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      record(pass);
      pass.end();
      copy(encoder);
      device.queue.submit([encoder.finish()]);
    };
    const back = async (buffer: GPUBuffer, numbers: number) =>
      new Float32Array(
        await readBack(open, buffer, 4 * numbers, patienceWith(adapter, ANSWER_LIMIT_MS)),
      );
    return {
      async forward(params, pictures, count, mode) {
        broken.throwIfAborted();
        write(weights, params, parameters);
        write(inputs, pictures, count * PICTURE);
        const numbers = count * MAP_CELLS;
        submit(
          (pass) => network.forward(pass, mode),
          (encoder) => encoder.copyBufferToBuffer(network.outputs, 0, outputsBack, 0, 4 * numbers),
        );
        return back(outputsBack, numbers);
      },
      async backward(dOutputs, gradient) {
        broken.throwIfAborted();
        write(network.dOutputs, dOutputs, maps * MAP_CELLS);
        const { values, length } = network.computed;
        submit(
          (pass) => network.backward(pass),
          (encoder) => {
            encoder.copyBufferToBuffer(gradients, 0, gradientBack, 0, 4 * trainable);
            encoder.copyBufferToBuffer(values, 0, gradientBack, 4 * trainable, 4 * length);
          },
        );
        const found = await back(gradientBack, parameters);
        for (let i = 0; i < trainable; i++) gradient[i] += found[i];
        return found.subarray(trainable);
      },
      destroy,
    };
  } catch (error) {
    destroy();
    throw error;
  }
}
