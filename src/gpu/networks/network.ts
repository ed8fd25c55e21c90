import { type Activation, type NetworkSpec } from '../../core/networks/layers';
import type { OpenDevice } from '../device';
import { checkBytes } from '../room';
import {
  createConvolution,
  createConvolutionScratch,
  type ConvolutionScratch,
} from './convolution';
import type { GpuNetwork, GpuNetworkPlace, Range } from './gpu-network';
import { outputOf, stagesOf, volume, type Stage } from './stages';
import type { Recorded } from './step';
import { tilingBySize, type TilingChoice } from './tiling';
import { createPad, createPool, createSlope } from './weightless';

/** A stage with what it works on, ready to be recorded. */
interface Layer {
  forward(pass: GPUComputePassEncoder): void;
  backward(pass: GPUComputePassEncoder): void;
}

/** What lies between two stages. */
interface Wires {
  readonly inputs: Range;
  /** Of what gave out the inputs. */
  readonly activation: Activation;
  readonly outputs: GPUBuffer;
  readonly dOutputs: GPUBuffer;
  readonly dInputs: GPUBuffer | undefined;
}

/**
 * A network of layers on a device: the twin of `createPlainNetwork`, but for the rounding of float32.
 *
 * Biases and activations are part of the stores of convolutions; the derivative of an activation is
 * part of the store of what differentiates the layer behind it, so that the gradients between layers
 * are those in what went into the activation. Two buffers hold them in turn.
 *
 * @param tilings how products are cut up
 * @throws RangeError for a network without layers, and for images that are too small for it; NoRoomError
 *   where a map is larger than the device can bind; GpuError when the device fails
 */
export async function createGpuNetwork(
  open: OpenDevice,
  spec: NetworkSpec,
  place: GpuNetworkPlace,
  tilings: TilingChoice = tilingBySize(open.adapter),
): Promise<GpuNetwork> {
  const stages = stagesOf(spec);
  if (stages.length === 0) throw new RangeError('a network has at least one layer');
  const scratch = createConvolutionScratch(open.device);
  const buffers = createMaps(open.device, stages, place.count);
  const { outputs, dOutputs } = buffers;
  const release = () => {
    scratch.destroy();
    buffers.destroy();
  };
  try {
    const wires = stages.map((_, i) => wiresOf(stages, i, place, buffers));
    const [last, ...layers] = await Promise.all([
      createLastSlope(open, stages[stages.length - 1], place.count, buffers),
      ...stages.map((stage, i) => createLayer(open, stage, place, wires[i], scratch, tilings)),
    ]);
    return {
      outputs: outputs[outputs.length - 1],
      dOutputs,
      forward(pass) {
        for (const layer of layers) layer.forward(pass);
      },
      backward(pass) {
        last?.encode(pass);
        for (let i = layers.length - 1; i >= 0; i--) layers[i].backward(pass);
      },
      get bytes() {
        return scratch.bytes + buffers.bytes;
      },
      destroy: release,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The maps of a network: of every stage what it gives out, and the gradients between them. */
interface Maps {
  readonly outputs: readonly GPUBuffer[];
  /** In what the network gives out. */
  readonly dOutputs: GPUBuffer;
  /** In what goes into the activation of the stage of that number: it holds those of others too. */
  readonly slopes: (stage: number) => GPUBuffer;
  readonly bytes: number;
  destroy(): void;
}

function createMaps(device: GPUDevice, stages: readonly Stage[], count: number): Maps {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const sizes = stages.map((stage) => 4 * count * volume(outputOf(stage)));
  checkBytes(device.limits, `maps of ${count} images`, Math.max(...sizes));
  const make = (label: string, size: number) =>
    device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
  const outputs = sizes.map((size, i) => make(`outputs of layer ${i}`, size));
  const dOutputs = make('gradient in the outputs', sizes[sizes.length - 1]);
  const inTurn = [0, 1].map((turn) => {
    const of = sizes.filter((_, i) => i % 2 === turn);
    return make(`gradients between layers, ${turn}`, Math.max(4, ...of));
  });
  const all = [...outputs, dOutputs, ...inTurn];
  return {
    outputs,
    dOutputs,
    slopes: (stage) => inTurn[stage % 2],
    bytes: all.reduce((sum, { size }) => sum + size, 0),
    destroy() {
      for (const buffer of all) buffer.destroy();
    },
  };
}

const activationOf = (stage: Stage | undefined) =>
  stage?.kind === 'convolution' ? stage.activation : 'none';

function wiresOf(stages: readonly Stage[], i: number, { images }: GpuNetworkPlace, maps: Maps) {
  const direct = i === stages.length - 1 && activationOf(stages[i]) === 'none';
  const wanted = stages.slice(0, i).some(({ kind }) => kind === 'convolution');
  return {
    inputs: i === 0 ? images : { buffer: maps.outputs[i - 1], from: 0 },
    activation: activationOf(stages[i - 1]),
    outputs: maps.outputs[i],
    dOutputs: direct ? maps.dOutputs : maps.slopes(i),
    dInputs: wanted ? maps.slopes(i - 1) : undefined,
  } satisfies Wires;
}

/** The derivative of the activation that the network ends with, which no layer lies behind. */
async function createLastSlope(
  open: OpenDevice,
  stage: Stage,
  count: number,
  { outputs, dOutputs, slopes }: Maps,
): Promise<Recorded | undefined> {
  const activation = activationOf(stage);
  if (activation === 'none') return undefined;
  const last = outputs.length - 1;
  const inputs = { buffer: outputs[last], from: 0 };
  const buffers = { inputs, dOutputs, dInputs: slopes(last), activation };
  return createSlope(open, count * volume(outputOf(stage)), buffers);
}

async function createLayer(
  open: OpenDevice,
  stage: Stage,
  place: GpuNetworkPlace,
  { dInputs, ...wires }: Wires,
  scratch: ConvolutionScratch,
  tilings: TilingChoice,
): Promise<Layer> {
  const { count } = place;
  const inner = dInputs ? { dInputs } : {};
  if (stage.kind === 'pool') {
    return createPool(open, count, stage.input, stage.of, { ...wires, ...inner });
  }
  if (stage.kind === 'pad') {
    return createPad(open, count, stage.input, stage.zeros, { ...wires, ...inner });
  }
  const { activation } = wires;
  const at = ({ buffer, from }: Range): Range => ({ buffer, from: from + stage.weightsAt });
  const convolution = await createConvolution(
    open,
    { count, ...stage.shape },
    { ...wires, ...inner, params: at(place.params), gradient: at(place.gradient) },
    scratch,
    {
      biased: true,
      activation: stage.activation,
      ...(activation !== 'none' && { slope: { outputs: wires.inputs.buffer, activation } }),
      tilings,
    },
  );
  return {
    forward: (pass) => convolution.forward(pass),
    backward(pass) {
      convolution.byFilter(pass);
      convolution.byData(pass);
    },
  };
}
