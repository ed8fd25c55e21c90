// Uniform on (-1, 1).
fn standard_noise(word: u32) -> f32 {
  return 2.0 * unit_uniform(word) - 1.0;
}
