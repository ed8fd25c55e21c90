// Standard normal quantile by the single-precision inverse error function of M. Giles,
// "Approximating the erfinv function" (GPU Computing Gems, Jade edition, 2012): relative error about
// 3e-7 in the centre and the tails that 24-bit uniforms reach.
fn standard_noise(word: u32) -> f32 {
  let u = unit_uniform(word);
  let x = 2.0 * u - 1.0;
  var w = -log(4.0 * u * (1.0 - u));
  var p: f32;
  if (w < 5.0) {
    w -= 2.5;
    p = 2.81022636e-08;
    p = p * w + 3.43273939e-07;
    p = p * w - 3.5233877e-06;
    p = p * w - 4.39150654e-06;
    p = p * w + 0.00021858087;
    p = p * w - 0.00125372503;
    p = p * w - 0.00417768164;
    p = p * w + 0.246640727;
    p = p * w + 1.50140941;
  } else {
    w = sqrt(w) - 3.0;
    p = -0.000200214257;
    p = p * w + 0.000100950558;
    p = p * w + 0.00134934322;
    p = p * w - 0.00367342844;
    p = p * w + 0.00573950773;
    p = p * w - 0.0076224613;
    p = p * w + 0.00943887047;
    p = p * w + 1.00167406;
    p = p * w + 2.83297682;
  }
  return 1.41421356 * p * x;
}
