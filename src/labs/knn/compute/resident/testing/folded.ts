import { outputSize, parameterCount, type NetworkSpec } from '../../../../../core/networks/layers';
import { resnet18Layout, type Resnet18Spec } from '../../../../../core/networks/resnet18';
import type { OpenDevice } from '../../../../../gpu/device';
import { prepareDispatch } from '../../../../../gpu/networks/dispatch';
import type { GpuNetwork, GpuNetworkPlace } from '../../../../../gpu/networks/gpu-network';
import { partsOf, pixelCount } from '../../../experiment/networks';
import type { EmbeddingSource } from '../../../experiment/source';
import type { KnnSetup } from '../../../experiment/spec';
import type { ResidentNetworks } from '../networks';

/**
 * A stand-in for the networks of a run that is quick and simple on both sides: a linear map of the pixels whose
 * matrix takes its entries from the parameters, over and over again. So all of them have a gradient.
 */
interface Folded {
  readonly pixels: number;
  readonly outputs: number;
  readonly parameters: number;
}

const foldedOf = (spec: NetworkSpec): Folded => ({
  pixels: pixelCount(spec.input),
  outputs: outputSize(spec),
  parameters: parameterCount(spec),
});

const shader = (
  { pixels, outputs, parameters }: Folded,
  { count, from }: { count: number; from: number },
  body: string,
) => `
  const PIXELS = ${pixels}u;
  const OUTPUTS = ${outputs}u;
  const PARAMETERS = ${parameters}u;
  const COUNT = ${count}u;
  const FROM = ${from}u;
  @group(0) @binding(0) var<storage, read> images: array<f32>;
  @group(0) @binding(1) var<storage, read> given: array<f32>;
  @group(0) @binding(2) var<storage, read_write> made: array<f32>;
  @compute @workgroup_size(64)
  fn main(@builtin(global_invocation_id) global: vec3u) {
    let i = global.x;
    ${body}
  }
`;

const forwardBody = `
  if (i >= COUNT * OUTPUTS) { return; }
  var sum = 0.0;
  for (var p = 0u; p < PIXELS; p++) {
    let weight = given[FROM + (p * OUTPUTS + i % OUTPUTS) % PARAMETERS];
    sum += images[(i / OUTPUTS) * PIXELS + p] * weight;
  }
  made[i] = sum;
`;

const backwardBody = `
  if (i >= PARAMETERS) { return; }
  var sum = 0.0;
  for (var at = i; at < PIXELS * OUTPUTS; at += PARAMETERS) {
    for (var image = 0u; image < COUNT; image++) {
      sum += images[image * PIXELS + at / OUTPUTS] * given[image * OUTPUTS + at % OUTPUTS];
    }
  }
  made[FROM + i] = sum;
`;

async function createFolded(
  open: OpenDevice,
  folded: Folded,
  { count, params, gradient, images }: GpuNetworkPlace,
): Promise<GpuNetwork> {
  const size = 4 * count * folded.outputs;
  const { STORAGE, COPY_SRC } = GPUBufferUsage;
  const create = () => open.device.createBuffer({ size, usage: STORAGE | COPY_SRC });
  const [outputs, dOutputs] = [create(), create()];
  const forwardText = shader(folded, { count, from: params.from }, forwardBody);
  const backwardText = shader(folded, { count, from: gradient.from }, backwardBody);
  const forward = await prepareDispatch(open, {
    ...{ key: forwardText, shader: () => forwardText },
    buffers: [images.buffer, params.buffer, outputs],
    workgroups: [Math.ceil((count * folded.outputs) / 64)],
  });
  const backward = await prepareDispatch(open, {
    ...{ key: backwardText, shader: () => backwardText },
    buffers: [images.buffer, dOutputs, gradient.buffer],
    workgroups: [Math.ceil(folded.parameters / 64)],
  });
  return {
    ...{ outputs, dOutputs, forward, backward, bytes: 2 * size },
    destroy: () => [outputs, dOutputs].forEach((buffer) => buffer.destroy()),
  };
}

/** The stand-in for ResNet18 has few parameters, and statistics of no meaning. */
const residualOf = ({ input }: Resnet18Spec): Folded => ({
  pixels: pixelCount(input),
  outputs: resnet18Layout({ input }).outputSize,
  parameters: 3000,
});

const statisticsBody = `
  if (i < arrayLength(&made)) {
    made[i] = 0.9 * given[FROM + i] + 0.1 * images[i % (COUNT * OUTPUTS)];
  }
`;

/** On the device. */
export const foldedNetworks: ResidentNetworks = {
  createGpuNetwork: (open, spec, place) => createFolded(open, foldedOf(spec), place),
  async createGpuResnet18(open, spec, place) {
    const folded = residualOf(spec);
    const { trainable, parameters } = resnet18Layout(spec);
    const network = await createFolded(open, folded, place);
    const length = parameters - trainable;
    const { STORAGE, COPY_SRC } = GPUBufferUsage;
    const values = open.device.createBuffer({ size: 4 * length, usage: STORAGE | COPY_SRC });
    const text = shader(folded, { count: place.count, from: trainable }, statisticsBody);
    const statistics = await prepareDispatch(open, {
      ...{ key: text, shader: () => text },
      buffers: [network.outputs, place.params.buffer, values],
      workgroups: [Math.ceil(length / 64)],
    });
    return {
      ...network,
      computed: { from: trainable, values, length },
      forward(pass, mode) {
        network.forward(pass, mode);
        if (mode === 'training') statistics(pass);
      },
      destroy() {
        network.destroy();
        values.destroy();
      },
    };
  },
};

/** On the CPU. */
export function createFoldedSource(setup: KnnSetup): EmbeddingSource {
  const parts = partsOf(setup);
  const { trainable, noiseAt } = parts;
  const embedding = parts.embedding ? foldedOf(parts.embedding) : residualOf(setup);
  let running: Float32Array | null = null;
  const noise = parts.noise && foldedOf(parts.noise);
  let last: { images: Float32Array; count: number; queries: number };

  function forward(
    { pixels, outputs, parameters }: Folded,
    from: number,
    count: number,
    params: Float32Array,
  ) {
    return Float32Array.from({ length: count * outputs }, (_, i) => {
      let sum = 0;
      for (let p = 0; p < pixels; p++) {
        const weight = params[from + ((p * outputs + (i % outputs)) % parameters)];
        sum += last.images[Math.floor(i / outputs) * pixels + p] * weight;
      }
      return sum;
    });
  }

  function backward({ pixels, outputs, parameters }: Folded, count: number, d: Float32Array) {
    const gradient = new Float64Array(parameters);
    for (let at = 0; at < pixels * outputs; at++) {
      for (let image = 0; image < count; image++) {
        const pixel = last.images[image * pixels + Math.floor(at / outputs)];
        gradient[at % parameters] += pixel * d[image * outputs + (at % outputs)];
      }
    }
    return gradient;
  }

  return {
    forward(params, images, count, queries) {
      last = { images, count, queries };
      const embeddings = forward(embedding, 0, count, params);
      if (!parts.embedding) {
        running = params
          .slice(trainable, noiseAt)
          .map((value, i) => 0.9 * value + 0.1 * embeddings[i % embeddings.length]);
      }
      return {
        embeddings,
        sigma: noise && forward(noise, parts.noiseAt, queries, params),
      };
    },
    backward(dEmbeddings, dSigma) {
      const gradient = new Float32Array(parts.size);
      gradient.set(backward(embedding, last.count, dEmbeddings));
      if (noise) gradient.set(backward(noise, last.queries, dSigma), parts.noiseAt);
      return gradient;
    },
    running: () => running,
  };
}
