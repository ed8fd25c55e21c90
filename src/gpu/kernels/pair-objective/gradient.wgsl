// What the weights of squared distances are in the embeddings: 2 w (q - c) for the query of a pair, its negative
// for the candidate, added up in the order of the other side. One workgroup has WIDTH dimensions of one image.

@group(0) @binding(1) var<storage, read> embeddings: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>; // [queries][candidates]
@group(0) @binding(3) var<storage, read_write> d_embeddings: array<f32>;

@compute @workgroup_size(WIDTH)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let dim = parameters.dim;
  let image = group.y;
  let d = group.x * WIDTH + lane;
  if (d >= dim) {
    return;
  }
  let asks = image < parameters.queries;
  let others = select(parameters.queries, parameters.candidates, asks);
  let first = select(0u, parameters.queries, asks);
  // the weights of a query lie one after the other, those of a candidate a row apart
  var at = select(image - parameters.queries, image * parameters.candidates, asks);
  let apart = select(parameters.candidates, 1u, asks);
  let own = embeddings[image * dim + d];
  var sum = 0.0;
  for (var other = 0u; other < others; other++) {
    let weight = weights[at];
    // hard methods leave most pairs alone
    if (weight != 0.0) {
      sum += 2.0 * weight * (own - embeddings[(first + other) * dim + d]);
    }
    at += apart;
  }
  d_embeddings[image * dim + d] = sum;
}
