// On the way back: sums over one chunk of rows of the gradient g in what was normalised, and of g times the
// normalised inputs: one pass. `masked` takes the gradient through the relu that followed, if any.
//
// partials: [chunks][2][COLUMNS], as in batch-norm-moments.wgsl.
// Spliced: the grid, Value, the gradients as binding 2, and `masked(i, column, normalised)`.

@group(0) @binding(0) var<storage, read> terms: array<Value>;
@group(0) @binding(1) var<storage, read> inputs: array<Value>;
@group(0) @binding(3) var<storage, read_write> partials: array<Value>;

var<workgroup> sums: array<Value, SUM_SIZE>;
var<workgroup> products: array<Value, SUM_SIZE>;

@compute @workgroup_size(SUM_SIZE)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let column = group.x * ACROSS + local % ACROSS;
  let down = local / ACROSS;
  var sum = Value();
  var product = Value();
  if (column < COLUMNS) {
    let mean = terms[column];
    let factor = terms[COLUMNS + column];
    let end = min(ROWS, (group.y + 1u) * CHUNK);
    for (var row = group.y * CHUNK + down; row < end; row += DOWN) {
      let i = row * COLUMNS + column;
      let normalised = (inputs[i] - mean) * factor;
      let g = masked(i, column, normalised);
      sum += g;
      product += g * normalised;
    }
  }
  sums[local] = sum;
  products[local] = product;
  workgroupBarrier();
  if (down == 0u && column < COLUMNS) {
    for (var other = 1u; other < DOWN; other++) {
      sum += sums[other * ACROSS + local];
      product += products[other * ACROSS + local];
    }
    partials[2u * group.y * COLUMNS + column] = sum;
    partials[(2u * group.y + 1u) * COLUMNS + column] = product;
  }
}
