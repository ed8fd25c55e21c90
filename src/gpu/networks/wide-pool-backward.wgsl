// One thread per number of the inputs: it adds what comes from the windows, up to four, of which that is the
// largest.

@group(0) @binding(1) var<storage, read> d_outputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_inputs: array<f32>;

@compute @workgroup_size(FLAT_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * FLAT_SIZE;
  if (i >= COUNT * HEIGHT * WIDTH * CHANNELS) {
    return;
  }
  let channel = i % CHANNELS;
  let place = i / CHANNELS;
  let x = place % WIDTH;
  let y = place / WIDTH % HEIGHT;
  let image = place / (WIDTH * HEIGHT);
  var sum = 0.0;
  for (var row = y / 2u; row <= min((y + 1u) / 2u, OUT_HEIGHT - 1u); row++) {
    for (var column = x / 2u; column <= min((x + 1u) / 2u, OUT_WIDTH - 1u); column++) {
      if (largest_of(image, row, column, channel).at == i) {
        sum += d_outputs[((image * OUT_HEIGHT + row) * OUT_WIDTH + column) * CHANNELS + channel];
      }
    }
  }
  d_inputs[i] = sum;
}
