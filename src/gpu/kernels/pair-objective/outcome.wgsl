// What one query has measured (one image, as far as the loss of the cross-entropy goes).
struct Outcome {
  loss: f32, // its share of the objective; 0 for direct loss, which reports what it counts
  right: u32, // right ones among the k nearest, over all samples
  right_augmented: u32, // the same of the loss-augmented prediction
  acting: u32, // candidates that the gradient acts on, over all samples
  scale: f32, // of the noise
  lost: u32, // bits: 1 a distance is not finite, 2 a noise scale is not
  pad0: u32,
  pad1: u32,
}
