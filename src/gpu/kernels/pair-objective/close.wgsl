// Ends a step, after its update: the clock goes on to the next one, and epsilon grows where the loss is positive,
// yet nothing has changed (core/training/growth.ts). One thread. Nothing where the clock has halted.
//
// EXHAUSTIBLE, spliced in by the host: whether epsilon grows at all with this method.

struct Growth {
  first: u32, // growths that the table begins with
  most: u32, // growths from which on epsilon is at its limit
  epsilons: array<f32>, // after first, first + 1, ... growths
}

@group(0) @binding(1) var<storage, read_write> clock: Clock;
@group(0) @binding(2) var<storage, read> findings: Findings;
@group(0) @binding(3) var<storage, read> records: array<Record>; // [slots]
@group(0) @binding(4) var<storage, read> growth: Growth;

@compute @workgroup_size(1)
fn main() {
  if (clock.halted != 0u) {
    return;
  }
  if (findings.weights_lost != 0u) {
    clock.halted = LOST_WEIGHTS;
    return;
  }
  let record = records[clock.slot];
  let whole = parameters.queries * parameters.samples * parameters.k;
  if (EXHAUSTIBLE && record.acting == 0u && record.right < whole && clock.growths < growth.most) {
    clock.growths++;
  }
  clock.epsilon = growth.epsilons[clock.growths - growth.first];
  clock.slot++;
  clock.step++;
}
