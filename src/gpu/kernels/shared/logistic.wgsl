// Standard logistic quantile: the logit.
fn standard_noise(word: u32) -> f32 {
  let u = unit_uniform(word);
  return log(u) - log(1.0 - u);
}
