// Adds up what a step has measured, before its update: the record of the step, and whether numbers are lost. One
// workgroup. Nothing where the clock has halted.

@group(0) @binding(1) var<storage, read_write> clock: Clock;
@group(0) @binding(2) var<storage, read> findings: Findings;
@group(0) @binding(3) var<storage, read> outcomes: array<Outcome>;
@group(0) @binding(4) var<storage, read_write> records: array<Record>; // [slots]

var<workgroup> right: atomic<u32>;
var<workgroup> right_augmented: atomic<u32>;
var<workgroup> acting: atomic<u32>;
var<workgroup> lost: atomic<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) lane: u32) {
  var loss = 0.0;
  var scale = 0.0;
  for (var row = lane; row < parameters.rows; row += THREADS) {
    let outcome = outcomes[row];
    loss += outcome.loss;
    scale += outcome.scale;
    atomicAdd(&right, outcome.right);
    atomicAdd(&right_augmented, outcome.right_augmented);
    atomicAdd(&acting, outcome.acting);
    atomicOr(&lost, outcome.lost);
  }
  loss = total(loss, lane);
  let mean = total(scale, lane) / f32(parameters.queries);
  var squares = 0.0;
  for (var row = lane; row < parameters.queries; row += THREADS) {
    let difference = outcomes[row].scale - mean;
    squares += difference * difference;
  }
  squares = total(squares, lane);
  if (lane != 0u || clock.halted != 0u) {
    return;
  }
  let what = atomicLoad(&lost);
  if ((what & 1u) != 0u) {
    clock.halted = LOST_DISTANCES;
  } else if (what != 0u) {
    clock.halted = LOST_SCALES;
  } else if (is_lost(loss) || findings.gradient_lost != 0u) {
    clock.halted = LOST_GRADIENT;
  }
  records[clock.slot] = Record(
    loss,
    atomicLoad(&right),
    atomicLoad(&right_augmented),
    atomicLoad(&acting),
    mean,
    sqrt(squares / f32(parameters.queries)),
    findings.norm,
    clock.growths,
  );
}
