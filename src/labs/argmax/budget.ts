/**
 * How many samples fit a span of time on this machine: a running estimate of the engine's speed from
 * its own replies, so that a phone and a workstation both keep their frame rate.
 */
export interface Budget {
  /** Samples that fit `milliseconds`, between MIN and MAX. */
  samples(milliseconds: number): number;
  /** A reply took that long for that many samples. */
  learn(samples: number, milliseconds: number): void;
}

const MIN = 1024;
const MAX = 2 ** 28;
/** Before the first reply: what a slow phone does in one frame. */
const FIRST_GUESS = 1000;

export function createBudget(): Budget {
  let perMillisecond = FIRST_GUESS;
  return {
    samples(milliseconds) {
      const fitting = perMillisecond * milliseconds;
      // Whole multiples of 1,024 keep the GPU's last workgroup full and the readout calm.
      return Math.min(MAX, Math.max(MIN, 1024 * Math.floor(fitting / 1024)));
    },
    learn(samples, milliseconds) {
      const seen = samples / Math.max(0.2, milliseconds);
      // Slower is believed at once, faster only by half: a drag must not stutter to find out.
      perMillisecond = seen < perMillisecond ? seen : (perMillisecond + seen) / 2;
    },
  };
}
