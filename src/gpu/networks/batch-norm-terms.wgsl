// Terms of a channel in training: merges its moments over all chunks, one workgroup per channel, and
// computes the running statistics that come after the step.
//
// terms: [6][CHANNELS], mean, 1 / deviation, scale, offset; the last two rows are written on the way back.
// Spliced: the grid, Value = f32, Moments, Place, EPSILON, MOMENTUM.

const MERGERS = 64u;

@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read> partials: array<f32>;
@group(0) @binding(2) var<storage, read> params: array<f32>;
@group(0) @binding(3) var<storage, read_write> terms: array<f32>;
@group(0) @binding(4) var<storage, read_write> running: array<f32>;

var<workgroup> lots: array<Moments, MERGERS>;

@compute @workgroup_size(MERGERS)
fn main(
  @builtin(local_invocation_index) local: u32,
  @builtin(workgroup_id) group: vec3u,
) {
  let channel = group.x;
  var lot = Moments();
  for (var chunk = local; chunk < CHUNKS; chunk += MERGERS) {
    let count = f32(min(CHUNK, ROWS - chunk * CHUNK));
    let at = 2u * chunk * CHANNELS + channel;
    lot = merged(lot, Moments(count, partials[at], partials[at + CHANNELS]));
  }
  lots[local] = lot;
  for (var half = MERGERS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) {
      lots[local] = merged(lots[local], lots[local + half]);
    }
  }
  if (local == 0u) {
    let mean = lots[0].mean;
    let squares = lots[0].squares;
    terms[channel] = mean;
    terms[CHANNELS + channel] = 1.0 / sqrt(squares / f32(ROWS) + EPSILON);
    terms[2u * CHANNELS + channel] = params[place.scale + channel];
    terms[3u * CHANNELS + channel] = params[place.offset + channel];
    let old_mean = params[place.mean + channel];
    let old_variance = params[place.variance + channel];
    let variance = squares / f32(max(1u, ROWS - 1u));
    running[place.running + channel] = (1.0 - MOMENTUM) * old_mean + MOMENTUM * mean;
    running[place.running + CHANNELS + channel] =
      (1.0 - MOMENTUM) * old_variance + MOMENTUM * variance;
  }
}
