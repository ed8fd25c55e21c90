import { resnetFrontLayout, type ResnetFrontSpec } from '../../core/networks/resnet-front';
import type { OpenDevice } from '../device';
import { checkBytes } from '../room';
import type { GpuNetwork, GpuNetworkPlace } from './gpu-network';
import { createMeanPlaces } from './mean-places';
import { partsOf, type Between } from './residual-form';
import { createResidualNet, type ResidualNet } from './residual-net';
import { usualForm } from './residual-usual';
import { volume } from './stages';
import type { Computed } from './updates';
import { createPool } from './weightless';
import { createWidePool } from './wide-pool';

/**
 * The first layers of ResNet18 on the device, the twin of core/networks/resnet-front.ts. In evaluation an output
 * depends on its own image only; training normalises by the batch. The gradient is written for all that is
 * trained, and left alone for the running statistics.
 */
export interface GpuResnetFront extends GpuNetwork {
  /** The running statistics after the step, of the last forward in training: see `GpuResnet18`. */
  readonly computed: Computed;
}

/**
 * Of 20 images of 96 x 96 pixels it holds 100 MB: two maps of the first convolution and three gradient maps as
 * large, 12 MB each, and smaller ones.
 * @throws RangeError for a shape that it is not for; NoRoomError for maps that the device can't bind
 * @throws GpuError when the device fails
 */
export async function createGpuResnetFront(
  open: OpenDevice,
  spec: ResnetFrontSpec,
  at: GpuNetworkPlace,
): Promise<GpuResnetFront> {
  const layout = resnetFrontLayout(spec);
  const { units, outputSize, trainable, parameters } = layout;
  const { count } = at;
  const longest = 4 * count * volume(units[0].output);
  checkBytes(open.device.limits, `maps of ${count} images`, longest);
  const net = createResidualNet(open, layout, at);
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const usage = STORAGE | COPY_SRC | COPY_DST;
  const outputs = net.own('outputs', count * outputSize, usage);
  const dOutputs = net.own('gradient in the outputs', count * outputSize, usage);
  const between: Between = {
    outputs: net.own('pooled map', count * volume(layout.pooled)),
    part: (inputs, [pooled, whole]) =>
      createWidePool(open, {
        ...{ count, input: units[0].output, inputs, outputs: between.outputs },
        ...{ dOutputs: pooled, dInputs: whole },
      }),
  };
  const { parts, outputs: maps } = await partsOf(net, at.images, usualForm, between);
  const ends = await createEnds(open, net, { count, maps, outputs, dOutputs });
  const all = [...parts, ...ends];
  return {
    ...{ outputs, dOutputs },
    computed: {
      from: at.params.from + trainable,
      values: net.running,
      length: parameters - trainable,
    },
    forward(pass, mode) {
      for (const part of all) part.forward(pass, mode);
    },
    backward(pass) {
      for (let i = all.length - 1; i >= 0; i--) all[i].backward(pass);
    },
    get bytes() {
      return net.bytes();
    },
    destroy: () => net.destroy(),
  };
}

interface EndParts {
  readonly count: number;
  /** What the last block gives out. */
  readonly maps: GPUBuffer;
  readonly outputs: GPUBuffer;
  readonly dOutputs: GPUBuffer;
}

/** The maxima of the last map, and their means over the channels; the first room gets the gradient in it. */
async function createEnds(
  open: OpenDevice,
  { layout, rooms, own }: ResidualNet,
  { count, maps, outputs, dOutputs }: EndParts,
) {
  const [dMaps, dLargest] = rooms;
  const { output } = layout.units[layout.units.length - 1];
  const channels = output[2];
  const cells = count * layout.outputSize;
  const largest = own('maxima', cells * channels);
  return Promise.all([
    createPool(open, count, output, 'largest', {
      inputs: { buffer: maps, from: 0 },
      ...{ outputs: largest, dOutputs: dLargest, dInputs: dMaps, activation: 'none' },
    }),
    createMeanPlaces(open, {
      ...{ count: cells, places: channels, channels: 1, maps: largest },
      ...{ means: outputs, dMeans: dOutputs, dMaps: dLargest },
    }),
  ]);
}
