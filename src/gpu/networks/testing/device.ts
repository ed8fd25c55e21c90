export { floatsOf as download, submit as compute } from './arrays';

/** A buffer that holds these numbers, for kernels to read and write. */
export function upload(device: GPUDevice, numbers: Float32Array<ArrayBuffer>): GPUBuffer {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const size = Math.max(16, 4 * numbers.length);
  const buffer = device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST });
  device.queue.writeBuffer(buffer, 0, numbers);
  return buffer;
}

/** The largest error, as a part of the largest number expected; NaN where a number is. */
export function worstError(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [worst, reach] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(got[i] - expected[i]);
    if (!(error <= worst)) worst = error;
    reach = Math.max(reach, Math.abs(expected[i]));
  }
  return got.length < expected.length ? NaN : worst / Math.max(reach, Number.MIN_VALUE);
}
