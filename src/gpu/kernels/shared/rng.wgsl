// Threefry-4x32, 12 rounds: the same bits as src/core/rng/threefry.ts.
// Counter (sample, block, row, 0), key (seed, stream, 0, 0); one call serves four parts.

fn rotate(x: u32, bits: u32) -> u32 {
  return (x << bits) | (x >> (32u - bits));
}

fn even_rounds(state: vec4u) -> vec4u {
  var x = state;
  x.x += x.y; x.y = rotate(x.y, 10u) ^ x.x; x.z += x.w; x.w = rotate(x.w, 26u) ^ x.z;
  x.x += x.w; x.w = rotate(x.w, 11u) ^ x.x; x.z += x.y; x.y = rotate(x.y, 21u) ^ x.z;
  x.x += x.y; x.y = rotate(x.y, 13u) ^ x.x; x.z += x.w; x.w = rotate(x.w, 27u) ^ x.z;
  x.x += x.w; x.w = rotate(x.w, 23u) ^ x.x; x.z += x.y; x.y = rotate(x.y, 5u) ^ x.z;
  return x;
}

fn odd_rounds(state: vec4u) -> vec4u {
  var x = state;
  x.x += x.y; x.y = rotate(x.y, 6u) ^ x.x; x.z += x.w; x.w = rotate(x.w, 20u) ^ x.z;
  x.x += x.w; x.w = rotate(x.w, 17u) ^ x.x; x.z += x.y; x.y = rotate(x.y, 11u) ^ x.z;
  x.x += x.y; x.y = rotate(x.y, 25u) ^ x.x; x.z += x.w; x.w = rotate(x.w, 10u) ^ x.z;
  x.x += x.w; x.w = rotate(x.w, 18u) ^ x.x; x.z += x.y; x.y = rotate(x.y, 20u) ^ x.z;
  return x;
}

fn random_block(sample: u32, block: u32, row: u32, key: vec2u) -> vec4u {
  let parity = 0x1BD11BDAu ^ key.x ^ key.y;
  var x = vec4u(sample + key.x, block + key.y, row, 0u);
  x = even_rounds(x) + vec4u(key.y, 0u, 0u, parity + 1u);
  x = odd_rounds(x) + vec4u(0u, 0u, parity, key.x + 2u);
  return even_rounds(x) + vec4u(0u, parity, key.x, key.y + 3u);
}

// Centre of one of 2^23 cells of (0,1): u and 1 - u are exact in f32 and never 0 or 1.
fn unit_uniform(word: u32) -> f32 {
  return (f32(word >> 9u) + 0.5) * 1.1920928955078125e-7;
}
