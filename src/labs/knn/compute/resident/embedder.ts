import type { OpenDevice } from '../../../../gpu/device';
import { patienceWith } from '../../../../gpu/guard';
import type { GpuNetwork } from '../../../../gpu/networks/gpu-network';
import { readBack } from '../../../../gpu/read-back';
import { EMBEDDING_BLOCK, type Embeds } from '../../experiment/evaluation';
import { partsOf, pixelCount } from '../../experiment/networks';
import type { KnnSetup } from '../../experiment/spec';
import type { ResidentNetworks } from './networks';

/** Embeddings that have not come back within this are not waited for. */
const ANSWER_LIMIT_MS = 8000;

/** Calls whose answers are on their way at a time: the device works on the next one while one is read. */
const TOGETHER = 2;

/** A network that embeds for whoever asks, with the weights of each. */
interface SharedNetwork {
  embed(user: object, ...call: Parameters<Embeds['forward']>): Promise<Float32Array>;
}

/** Networks that only embed, on one device: one for each kind and shape, made when it is first used. */
export function createGpuEmbedders(open: OpenDevice, networks: ResidentNetworks) {
  const made = new Map<string, Promise<SharedNetwork>>();

  function networkOf(setup: KnnSetup): Promise<SharedNetwork> {
    const key = `${setup.network} ${setup.input.join('x')}`;
    const found = made.get(key) ?? createShared(open, networks, setup);
    made.set(key, found);
    found.catch(() => made.delete(key));
    return found;
  }

  /**
   * The embedding of a run, in evaluation. Weights are uploaded with the first call, and when another
   * array is given.
   * @throws RangeError for more images at a time than `EMBEDDING_BLOCK`; NoRoomError for images whose maps the
   *   device can't bind; GpuError when the device fails
   */
  return (setup: KnnSetup): Embeds => {
    const user = {};
    return {
      forward: async (...call) => (await networkOf(setup)).embed(user, ...call),
      together: TOGETHER,
    };
  };
}

async function createShared(
  open: OpenDevice,
  { createGpuNetwork, createGpuResnet18 }: ResidentNetworks,
  setup: KnnSetup,
): Promise<SharedNetwork> {
  const { device, adapter, broken } = open;
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const { embedding, dimensions, noiseAt } = partsOf(setup);
  const pixels = pixelCount(setup.input);
  const create = (label: string, numbers: number, usage: GPUBufferUsageFlags) =>
    device.createBuffer({ label, size: 4 * numbers, usage });
  const weights = create('embedding weights', noiseAt, STORAGE | COPY_DST | COPY_SRC);
  const inputs = create('images to embed', EMBEDDING_BLOCK * pixels, STORAGE | COPY_DST);
  const backs = Array.from({ length: TOGETHER }, () =>
    create('embeddings back', EMBEDDING_BLOCK * dimensions, MAP_READ | COPY_DST),
  );
  const range = { buffer: weights, from: 0 };
  const place = {
    count: EMBEDDING_BLOCK,
    params: range,
    // it is never differentiated
    gradient: range,
    images: { buffer: inputs, from: 0 },
  };
  const making: Promise<GpuNetwork> = embedding
    ? createGpuNetwork(open, embedding, place)
    : createGpuResnet18(open, { input: setup.input }, place);
  const network = await making.catch((error: unknown) => {
    for (const buffer of [weights, inputs, ...backs]) buffer.destroy();
    throw error;
  });
  /** Whose weights lie there, and the array that they are from. */
  let held: {
    readonly user: object;
    readonly buffer: ArrayBufferLike;
    readonly at: number;
  } | null = null;
  let calls = 0;
  const last = backs.map((): Promise<unknown> => Promise.resolve());

  function upload(user: object, params: Float32Array): void {
    const { buffer, byteOffset: at } = params;
    if (held?.user === user && held.buffer === buffer && held.at === at) return;
    device.queue.writeBuffer(weights, 0, params as Float32Array<ArrayBuffer>);
    held = { user, buffer, at };
  }

  /** All of it is in the queue before anything is waited for: calls do not get between each other. */
  async function embed(
    back: GPUBuffer,
    user: object,
    params: Float32Array,
    images: Float32Array,
    count: number,
  ): Promise<Float32Array> {
    broken.throwIfAborted();
    upload(user, params);
    device.queue.writeBuffer(inputs, 0, images as Float32Array<ArrayBuffer>, 0, count * pixels);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    // of what lies behind the last image nobody looks at the outputs
    network.forward(pass, 'evaluation');
    pass.end();
    const bytes = 4 * count * dimensions;
    encoder.copyBufferToBuffer(network.outputs, 0, back, 0, bytes);
    device.queue.submit([encoder.finish()]);
    const limit = patienceWith(adapter, ANSWER_LIMIT_MS);
    return new Float32Array(await readBack(open, back, bytes, limit));
  }

  return {
    embed(...call) {
      const [, , , count] = call;
      if (count > EMBEDDING_BLOCK) {
        throw new RangeError(`${count} images at a time, of ${EMBEDDING_BLOCK} at most`);
      }
      // each buffer is read back by one at a time
      const turn = calls++ % TOGETHER;
      const done = last[turn].then(() => embed(backs[turn], ...call));
      last[turn] = done.catch(() => undefined);
      return done;
    },
  };
}
