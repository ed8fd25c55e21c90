// Maps with zeros around them, one thread per number of the outputs.

@group(0) @binding(0) var<storage, read> inputs: array<f32>;
@group(0) @binding(1) var<storage, read_write> outputs: array<f32>;

@compute @workgroup_size(FLAT_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * FLAT_SIZE;
  if (i >= COUNT * OUT_HEIGHT * OUT_WIDTH * CHANNELS) {
    return;
  }
  let place = i / CHANNELS;
  let image = place / (OUT_WIDTH * OUT_HEIGHT);
  // compared unsigned: what is below 0 is large
  let y = u32(i32(place / OUT_WIDTH % OUT_HEIGHT) - BEFORE);
  let x = u32(i32(place % OUT_WIDTH) - BEFORE);
  if (y < HEIGHT && x < WIDTH) {
    outputs[i] = inputs[FROM + ((image * HEIGHT + y) * WIDTH + x) * CHANNELS + i % CHANNELS];
  } else {
    outputs[i] = 0.0;
  }
}
