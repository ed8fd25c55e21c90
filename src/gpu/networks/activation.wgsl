// Activations of four numbers, and their derivatives in terms of what came out.

fn none(v: vec4f) -> vec4f {
  return v;
}

fn relu(v: vec4f) -> vec4f {
  return select(v, vec4f(), v < vec4f()); // not the maximum, which may hide a NaN
}

// log(1 + t), 0 <= t <= 1, by the series of 2 atanh(t / (2 + t)): the logarithm of a device may err by
// 5e-7 near 1, which is all that a small softplus consists of.
fn log_one_plus(t: vec4f) -> vec4f {
  let s = t / (2.0 + t);
  let q = s * s;
  let tail = 1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0));
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * tail)));
}

fn softplus(v: vec4f) -> vec4f {
  return max(v, vec4f()) + log_one_plus(exp(-abs(v)));
}

fn none_slope(out: vec4f) -> vec4f {
  return vec4f(1.0);
}

fn relu_slope(out: vec4f) -> vec4f {
  return select(vec4f(), vec4f(1.0), out > vec4f());
}

// The logistic function of what went in: 1 - exp(-out), by its series where that would cancel.
fn softplus_slope(out: vec4f) -> vec4f {
  let series = out * (1.0 - out / 2.0 * (1.0 - out / 3.0 * (1.0 - out / 4.0 * (1.0 - out / 5.0))));
  return select(1.0 - exp(-out), series, out < vec4f(0.1));
}
