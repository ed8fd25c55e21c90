// The operands of the gradient of a convolution in its inputs as a product: row m of A is what the
// outputs' gradient holds wherever input m has a part, laid flat as [TAPS][TAPS][FILTERS]; B holds the
// weights turned, [KERNEL][KERNEL][FILTERS][COLUMNS].
//
// With a stride, inputs meet only every STRIDE-th row and column of the kernel, which ones depends on
// where they lie: inputs are taken in STRIDE * STRIDE phases of those that meet the same.

// Where the outputs that an input goes into begin: index in the gradient, row and column of the one
// that meets the first row and column of the kernel; the others lie above and to the left of it.
struct Place {
  at: i32,
  y: i32,
  x: i32,
}

// First row (or column) of the kernel that is met by the inputs of row (or column) `at`.
fn first_tap(at: u32) -> u32 {
  return (at + u32(BEFORE)) % STRIDE;
}

fn place_of(row: u32, phase: u32) -> Place {
  let m = min(row, ROWS - 1u);
  let image = m / (PHASE_HEIGHT * PHASE_WIDTH);
  let down = phase / STRIDE;
  let along = phase % STRIDE;
  let y = m / PHASE_WIDTH % PHASE_HEIGHT * STRIDE + down;
  let x = m % PHASE_WIDTH * STRIDE + along;
  let out_y = (y + u32(BEFORE) - first_tap(down)) / STRIDE;
  let out_x = (x + u32(BEFORE) - first_tap(along)) / STRIDE;
  let at = ((image * OUT_HEIGHT + out_y) * OUT_WIDTH + out_x) * FILTERS;
  return Place(i32(A_FROM + at), i32(out_y), i32(out_x));
}

fn source(place: Place, k: u32) -> i32 {
  let tap = k / FILTERS;
  let row = tap / TAPS;
  let column = tap % TAPS;
  let outside = u32(place.y - i32(row)) >= OUT_HEIGHT || u32(place.x - i32(column)) >= OUT_WIDTH;
  if ((RAGGED && k >= SUMS) || outside) {
    return -1;
  }
  return place.at + i32(k % FILTERS) - i32((row * OUT_WIDTH + column) * FILTERS);
}

fn number(place: Place, k: u32) -> f32 {
  let at = source(place, k);
  if (at < 0) {
    return 0.0;
  }
  return a_one(u32(at));
}

fn read_a(place: Place, k: u32) -> vec4f {
  if (FILTERS % 4u == 0u) {
    let at = source(place, k);
    if (at < 0) {
      return vec4f();
    }
    return a_four(u32(at));
  }
  return vec4f(number(place, k), number(place, k + 1u), number(place, k + 2u), number(place, k + 3u));
}

fn read_b(k: u32, n: u32, phase: u32) -> vec4f {
  let tap = k / FILTERS;
  let row = tap / TAPS * STRIDE + first_tap(phase / STRIDE);
  let column = tap % TAPS * STRIDE + first_tap(phase % STRIDE);
  let beyond = TAPS * STRIDE > KERNEL && (row >= KERNEL || column >= KERNEL);
  if ((RAGGED && k >= SUMS) || beyond) {
    return vec4f();
  }
  return b_four(((row * KERNEL + column) * FILTERS + k % FILTERS) * COLUMNS + n);
}

fn sums_of(phase: u32) -> u32 {
  let none = first_tap(phase / STRIDE) >= KERNEL || first_tap(phase % STRIDE) >= KERNEL;
  return select(SUMS, 0u, none);
}

// The input that row m is of; beyond all rows where a phase has fewer than the first.
fn row_of(m: u32, phase: u32) -> u32 {
  let image = m / (PHASE_HEIGHT * PHASE_WIDTH);
  let y = m / PHASE_WIDTH % PHASE_HEIGHT * STRIDE + phase / STRIDE;
  let x = m % PHASE_WIDTH * STRIDE + phase % STRIDE;
  if (y >= HEIGHT || x >= WIDTH) {
    return OUT_ROWS;
  }
  return (image * HEIGHT + y) * WIDTH + x;
}
