// Moves the weights of one group by its rule: Adam, SGD with momentum and decay, or plain descent, as
// core/training/optimisers.ts has them. Every thread moves TURNS weights, SIZE apart, so that its reads
// are under way together. Nothing is touched once the clock has halted.
//
// Spliced before it: Clock, TURNS, LIMIT_BITS (the bits of the weight limit).

const SIZE = 256u;
const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

struct Group {
  begin: u32,
  end: u32,
  kind: u32, // 0 plain, 1 SGD with momentum, 2 Adam
  padding: u32,
  rate: f32,
  momentum: f32,
  decay: f32,
}

// as findings.wgsl, with a flag that many threads may raise
struct Findings {
  norm: f32,
  gradient_lost: u32,
  weights_lost: atomic<u32>,
  padding: u32,
}

@group(0) @binding(0) var<uniform> moved: Group;
@group(0) @binding(1) var<storage, read> clock: Clock;
@group(0) @binding(2) var<storage, read> corrections: array<vec2f>;
@group(0) @binding(3) var<storage, read> gradient: array<f32>;
@group(0) @binding(4) var<storage, read_write> params: array<f32>;
@group(0) @binding(5) var<storage, read_write> first: array<f32>;
@group(0) @binding(6) var<storage, read_write> second: array<f32>;
@group(0) @binding(7) var<storage, read_write> findings: Findings;

fn move_by(i: u32, correction: vec2f) -> f32 {
  let g = gradient[i];
  let weight = params[i];
  if (moved.kind == 2u) {
    let m = BETA1 * first[i] + (1.0 - BETA1) * g;
    let v = BETA2 * second[i] + (1.0 - BETA2) * g * g;
    first[i] = m;
    second[i] = v;
    return weight - moved.rate * (m * correction.x) / (sqrt(v * correction.y) + EPSILON);
  }
  if (moved.kind == 1u) {
    let velocity = moved.momentum * first[i] + g + moved.decay * weight;
    first[i] = velocity;
    return weight - moved.rate * velocity;
  }
  return weight - moved.rate * g;
}

@compute @workgroup_size(SIZE)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  if (clock.halted != 0u) {
    return;
  }
  let correction = corrections[clock.slot];
  let start = moved.begin + group.x * SIZE * TURNS + local;
  var lost = false;
  for (var turn = 0u; turn < TURNS; turn++) {
    let i = start + turn * SIZE;
    if (i < moved.end) {
      let weight = move_by(i, correction);
      params[i] = weight;
      // the bits of NaN and of infinities are above those of the limit
      lost |= (bitcast<u32>(weight) & 0x7fffffffu) > LIMIT_BITS;
    }
  }
  if (lost) {
    atomicStore(&findings.weights_lost, 1u);
  }
}
