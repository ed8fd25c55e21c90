// Sinkhorn's normalisation of one matrix of N x N logits by one workgroup of SIDE x SIDE invocations, on
// logarithms as core/relaxations/log-sinkhorn.ts has it: out = exp(logits + f_i + g_j), where f takes the
// log-sum-exp of each row away and then g that of each column. Only f and g change, so an invocation holds its
// logits, those of every SIDE-th row and column, in registers from beginning to end; what every half step found
// is written to `potentials` [2 * iterations][N] for the way back.
//
// Spliced by the host: N, SIDE, TILE = ceil(N / SIDE), the half steps (half.wgsl) for rows and for columns, and
// an entry point, which sets the places of the invocation and the logits, and declares `potentials`.

const FAR = 3.0e38;

var<private> local: u32;
var<private> tile_row: u32;
var<private> tile_column: u32;
var<private> history: u32; // where the potentials of the matrix begin
var<private> logits: array<f32, TILE * TILE>;
var<private> slopes: array<f32, TILE * TILE>; // the gradient in them

var<workgroup> partial: array<f32, SIDE * N>;
var<workgroup> extremes: array<f32, max(N, SIDE)>;
var<workgroup> sizes: array<f32, SIDE>;
var<workgroup> rows: array<f32, N>;      // f
var<workgroup> columns: array<f32, N>;   // g
var<workgroup> row_slopes: array<f32, N>;
var<workgroup> column_slopes: array<f32, N>;

fn set_place(index: u32) {
  local = index;
  tile_row = index / SIDE;
  tile_column = index % SIDE;
}

// Takes from slopes of lines what rounding has made of their sum, from each in proportion. A sum of zero goes on for
// ever from half step to half step where the slopes themselves fall, so they would come to nothing but its rounding.
fn without_sum(own: f32) -> f32 {
  if (local < N) {
    partial[local] = own;
  }
  workgroupBarrier();
  if (local < SIDE) {
    var sums = vec2f(0.0);
    for (var line = local; line < N; line += SIDE) {
      sums += vec2f(partial[line], abs(partial[line]));
    }
    extremes[local] = sums.x;
    sizes[local] = sums.y;
  }
  workgroupBarrier();
  var total = vec2f(0.0);
  for (var s = 0u; s < SIDE; s++) {
    total += vec2f(extremes[s], sizes[s]);
  }
  return own - select(0.0, abs(own) * (total.x / total.y), total.y > 0.0);
}

// The sum of the parts of a line of which N invocations have one each.
fn total_of(line: u32) -> f32 {
  var total = 0.0;
  for (var s = 0u; s < SIDE; s++) {
    total += partial[s * N + line];
  }
  return total;
}

fn begin() {
  if (local < N) {
    rows[local] = 0.0;
    columns[local] = 0.0;
  }
  workgroupBarrier();
}

fn normalise(iterations: u32) {
  begin();
  for (var t = 0u; t < iterations; t++) {
    normalise_rows(2u * t);
    normalise_columns(2u * t + 1u);
  }
}

// Entry of the normalised matrix, at a place of the invocation's tile.
fn entry(a: u32, b: u32) -> f32 {
  return exp(logits[a * TILE + b] + rows[tile_row + SIDE * a] + columns[tile_column + SIDE * b]);
}

// The potentials as they were after a half step.
fn recall_rows(half: u32) {
  if (local < N) {
    rows[local] = potentials[history + half * N + local];
  }
}

fn recall_columns(half: u32) {
  if (local < N) {
    columns[local] = potentials[history + half * N + local];
  }
}

// From the gradient in the entries of the normalised matrix, in `slopes`, to that in the logits.
fn differentiate(iterations: u32) {
  for (var a = 0u; a < TILE; a++) {
    for (var b = 0u; b < TILE; b++) {
      if (tile_row + SIDE * a < N && tile_column + SIDE * b < N) {
        slopes[a * TILE + b] *= entry(a, b);
      }
    }
  }
  sum_slopes_rows();
  sum_slopes_columns();
  pass_back(iterations);
}

// From the slopes after the last half step, and their sums over rows and columns, to those before the first. Of what
// comes out the rows sum to zero, and the columns to `column_slopes`: they hardly do anything to the matrix, whose first
// half step forgets what a row has in common and whose others nearly forget it of a column.
fn pass_back(iterations: u32) {
  for (var left = iterations; left > 0u; left--) {
    let t = left - 1u;
    recall_rows(2u * t);
    recall_columns(2u * t + 1u);
    workgroupBarrier();
    // columns were normalised last: their slopes go into the logits, and into those of the rows
    pass_columns();
    if (t > 0u) {
      recall_columns(2u * t - 1u);
    } else if (local < N) {
      columns[local] = 0.0;
    }
    workgroupBarrier();
    pass_rows();
    if (local < N) {
      row_slopes[local] = 0.0;
    }
  }
}
