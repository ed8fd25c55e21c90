/**
 * The part of a curve between two ends that it covers, where it is interpolated.
 * @param xs ascending, and ys as many
 */
export function windowed(
  xs: readonly number[],
  ys: readonly number[],
  [lo, hi]: readonly [number, number],
): [x: number, y: number][] {
  const at = (x: number): [number, number] => {
    const after = Math.max(
      1,
      xs.findIndex((each) => each >= x),
    );
    const share = (x - xs[after - 1]) / (xs[after] - xs[after - 1]);
    return [x, ys[after - 1] + share * (ys[after] - ys[after - 1])];
  };
  const inner = xs.flatMap((x, i): [number, number][] => (x > lo && x < hi ? [[x, ys[i]]] : []));
  return [at(lo), ...inner, at(hi)];
}
