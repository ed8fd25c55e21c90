// Mean and squares of every channel over one chunk of rows of a map [ROWS, channels]: one pass. A thread
// adds differences from the first number that it meets; threads are merged in a fixed order.
//
// partials: [chunks][2][COLUMNS], mean, then squares.
// Spliced: the grid of batch-norm.ts, Value, and Moments.

@group(0) @binding(0) var<storage, read> inputs: array<Value>;
@group(0) @binding(1) var<storage, read_write> partials: array<Value>;

var<workgroup> lots: array<Moments, SUM_SIZE>;

@compute @workgroup_size(SUM_SIZE)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let column = group.x * ACROSS + local % ACROSS;
  let down = local / ACROSS;
  let end = min(ROWS, (group.y + 1u) * CHUNK);
  var lot = Moments();
  if (column < COLUMNS) {
    var row = group.y * CHUNK + down;
    var first = Value();
    if (row < end) {
      first = inputs[row * COLUMNS + column];
    }
    var sum = Value();
    var squares = Value();
    var count = 0.0;
    for (; row < end; row += DOWN) {
      let x = inputs[row * COLUMNS + column] - first;
      sum += x;
      squares += x * x;
      count += 1.0;
    }
    if (count > 0.0) {
      lot = Moments(count, first + sum / count, max(Value(), squares - sum * sum / count));
    }
  }
  lots[local] = lot;
  workgroupBarrier();
  if (down == 0u && column < COLUMNS) {
    // few rows of threads for a map of many channels, so that a tree with its barriers gains nothing
    for (var other = 1u; other < DOWN; other++) {
      lot = merged(lot, lots[other * ACROSS + local]);
    }
    partials[2u * group.y * COLUMNS + column] = lot.mean;
    partials[(2u * group.y + 1u) * COLUMNS + column] = lot.squares;
  }
}
