// What comes back of a step; read by steps.ts.
struct Record {
  loss: f32, // sum of the shares in the outcomes
  right: u32,
  right_augmented: u32,
  acting: u32,
  scale_mean: f32,
  scale_spread: f32,
  norm: f32, // of the gradient over the first group of weights
  growths: u32, // before the step
}
