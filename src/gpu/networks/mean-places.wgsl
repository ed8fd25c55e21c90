// The mean over all places of every channel of every image: maps [COUNT, PLACES, CHANNELS] to
// [COUNT, CHANNELS]. Spliced: COUNT, PLACES, CHANNELS.

const SIZE = 256u;

@group(0) @binding(0) var<storage, read> maps: array<f32>;
@group(0) @binding(1) var<storage, read_write> means: array<f32>;

@compute @workgroup_size(SIZE)
fn main(@builtin(global_invocation_id) global: vec3u) {
  let i = global.x;
  if (i < COUNT * CHANNELS) {
    let image = i / CHANNELS;
    var sum = 0.0;
    for (var place = 0u; place < PLACES; place++) {
      sum += maps[(image * PLACES + place) * CHANNELS + i % CHANNELS];
    }
    means[i] = sum / f32(PLACES);
  }
}
