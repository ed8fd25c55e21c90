// The gradient in maps of what they are inside of zeros, one thread per number of the inputs.
//
// `slope` is spliced in: the derivative of the activation that gave out the inputs.

@group(0) @binding(0) var<storage, read> inputs: array<f32>;
@group(0) @binding(1) var<storage, read> d_outputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_inputs: array<f32>;

@compute @workgroup_size(FLAT_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * FLAT_SIZE;
  if (i >= COUNT * HEIGHT * WIDTH * CHANNELS) {
    return;
  }
  let place = i / CHANNELS;
  let image = place / (WIDTH * HEIGHT);
  let y = place / WIDTH % HEIGHT + u32(BEFORE);
  let x = place % WIDTH + u32(BEFORE);
  let d = d_outputs[((image * OUT_HEIGHT + y) * OUT_WIDTH + x) * CHANNELS + i % CHANNELS];
  d_inputs[i] = d * slope(vec4f(inputs[FROM + i])).x;
}
