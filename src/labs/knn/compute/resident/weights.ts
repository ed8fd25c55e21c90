import type { TrainingState } from '../../../../core/training/state';
import type { OpenDevice } from '../../../../gpu/device';
import { guarded } from '../../../../gpu/guard';

/** The vectors of a run on the device, all of one length, in float32. */
export interface ResidentWeights {
  readonly params: GPUBuffer;
  readonly gradient: GPUBuffer;
  readonly first: GPUBuffer;
  readonly second: GPUBuffer;
  /** Copies weights and moments to where `restore` gets them back from. */
  keep(encoder: GPUCommandEncoder): void;
  restore(encoder: GPUCommandEncoder): void;
  forgetMoments(encoder: GPUCommandEncoder): void;
  /**
   * Brings weights and moments back, all of them or none.
   * @throws GpuError when the device fails
   */
  settleInto(state: TrainingState<Float32Array>, milliseconds: number): Promise<void>;
  readonly bytes: number;
  destroy(): void;
}

/** Uploads weights and moments of a state. */
export function uploadWeights(
  { device, broken }: OpenDevice,
  { params, moments }: TrainingState<Float32Array>,
): ResidentWeights {
  const { STORAGE, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const size = params.byteLength;
  const owned: GPUBuffer[] = [];
  const create = (label: string, usage = STORAGE | COPY_DST | COPY_SRC) => {
    const buffer = device.createBuffer({ label, size, usage });
    owned.push(buffer);
    return buffer;
  };
  const upload = (label: string, values: Float32Array) => {
    const buffer = create(label);
    device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
    return buffer;
  };
  const gradient = create('gradient');
  const live = [
    upload('weights', params),
    upload('first moments', moments.first),
    upload('second moments', moments.second),
  ];
  const kept = live.map(({ label }) => create(`kept ${label}`, COPY_DST | COPY_SRC));
  const copy = (encoder: GPUCommandEncoder, from: GPUBuffer[], to: GPUBuffer[]) =>
    from.forEach((buffer, i) => encoder.copyBufferToBuffer(buffer, 0, to[i], 0, size));
  const [weights, first, second] = live;

  return {
    ...{ params: weights, gradient, first, second },
    keep: (encoder) => copy(encoder, live, kept),
    restore: (encoder) => copy(encoder, kept, live),
    forgetMoments(encoder) {
      encoder.clearBuffer(first);
      encoder.clearBuffer(second);
    },
    async settleInto(state, milliseconds) {
      // only while it is needed: with those of a large network it would be a third of all memory
      const staging = live.map(({ label }) =>
        device.createBuffer({ label: `${label} back`, size, usage: MAP_READ | COPY_DST }),
      );
      try {
        const encoder = device.createCommandEncoder();
        copy(encoder, live, staging);
        device.queue.submit([encoder.finish()]);
        const mapped = staging.map((buffer) => buffer.mapAsync(GPUMapMode.READ));
        await guarded(Promise.all(mapped), broken, milliseconds);
        const targets = [state.params, state.moments.first, state.moments.second];
        staging.forEach((buffer, i) => targets[i].set(new Float32Array(buffer.getMappedRange())));
      } finally {
        for (const buffer of staging) buffer.destroy();
      }
    },
    bytes: owned.reduce((sum, buffer) => sum + buffer.size, 0),
    destroy: () => owned.forEach((buffer) => buffer.destroy()),
  };
}
