// What all kernels of an objective are told; packed by layout.ts.
struct Parameters {
  queries: u32,
  candidates: u32,
  dim: u32,
  k: u32,
  key: vec2u, // of the noise
  samples: u32,
  classes: u32,
  sigma: f32, // 0 where there is no noise
  location: f32, // of the noise
  scale: f32,
  temperature: f32,
  counting: u32, // 1: the loss counts right candidates, 0: it adds their distances
  learned: u32, // 1: sigma is a factor of what the noise network says of a query
  noisy: u32, // 1: the relaxations perturb their scores
  rows: u32, // of outcomes
}

@group(0) @binding(0) var<uniform> parameters: Parameters;

// Infinite or no number, told by its bits: compilers may take for granted that there are none.
fn is_lost(value: f32) -> bool {
  return (bitcast<u32>(value) & 0x7f800000u) == 0x7f800000u;
}
