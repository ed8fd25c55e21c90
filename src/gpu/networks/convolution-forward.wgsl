// The operands of a convolution as a product: row m of A is the window of place m of the outputs, laid
// flat as [KERNEL][KERNEL][CHANNELS]; B holds the weights [KERNEL][KERNEL][CHANNELS][COLUMNS].

// Where a window begins: index in the inputs, row and column; the last two may lie in the padding.
struct Place {
  at: i32,
  y: i32,
  x: i32,
}

fn place_of(row: u32, phase: u32) -> Place {
  // rows beyond the last are made from the last and not stored
  let m = min(row, ROWS - 1u);
  let image = m / (OUT_HEIGHT * OUT_WIDTH);
  let y = i32(m / OUT_WIDTH % OUT_HEIGHT * STRIDE) - BEFORE;
  let x = i32(m % OUT_WIDTH * STRIDE) - BEFORE;
  let at = ((i32(image * HEIGHT) + y) * i32(WIDTH) + x) * i32(CHANNELS);
  return Place(i32(A_FROM) + at, y, x);
}

// Index of number k of a window, -1 for what is not there.
fn source(place: Place, k: u32) -> i32 {
  let tap = k / CHANNELS;
  let row = tap / KERNEL;
  let column = tap % KERNEL;
  // compared unsigned: what is below 0 is large
  let outside = u32(place.y + i32(row)) >= HEIGHT || u32(place.x + i32(column)) >= WIDTH;
  if ((RAGGED && k >= SUMS) || (PADDED && outside)) {
    return -1;
  }
  return place.at + i32((row * WIDTH + column) * CHANNELS + k % CHANNELS);
}

fn number(place: Place, k: u32) -> f32 {
  let at = source(place, k);
  if (at < 0) {
    return 0.0;
  }
  return a_one(u32(at));
}

fn read_a(place: Place, k: u32) -> vec4f {
  if (CHANNELS % 4u == 0u) {
    let at = source(place, k);
    if (at < 0) {
      return vec4f();
    }
    return a_four(u32(at));
  }
  return vec4f(number(place, k), number(place, k + 1u), number(place, k + 2u), number(place, k + 3u));
}

fn read_b(k: u32, n: u32, phase: u32) -> vec4f {
  if (RAGGED && k >= SUMS) {
    return vec4f();
  }
  return b_four(B_FROM + k * COLUMNS + n);
}

fn sums_of(phase: u32) -> u32 {
  return SUMS;
}

fn row_of(m: u32, phase: u32) -> u32 {
  return m;
}
