import { checkBytes, mostBytes } from './room';

/**
 * Named buffers of one kernel, allocated once and grown when a larger problem comes: a drag must not
 * allocate, and what is not freed by hand is not freed in time.
 */
export interface BufferSet {
  /**
   * The buffer of that name with at least that many bytes; a grown buffer replaces the old one.
   * @throws NoRoomError where the device has none so large
   */
  get(name: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer;
  /** Counts the replacements: bind groups made before a change are stale. */
  readonly generation: number;
  /** Bytes held on the device. */
  readonly bytes: number;
  destroy(): void;
}

export function createBufferSet(device: GPUDevice): BufferSet {
  const buffers = new Map<string, GPUBuffer>();
  let generation = 0;
  return {
    get generation() {
      return generation;
    },
    get bytes() {
      return [...buffers.values()].reduce((sum, buffer) => sum + buffer.size, 0);
    },
    get(name, bytes, usage) {
      const held = buffers.get(name);
      if (held && held.size >= bytes) return held;
      checkBytes(device.limits, name, bytes);
      held?.destroy();
      generation += 1;
      const rounded = 2 ** Math.ceil(Math.log2(Math.max(16, bytes)));
      const size = Math.min(rounded, mostBytes(device.limits));
      const buffer = device.createBuffer({ label: name, size, usage });
      buffers.set(name, buffer);
      return buffer;
    },
    destroy() {
      for (const buffer of buffers.values()) buffer.destroy();
      buffers.clear();
    },
  };
}
