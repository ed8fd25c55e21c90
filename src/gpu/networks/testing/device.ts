/** A buffer that holds these numbers, for kernels to read and write. */
export function upload(device: GPUDevice, numbers: Float32Array<ArrayBuffer>): GPUBuffer {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const size = Math.max(16, 4 * numbers.length);
  const buffer = device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST });
  device.queue.writeBuffer(buffer, 0, numbers);
  return buffer;
}

/** What a buffer of numbers holds once all submitted work is done. */
export async function download(device: GPUDevice, buffer: GPUBuffer): Promise<Float32Array> {
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const numbers = new Float32Array(staging.getMappedRange()).slice();
  staging.destroy();
  return numbers;
}

/** Submits one compute pass. */
export function compute(device: GPUDevice, record: (pass: GPUComputePassEncoder) => void): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  record(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);
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
