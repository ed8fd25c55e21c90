// Terms of all channels by the running statistics: rows 0 to 3 of the terms in batch-norm-terms.wgsl.
// Spliced: the grid, Place, EPSILON.

@group(0) @binding(0) var<uniform> place: Place;
@group(0) @binding(1) var<storage, read> params: array<f32>;
@group(0) @binding(2) var<storage, read_write> terms: array<f32>;

@compute @workgroup_size(SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  let channel = global.x;
  if (channel < CHANNELS) {
    terms[channel] = params[place.mean + channel];
    terms[CHANNELS + channel] = 1.0 / sqrt(params[place.variance + channel] + EPSILON);
    terms[2u * CHANNELS + channel] = params[place.scale + channel];
    terms[3u * CHANNELS + channel] = params[place.offset + channel];
  }
}
