// The gradient of the linear head, as it lies in the gradient vector from HEAD_AT on: one thread per weight or bias,
// all images one after the other.

@group(0) @binding(1) var<storage, read> embeddings: array<f32>; // [images][dim]
@group(0) @binding(2) var<storage, read> d_logits: array<f32>; // [images][classes]
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;

@compute @workgroup_size(WIDTH)
fn main(@builtin(global_invocation_id) global: vec3u) {
  let classes = parameters.classes;
  let dim = parameters.dim;
  if (global.x >= (dim + 1u) * classes) {
    return;
  }
  let i = global.x / classes;
  let c = global.x % classes;
  let images = parameters.queries + parameters.candidates;
  var sum = 0.0;
  for (var image = 0u; image < images; image++) {
    // biases see a one
    let value = select(1.0, embeddings[image * dim + min(i, dim - 1u)], i < dim);
    sum += d_logits[image * classes + c] * value;
  }
  gradient[HEAD_AT + global.x] = sum;
}
