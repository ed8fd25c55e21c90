// Sums of squares of the gradient over one range, a partial sum per workgroup: every thread adds its
// numbers in the order of their places, a tree adds the threads. Where a number is infinite or NaN is
// read from its bits: comparisons need not honour either.
//
// partials: [WORKGROUPS] vec2f, sum of squares and 1 where a number is lost.
// Spliced: FROM, TO, WORKGROUPS.

const SIZE = 256u;

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read_write> partials: array<vec2f>;

var<workgroup> sums: array<vec2f, SIZE>;

@compute @workgroup_size(SIZE)
fn main(
  @builtin(global_invocation_id) global: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  var sum = 0.0;
  var lost = 0u;
  for (var i = FROM + global.x; i < TO; i += SIZE * WORKGROUPS) {
    let g = gradient[i];
    sum += g * g;
    lost |= u32((bitcast<u32>(g) & 0x7f800000u) == 0x7f800000u);
  }
  sums[local] = vec2f(sum, f32(lost));
  for (var half = SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      sums[local] += sums[local + half];
    }
  }
  if (local == 0u) {
    partials[group.x] = sums[0];
  }
}
