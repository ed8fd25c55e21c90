// Standard Gumbel quantile, -log(-log u). The inner logarithm is taken of 1 - w with w = 1 - u: WGSL
// allows log an absolute error of 2^-21 near 1, which would ruin the large values, so small w goes
// through the series of -log(1 - w).
fn standard_noise(word: u32) -> f32 {
  let u = unit_uniform(word);
  let w = 1.0 - u;
  let series = w * (1.0 + w * (0.5 + w * (0.33333334 + w * (0.25 + w * 0.2))));
  return -log(select(-log(u), series, w < 0.03125));
}
