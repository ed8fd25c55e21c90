/** Every ordering of 0..n-1, lexicographically; the array is reused between steps. */
export function* orderings(n: number): Generator<Int32Array> {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  do yield order;
  while (advance(order));
}

/** The next ordering in place; false after the last. */
function advance(order: Int32Array): boolean {
  let at = order.length - 2;
  while (at >= 0 && order[at] > order[at + 1]) at--;
  if (at < 0) return false;
  let swap = order.length - 1;
  while (order[swap] < order[at]) swap--;
  [order[at], order[swap]] = [order[swap], order[at]];
  order.subarray(at + 1).reverse();
  return true;
}

/** n! (Infinity above n = 170). */
export function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}
