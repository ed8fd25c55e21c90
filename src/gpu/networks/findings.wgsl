// What a step found out about its numbers; the flags are 0 or 1.
struct Findings {
  norm: f32, // Euclidean norm of the gradient over the first group
  gradient_lost: u32, // that norm, or a number that it is of, is not finite
  weights_lost: u32, // a moved weight is beyond the limit, or no number
  padding: u32,
}
