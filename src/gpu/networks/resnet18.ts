import { resnet18Layout, type Resnet18Spec } from '../../core/networks/resnet18';
import type { OpenDevice } from '../device';
import { checkBytes } from '../room';
import type { GpuNetwork, GpuNetworkPlace } from './gpu-network';
import { createMeanPlaces } from './mean-places';
import { createResidualNet } from './residual-net';
import { partsOf } from './residual-form';
import { preactForm } from './residual-preact';
import { usualForm } from './residual-usual';
import type { Computed } from './updates';

/**
 * ResNet18 on the device, the twin of core/networks/resnet18.ts. In evaluation an output depends on its
 * own image only; training normalises by the batch. The gradient is written for all that is trained, and
 * left alone for the running statistics.
 */
export interface GpuResnet18 extends GpuNetwork {
  /**
   * The running statistics after the step, of the last forward in training: 0.9 of the old ones and 0.1 of
   * the batch, whose variance is the unbiased one. They get into the parameters with the update.
   */
  readonly computed: Computed;
}

/**
 * Of 200 images of 32 x 32 pixels it holds 1.13 GB, of 28 x 28 0.88 GB: two maps of every unit, three gradient
 * maps as large as the largest, 52 MB, which every device can bind, and room for the convolutions' sums.
 * @throws RangeError for a width that is no positive integer; NoRoomError for maps that the device can't bind
 * @throws GpuError when the device fails
 */
export async function createGpuResnet18(
  open: OpenDevice,
  spec: Resnet18Spec,
  at: GpuNetworkPlace,
): Promise<GpuResnet18> {
  const layout = resnet18Layout(spec);
  const { units, outputSize, trainable, parameters } = layout;
  const lengths = layout.units.map(({ output }) => output[0] * output[1] * output[2]);
  checkBytes(open.device.limits, `maps of ${at.count} images`, 4 * at.count * Math.max(...lengths));
  const net = createResidualNet(open, layout, at);
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const usage = STORAGE | COPY_SRC | COPY_DST;
  const outputs = net.own('embeddings', at.count * outputSize, usage);
  const dOutputs = net.own('gradient in embeddings', at.count * outputSize, usage);
  const form = spec.form === 'preact' ? preactForm : usualForm;
  const { parts, outputs: maps } = await partsOf(net, at.images, form);
  const [height, width] = units[units.length - 1].output;
  const mean = await createMeanPlaces(open, {
    ...{ count: at.count, places: height * width, channels: outputSize, maps },
    ...{ means: outputs, dMeans: dOutputs, dMaps: net.rooms[0] },
  });
  const backwards = [...parts].reverse();
  return {
    ...{ outputs, dOutputs },
    computed: {
      from: at.params.from + trainable,
      values: net.running,
      length: parameters - trainable,
    },
    forward(pass, mode) {
      for (const part of parts) part.forward(pass, mode);
      mean.forward(pass);
    },
    backward(pass) {
      mean.backward(pass);
      for (const part of backwards) part.backward(pass);
    },
    get bytes() {
      return net.bytes();
    },
    destroy: () => net.destroy(),
  };
}
