// Repetitions side by side, one run of training each: what all of their kernels share. Spliced by the host
// (plan.ts): N numbers per sequence, SEQUENCES, SAMPLES that are drawn, HIDDEN, PARAMS weights of both networks,
// of which the first SCORE_PARAMS are those of the scores, in the order of core/networks/scores.ts.

// What a run has to itself beside others of its plan (slot.ts).
struct Settings {
  epsilon: f32,      // of the first step
  weight: f32,       // of a cell that a sample gains, in the gradient
  sigma: f32,        // factor on sigma(x)
  lambda: f32,
  rate: f32,
  noise_weight: f32, // of a slope in the scale, in the gradient of the noise network
  noise_rate: f32,
  patience: u32,
}

struct Repetition {
  seed: u32,
  step: u32,       // steps done
  ended: u32,      // why it makes no further step, or RUNNING
  growths: u32,
  best_step: u32,
  best_loss: f32,
  loss: f32,       // of the last step
  sigma: f32,      // mean scale of the noise in the last step
  epsilon: f32,    // of the next step
  settings: Settings,
}

const RUNNING = 0u;
const ALL_STEPS = 1u;
const NO_PROGRESS = 2u;
const LOST = 3u;    // a weight, or the optimum of a matching: the CPU has to do it

// Repetitions of a part of them, whose matrices are in memory at once.
struct Part {
  first: u32, // repetition
  draws: u32, // samples of all of its sequences
  padding0: u32,
  padding1: u32,
}
