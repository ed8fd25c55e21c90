// Weights [taps][CHANNELS][FILTERS] as [taps][FILTERS][CHANNELS], in squares of 16 x 16 that pass
// through workgroup memory: rows are read and rows are written.

@group(0) @binding(0) var<storage, read> weights: array<f32>;
@group(0) @binding(1) var<storage, read_write> turned: array<f32>;

// one column more than it needs: else all numbers of a column lie in the same bank
var<workgroup> square: array<f32, 16 * 17>;

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let start = group.z * CHANNELS * FILTERS;
  let filter_in = group.x * 16u + local.x;
  let channel_in = group.y * 16u + local.y;
  if (filter_in < FILTERS && channel_in < CHANNELS) {
    square[local.y * 17u + local.x] = weights[FROM + start + channel_in * FILTERS + filter_in];
  }
  workgroupBarrier();
  let filter_out = group.x * 16u + local.y;
  let channel_out = group.y * 16u + local.x;
  if (filter_out < FILTERS && channel_out < CHANNELS) {
    turned[start + filter_out * CHANNELS + channel_out] = square[local.x * 17u + local.y];
  }
}
