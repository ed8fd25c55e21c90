// Adds a shortcut to what a block gives out. Spliced: LENGTH.

const SIZE = 256u;
const TURNS = 4u;

@group(0) @binding(0) var<storage, read> shortcut: array<f32>;
@group(0) @binding(1) var<storage, read_write> outputs: array<f32>;

@compute @workgroup_size(SIZE)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = ((group.x + group.y * groups.x) * TURNS + turn) * SIZE + local;
    if (i < LENGTH) {
      outputs[i] += shortcut[i];
    }
  }
}
