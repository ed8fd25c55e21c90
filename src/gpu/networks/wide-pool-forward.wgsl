// One thread per number of the outputs.

@group(0) @binding(1) var<storage, read_write> outputs: array<f32>;

@compute @workgroup_size(FLAT_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * FLAT_SIZE;
  if (i >= COUNT * OUT_HEIGHT * OUT_WIDTH * CHANNELS) {
    return;
  }
  let place = i / CHANNELS;
  let image = place / (OUT_WIDTH * OUT_HEIGHT);
  outputs[i] = largest_of(image, place / OUT_WIDTH % OUT_HEIGHT, place % OUT_WIDTH, i % CHANNELS).value;
}
