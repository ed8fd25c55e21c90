// Adds the partial sums of update-norm.wgsl and begins the findings of a step; those of the step that
// halted the clock stay. Spliced before it: Clock, Findings, WORKGROUPS.

const SIZE = 256u;

@group(0) @binding(0) var<storage, read> clock: Clock;
@group(0) @binding(1) var<storage, read> partials: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> findings: Findings;

var<workgroup> sums: array<vec2f, SIZE>;

@compute @workgroup_size(SIZE)
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = vec2f();
  for (var i = local; i < WORKGROUPS; i += SIZE) {
    sum += partials[i];
  }
  sums[local] = sum;
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      sums[local] += sums[local + half];
    }
  }
  if (local == 0u && clock.halted == 0u) {
    let total = sums[0];
    let overflown = (bitcast<u32>(total.x) & 0x7f800000u) == 0x7f800000u;
    findings = Findings(sqrt(total.x), u32(overflown || total.y > 0.0), 0u, 0u);
  }
}
