// Windows of 2 x 2 of maps [COUNT][HEIGHT][WIDTH][CHANNELS]: their first largest number or their mean,
// and the gradient of either. An odd last row or column lies in no window.
//
// LARGEST, FROM and sizes are spliced in by the host.

@group(0) @binding(0) var<storage, read> inputs: array<f32>;

const OUT_HEIGHT = HEIGHT / 2u;
const OUT_WIDTH = WIDTH / 2u;

// The four numbers of a window from its first on.
fn window_at(i: u32) -> vec4f {
  let below = i + WIDTH * CHANNELS;
  return vec4f(inputs[i], inputs[i + CHANNELS], inputs[below], inputs[below + CHANNELS]);
}

// Which of four is the first of the largest.
fn largest_of(four: vec4f) -> u32 {
  var best = 0u;
  var value = four.x;
  if (four.y > value) {
    best = 1u;
    value = four.y;
  }
  if (four.z > value) {
    best = 2u;
    value = four.z;
  }
  return select(best, 3u, four.w > value);
}
