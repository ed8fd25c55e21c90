// One thread per window, and per rest of one at the edges: it writes all inputs that lie there.
//
// `slope` is spliced in: the derivative of the activation that gave out the inputs.

@group(0) @binding(1) var<storage, read> d_outputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> d_inputs: array<f32>;

const CELLS_DOWN = (HEIGHT + 1u) / 2u;
const CELLS_ACROSS = (WIDTH + 1u) / 2u;

@compute @workgroup_size(FLAT_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * FLAT_SIZE;
  if (i >= COUNT * CELLS_DOWN * CELLS_ACROSS * CHANNELS) {
    return;
  }
  let channel = i % CHANNELS;
  let place = i / CHANNELS;
  let x = place % CELLS_ACROSS;
  let y = place / CELLS_ACROSS % CELLS_DOWN;
  let image = place / (CELLS_ACROSS * CELLS_DOWN);
  let first = ((image * HEIGHT + 2u * y) * WIDTH + 2u * x) * CHANNELS + channel;
  var four = vec4f();
  if (y < OUT_HEIGHT && x < OUT_WIDTH) {
    let d = d_outputs[((image * OUT_HEIGHT + y) * OUT_WIDTH + x) * CHANNELS + channel];
    let values = window_at(FROM + first);
    if (LARGEST) {
      four[largest_of(values)] = d;
    } else {
      four = vec4f(0.25 * d);
    }
    four *= slope(values);
  }
  d_inputs[first] = four.x;
  let below = first + WIDTH * CHANNELS;
  if (2u * x + 1u < WIDTH) {
    d_inputs[first + CHANNELS] = four.y;
  }
  if (2u * y + 1u < HEIGHT) {
    d_inputs[below] = four.z;
    if (2u * x + 1u < WIDTH) {
      d_inputs[below + CHANNELS] = four.w;
    }
  }
}
