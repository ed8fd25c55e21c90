// Softmax cross-entropy of a linear head, one workgroup per image: loss, gradient in the logits and in the embedding.
// Weights [dim, classes] and biases [classes] lie in the parameter vector from HEAD_AT on, which the host splices in.

@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> numbers: array<u32>; // [slots][images]
@group(0) @binding(3) var<storage, read> labels: array<u32>; // four to a word
@group(0) @binding(4) var<storage, read> embeddings: array<f32>; // [images][dim]
@group(0) @binding(5) var<storage, read> params: array<f32>;
@group(0) @binding(6) var<storage, read_write> d_embeddings: array<f32>;
@group(0) @binding(7) var<storage, read_write> d_logits: array<f32>; // [images][classes]
@group(0) @binding(8) var<storage, read_write> outcomes: array<Outcome>; // [images]

var<workgroup> parts: array<f32, MAX_CLASSES * PARTS>;
var<workgroup> logits: array<f32, MAX_CLASSES>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let image = group.x;
  let images = parameters.queries + parameters.candidates;
  let dim = parameters.dim;
  let classes = parameters.classes;
  let number = numbers[clock.slot * images + image];
  let label = (labels[number / 4u] >> (8u * (number % 4u))) & 255u;
  for (var item = lane; item < classes * PARTS; item += THREADS) {
    let c = item % classes;
    var sum = 0.0;
    for (var i = item / classes; i < dim; i += PARTS) {
      sum += embeddings[image * dim + i] * params[HEAD_AT + i * classes + c];
    }
    parts[item] = sum;
  }
  workgroupBarrier();
  for (var c = lane; c < classes; c += THREADS) {
    var sum = params[HEAD_AT + dim * classes + c];
    for (var part = 0u; part < PARTS; part++) {
      sum += parts[part * classes + c];
    }
    logits[c] = sum;
  }
  workgroupBarrier();
  var most = logits[0];
  for (var c = 1u; c < classes; c++) {
    most = max(most, logits[c]);
  }
  var mass = 0.0;
  for (var c = 0u; c < classes; c++) {
    mass += exp(logits[c] - most);
  }
  let share = 1.0 / f32(images);
  if (lane == 0u) {
    outcomes[image].loss = (log(mass) + most - logits[label]) * share;
  }
  workgroupBarrier();
  for (var c = lane; c < classes; c += THREADS) {
    let target_mass = select(0.0, 1.0, c == label);
    let slope = (exp(logits[c] - most) / mass - target_mass) * share;
    logits[c] = slope;
    d_logits[image * classes + c] = slope;
  }
  workgroupBarrier();
  for (var i = lane; i < dim; i += THREADS) {
    var slope = 0.0;
    for (var c = 0u; c < classes; c++) {
      slope += logits[c] * params[HEAD_AT + i * classes + c];
    }
    d_embeddings[image * dim + i] = slope;
  }
}
