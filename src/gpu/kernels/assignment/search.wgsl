// The best assignment of N rows to N columns of one matrix of scores, by LANES invocations: shortest
// augmenting paths after a start from given prices and bids of free rows, the search of
// core/oracles/matching/assignment.ts. Column j belongs to lane j % LANES, which holds its price (v of the
// duals), its distance and its place in the search; who has whom is in workgroup memory that lane 0 alone
// reads and writes. A row that has a column always has one of those that are best at the prices.
//
// Spliced by the host: N, LANES, SLOTS = ceil(N / LANES); cell(row, column), the score; and for the lanes
// `nearest`, `leader` and `told` (lanes-*.wgsl). Every loop ends whatever the numbers are: what cannot be an
// optimum is found by its certificate.

const NONE = 0xffffffffu;
const FAR = 3.0e38;

// The least value of all columns. Among equal ones the lowest rank; bit 0 of a rank tells that the column has
// a row, the bits above it are the column.
struct Nearest {
  value: f32,
  rank: u32,
  previous: u32, // row through which the column was reached
  price: f32,
}

struct Leader {
  least: f32,
  second: f32,
  rank: u32,
  price: f32,
}

var<private> lane: u32;
var<private> price: array<f32, SLOTS>;
var<private> taken: u32; // bit per slot: the column has a row

var<workgroup> row_of: array<u32, N>;    // row of a column
var<workgroup> column_of: array<u32, N>; // column of a row
var<workgroup> free_rows: array<u32, N>;
var<workgroup> parents: array<u32, N>;   // row through which a closed column was reached

fn bit(mask: u32, slot: u32) -> u32 {
  return (mask >> slot) & 1u;
}

fn rank_of(column: u32, slot: u32) -> u32 {
  return (column << 1u) | bit(taken, slot);
}

fn column_of_rank(rank: u32) -> u32 {
  return min((rank & 0xffffu) >> 1u, N - 1u);
}

fn take(column: u32) {
  if (column % LANES == lane) {
    taken |= 1u << (column / LANES);
  }
}

// A loop with a test where an index would do: arrays that are indexed by what is only known at run time leave the
// registers.
fn set_price(column: u32, value: f32) {
  for (var slot = 0u; slot < SLOTS; slot++) {
    if (slot * LANES + lane == column) {
      price[slot] = value;
    }
  }
}

// Only differences of prices matter: the highest becomes 0. None lies farther below than twice the range of the
// scores, so that numbers far above them can't swallow their digits: the search may start anywhere, and prices
// farther apart are rare.
fn adopt_prices() {
  var low = FAR;
  var high = -FAR;
  for (var row = 0u; row < N; row++) {
    for (var slot = 0u; slot < SLOTS; slot++) {
      let column = slot * LANES + lane;
      if (column < N) {
        let score = cell(row, column);
        low = min(low, score);
        high = max(high, score);
      }
    }
  }
  let range = -nearest(Nearest(-high, 0u, 0u, 0.0)).value - nearest(Nearest(low, 0u, 0u, 0.0)).value;
  var own = FAR;
  for (var slot = 0u; slot < SLOTS; slot++) {
    if (slot * LANES + lane < N) {
      own = min(own, -price[slot]);
    }
  }
  let highest = -nearest(Nearest(own, 0u, 0u, 0.0)).value;
  for (var slot = 0u; slot < SLOTS; slot++) {
    price[slot] = max(price[slot] - highest, -2.0 * range);
  }
}

// Each row takes its best column at the prices, if no row before it has. Returns the number of free rows, which
// lane 0 alone knows.
fn start_assignment() -> u32 {
  var unassigned = 0u;
  taken = 0u;
  if (lane == 0u) {
    for (var column = 0u; column < N; column++) {
      row_of[column] = NONE;
    }
  }
  for (var row = 0u; row < N; row++) {
    var own = Nearest(FAR, NONE, NONE, 0.0);
    for (var slot = 0u; slot < SLOTS; slot++) {
      let column = slot * LANES + lane;
      if (column < N) {
        let reduced = price[slot] - cell(row, column);
        if (reduced < own.value) {
          own = Nearest(reduced, rank_of(column, slot), NONE, 0.0);
        }
      }
    }
    let best = nearest(own);
    let column = column_of_rank(best.rank);
    take(column);
    if (lane == 0u) {
      if ((best.rank & 1u) == 0u) {
        row_of[column] = row;
        column_of[row] = column;
      } else {
        column_of[row] = NONE;
        free_rows[unassigned] = row;
        unassigned++;
      }
    }
  }
  return unassigned;
}

