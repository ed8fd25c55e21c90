// relu of a normalised map, with what a shortcut adds to it: one pass.
// Spliced: the grid, Value, and `added(i, column)` with its bindings.

@group(0) @binding(0) var<storage, read> terms: array<Value>;
@group(0) @binding(1) var<storage, read> inputs: array<Value>;
@group(0) @binding(2) var<storage, read_write> outputs: array<Value>;

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
      let factor = terms[COLUMNS + column] * terms[2u * COLUMNS + column];
      let normalised = (inputs[i] - terms[column]) * factor + terms[3u * COLUMNS + column];
      outputs[i] = max(Value(), normalised + added(i, column));
    }
  }
}
