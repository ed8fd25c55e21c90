// The gradient in the inputs of a normalisation, from that in what it gave out: one pass. With g after the
// relu and n the normalised inputs it is scale / deviation (g - mean of g - n * mean of g n).
// Spliced: the grid, Value, the gradients as binding 2, `masked` as in batch-norm-sums.wgsl, `store(i, value)`.

@group(0) @binding(0) var<storage, read> terms: array<Value>;
@group(0) @binding(1) var<storage, read> inputs: array<Value>;

@compute @workgroup_size(SIZE)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = ((group.x + group.y * groups.x) * TURNS + turn) * SIZE + local;
    if (i < ROWS * COLUMNS) {
      let column = i % COLUMNS;
      let factor = terms[COLUMNS + column];
      let normalised = (inputs[i] - terms[column]) * factor;
      let g = masked(i, column, normalised);
      let rest = g - terms[4u * COLUMNS + column] - normalised * terms[5u * COLUMNS + column];
      store(i, factor * terms[2u * COLUMNS + column] * rest);
    }
  }
}
