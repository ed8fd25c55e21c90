// Adds the parts that the splits of a product have made, always in the same order, and finishes the sums.

const QUADS = (COLUMNS + 3u) / 4u;
const PART = OUT_ROWS * COLUMNS;

@compute @workgroup_size(SUM_SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * SUM_SIZE;
  let row = i / QUADS;
  if (row >= OUT_ROWS) {
    return;
  }
  let n = i % QUADS * 4u;
  // four sums side by side, so that memory is waited for once in four parts
  var a = vec4f();
  var b = vec4f();
  var c = vec4f();
  var d = vec4f();
  var at = row * COLUMNS + n;
  var split = 0u;
  for (; split + 4u <= SPLITS; split += 4u) {
    a += part_four(at);
    b += part_four(at + PART);
    c += part_four(at + 2u * PART);
    d += part_four(at + 3u * PART);
    at += 4u * PART;
  }
  for (; split < SPLITS; split++) {
    a += part_four(at);
    at += PART;
  }
  store(row, n, 0u, (a + b) + (c + d));
}