// Augmenting row reduction: a free row takes its best column and raises its price by the lead over the second
// best; the row that held it is free instead. At most 2 N turns, since ties could go round. Takes and returns
// the number of free rows, which lane 0 alone knows.
fn bid(unassigned: u32) -> u32 {
  var at = 0u;
  var kept = 0u;
  for (var turn = 0u; ; turn++) {
    var next = NONE;
    if (lane == 0u && at < unassigned) {
      next = free_rows[at];
      at++;
    }
    let row = told(next);
    // beyond the turns every free row is only put back
    if (row == NONE || turn > 3u * N) {
      break;
    }
    var own = Leader(FAR, FAR, NONE, 0.0);
    for (var slot = 0u; slot < SLOTS; slot++) {
      let column = slot * LANES + lane;
      if (column < N) {
        let reduced = price[slot] - cell(row, column);
        if (reduced < own.least) {
          own = Leader(reduced, own.least, rank_of(column, slot), price[slot]);
        } else {
          own.second = min(own.second, reduced);
        }
      }
    }
    let found = leader(own);
    let column = column_of_rank(found.rank);
    let raised = found.price + (found.second - found.least);
    let held = (found.rank & 1u) == 1u;
    let gives_up = turn >= 2u * N || (held && !(raised > found.price));
    if (lane == 0u) {
      if (gives_up) {
        free_rows[kept] = row;
        kept++;
      } else {
        let evicted = row_of[column];
        row_of[column] = row;
        column_of[row] = column;
        if (held) {
          column_of[evicted] = NONE;
          at--;
          free_rows[at] = evicted;
        }
      }
    }
    if (!gives_up) {
      take(column);
      if (N > 1u) {
        set_price(column, raised);
      }
    }
  }
  return kept;
}

// Shortest path in reduced scores from a free row to a column without a row; flips it and moves prices.
fn augment(start: u32) {
  var distance: array<f32, SLOTS>;
  var previous: array<u32, SLOTS>;
  var closed = 0u;
  for (var slot = 0u; slot < SLOTS; slot++) {
    distance[slot] = FAR;
  }
  var row = start;
  var base = 0.0;
  var end = NONE;
  var bound = 0.0;
  for (var step = 0u; step < N; step++) {
    var own = Nearest(FAR, NONE, NONE, 0.0);
    for (var slot = 0u; slot < SLOTS; slot++) {
      let column = slot * LANES + lane;
      if (column < N && bit(closed, slot) == 0u) {
        let through = base + (price[slot] - cell(row, column));
        if (through < distance[slot]) {
          distance[slot] = through;
          previous[slot] = row;
        }
        // of equally near columns one without a row
        let rank = rank_of(column, slot) | (bit(taken, slot) << 16u);
        if (distance[slot] < own.value || (distance[slot] == own.value && rank < own.rank)) {
          own = Nearest(distance[slot], rank, previous[slot], price[slot]);
        }
      }
    }
    var found = nearest(own);
    if (step == 0u) {
      // distances begin at 0: differences of near numbers are exact, large numbers would swallow digits
      for (var slot = 0u; slot < SLOTS; slot++) {
        distance[slot] -= found.value;
      }
      found.value = 0.0;
    }
    let column = column_of_rank(found.rank);
    var next = NONE;
    if (lane == 0u) {
      parents[column] = found.previous;
      next = row_of[column];
    }
    row = told(next);
    if (row == NONE) {
      end = column;
      bound = found.value;
      break;
    }
    if (column % LANES == lane) {
      closed |= 1u << (column / LANES);
    }
    base = found.value + (cell(row, column) - found.price);
  }
  if (end == NONE) {
    return;
  }
  for (var slot = 0u; slot < SLOTS; slot++) {
    if (bit(closed, slot) == 1u) {
      price[slot] += bound - distance[slot];
    }
  }
  take(end);
  if (lane == 0u) {
    var column = end;
    for (var step = 0u; step < N; step++) {
      let through = min(parents[column], N - 1u);
      let next = column_of[through];
      row_of[column] = through;
      column_of[through] = column;
      if (through == start) {
        break;
      }
      column = min(next, N - 1u);
    }
  }
}

// Solves the matrix from the prices in `price`, and leaves optimal ones there. The columns of the rows are
// `column_of`, which lane 0 may read.
fn search() {
  let unassigned = bid(start_assignment());
  for (var f = 0u; f < N; f++) {
    var next = NONE;
    if (lane == 0u && f < unassigned) {
      next = free_rows[f];
    }
    let row = told(next);
    if (row == NONE) {
      break;
    }
    augment(row);
  }
}
