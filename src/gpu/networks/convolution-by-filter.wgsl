// The operands of the gradient of a convolution in its weights as a product: column k of A is the window
// of place k of the outputs, laid flat as [KERNEL][KERNEL][CHANNELS], and a 1 below it, so that the last
// row of the product is the gradient of the biases; B is the outputs' gradient [places][COLUMNS].

// Where number `row` of a window lies in it: 4 of them begin here.
struct Place {
  row: u32,
  y: i32,
  x: i32,
  channel: u32,
}

fn place_of(row: u32, phase: u32) -> Place {
  let tap = row / CHANNELS;
  let y = i32(tap / KERNEL) - BEFORE;
  return Place(row, y, i32(tap % KERNEL) - BEFORE, row % CHANNELS);
}

// Index of a number of window k, -1 for what is not there.
fn source(place: Place, k: u32) -> i32 {
  let image = k / (OUT_HEIGHT * OUT_WIDTH);
  let y = i32(k / OUT_WIDTH % OUT_HEIGHT * STRIDE) + place.y;
  let x = i32(k % OUT_WIDTH * STRIDE) + place.x;
  // compared unsigned: what is below 0 is large
  if ((RAGGED && k >= SUMS) || (PADDED && (u32(y) >= HEIGHT || u32(x) >= WIDTH))) {
    return -1;
  }
  return i32(A_FROM) + ((i32(image * HEIGHT) + y) * i32(WIDTH) + x) * i32(CHANNELS) + i32(place.channel);
}

fn number(row: u32, k: u32) -> f32 {
  if (row == WINDOW) {
    return select(1.0, 0.0, RAGGED && k >= SUMS);
  }
  let at = source(place_of(row, 0u), k);
  if (row > WINDOW || at < 0) {
    return 0.0;
  }
  return a_one(u32(at));
}

fn read_a(place: Place, k: u32) -> vec4f {
  if (CHANNELS % 4u != 0u) {
    let row = place.row;
    return vec4f(number(row, k), number(row + 1u, k), number(row + 2u, k), number(row + 3u, k));
  }
  if (place.row >= WINDOW) {
    return vec4f(number(place.row, k), 0.0, 0.0, 0.0);
  }
  let at = source(place, k);
  if (at < 0) {
    return vec4f();
  }
  return a_four(u32(at));
}

fn read_b(k: u32, n: u32, phase: u32) -> vec4f {
  if (RAGGED && k >= SUMS) {
    return vec4f();
  }
  return b_four(k * COLUMNS + n);
}

fn sums_of(phase: u32) -> u32 {
  return SUMS;
}

fn row_of(m: u32, phase: u32) -> u32 {
  return m;
}
