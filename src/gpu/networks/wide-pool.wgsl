// Windows of 3 x 3 of maps [COUNT][HEIGHT][WIDTH][CHANNELS], every 2 pixels from 1 outside of the map on, of
// even sides: their first largest number, and its gradient. What lies outside is in no window.
//
// COUNT and sizes are spliced in by the host.

@group(0) @binding(0) var<storage, read> inputs: array<f32>;

const OUT_HEIGHT = HEIGHT / 2u;
const OUT_WIDTH = WIDTH / 2u;

struct Largest {
  value: f32,
  at: u32,
}

// The largest of the window at a place of the outputs of an image.
fn largest_of(image: u32, row: u32, column: u32, channel: u32) -> Largest {
  // the middle of a window is always inside
  let first = vec2u(max(2u * row, 1u) - 1u, max(2u * column, 1u) - 1u);
  var best = Largest(0.0, 0xffffffffu);
  for (var y = first.x; y <= 2u * row + 1u; y++) {
    for (var x = first.y; x <= 2u * column + 1u; x++) {
      let at = ((image * HEIGHT + y) * WIDTH + x) * CHANNELS + channel;
      let value = inputs[at];
      if (best.at == 0xffffffffu || value > best.value) {
        best = Largest(value, at);
      }
    }
  }
  return best;
}
