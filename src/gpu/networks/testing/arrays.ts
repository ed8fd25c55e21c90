type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A storage buffer with these numbers. */
export function uploaded(device: GPUDevice, values: Words): GPUBuffer {
  const buffer = emptied(device, values.length);
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

/** A storage buffer of so many zeros. */
export function emptied(device: GPUDevice, length: number): GPUBuffer {
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;
  return device.createBuffer({ size: 4 * length, usage: STORAGE | COPY_DST | COPY_SRC });
}

/** The bytes of a buffer after all that was submitted. */
export async function bytesOf(device: GPUDevice, buffer: GPUBuffer): Promise<ArrayBuffer> {
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const bytes = staging.getMappedRange().slice(0);
  staging.destroy();
  return bytes;
}

export const floatsOf = async (device: GPUDevice, buffer: GPUBuffer) =>
  new Float32Array(await bytesOf(device, buffer));

/** Runs what is recorded as one pass. */
export function submit(device: GPUDevice, record: (pass: GPUComputePassEncoder) => void): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  record(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);
}
