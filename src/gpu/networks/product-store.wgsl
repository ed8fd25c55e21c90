// Four numbers of a row of the result, from column n on: OUT_ROWS rows of COLUMNS.
fn store(row: u32, n: u32, split: u32, value: vec4f) {
  if (row >= OUT_ROWS || n >= COLUMNS) {
    return;
  }
  let at = row * COLUMNS + n;
  out_four(OUT_FROM + split * OUT_ROWS * COLUMNS + at, n, finish(value, at, n));
}
