// The gradient in the maps of mean-places.wgsl, from that in the means. Spliced as there.

const SIZE = 256u;

@group(0) @binding(0) var<storage, read> d_means: array<f32>;
@group(0) @binding(1) var<storage, read_write> d_maps: array<f32>;

@compute @workgroup_size(SIZE)
fn main(@builtin(global_invocation_id) global: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = global.x + global.y * groups.x * SIZE;
  if (i < COUNT * PLACES * CHANNELS) {
    let image = i / (PLACES * CHANNELS);
    d_maps[i] = d_means[image * CHANNELS + i % CHANNELS] / f32(PLACES);
  }
}
