// Mean and sum of squared distances from it of some numbers, and of two lots together (Chan, Golub and
// LeVeque 1983): no difference of two large sums anywhere. Value is f32 or vec4f, spliced in.
struct Moments {
  count: f32,
  mean: Value,
  squares: Value,
}

fn merged(a: Moments, b: Moments) -> Moments {
  let count = a.count + b.count;
  if (count == 0.0) {
    return a;
  }
  let share = b.count / count;
  let apart = b.mean - a.mean;
  return Moments(
    count,
    a.mean + share * apart,
    a.squares + b.squares + (a.count * share) * apart * apart,
  );
}
