// Adds the sums of batch-norm-sums.wgsl, one workgroup per channel: they are the gradient in offset and
// scale, and, over the number of rows, the last two rows of the terms.
// Spliced: the grid, Place.

const MERGERS = 64u;

@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(3) var<storage, read_write> terms: array<f32>;

var<workgroup> lots: array<vec2f, MERGERS>;

@compute @workgroup_size(MERGERS)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let channel = group.x;
  var lot = vec2f();
  for (var chunk = local; chunk < CHUNKS; chunk += MERGERS) {
    let at = 2u * chunk * CHANNELS + channel;
    lot += vec2f(partials[at], partials[at + CHANNELS]);
  }
  lots[local] = lot;
  for (var half = MERGERS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      lots[local] += lots[local + half];
    }
  }
  if (local == 0u) {
    let sums = lots[0];
    gradient[place.d_offset + channel] = sums.x;
    gradient[place.d_scale + channel] = sums.y;
    terms[4u * CHANNELS + channel] = sums.x / f32(ROWS);
    terms[5u * CHANNELS + channel] = sums.y / f32(ROWS);
  }
}
