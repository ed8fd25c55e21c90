// Adds the parts that the splits of a product have made, always in the same order, and finishes the sums.

const QUADS = (COLUMNS + 3u) / 4u;

@compute @workgroup_size(SUM_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * SUM_SIZE;
  let row = i / QUADS;
  if (row >= OUT_ROWS) {
    return;
  }
  let n = i % QUADS * 4u;
  let at = row * COLUMNS + n;
  var sum = part_four(at);
  for (var split = 1u; split < SPLITS; split++) {
    sum += part_four(split * OUT_ROWS * COLUMNS + at);
  }
  store(row, n, 0u, sum);
}
