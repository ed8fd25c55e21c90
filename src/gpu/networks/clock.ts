/** Bytes of `Clock` in clock.wgsl. */
export const CLOCK_BYTES = 32;

/** Where a submission of training steps begins, in the terms of clock.wgsl; its slot is 0, nothing is halted. */
export interface ClockStart {
  /** Steps done; the counter on the device has 32 bits, as that of the generator. */
  readonly step: number;
  readonly growths: number;
  readonly epsilon: number;
}

/** The fields of `Clock`, in its order. */
export function packClock({ step, growths, epsilon }: ClockStart): ArrayBuffer {
  const packed = new ArrayBuffer(CLOCK_BYTES);
  new Uint32Array(packed).set([0, 0, step % 2 ** 32, growths % 2 ** 32]);
  new Float32Array(packed)[4] = epsilon;
  return packed;
}

/** Which numbers a step has lost: the values of `halted`. */
export const LOSSES = { distances: 1, scales: 2, gradient: 3, weights: 4 } as const;
