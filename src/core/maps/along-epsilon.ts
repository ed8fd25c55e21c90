/**
 * How the best k-subset of theta + eps*loss changes as eps leaves 0: the corners of the upper envelope of the
 * lines <theta, y> + eps <loss, y>, one after the other. At each a member i gives its place to a class j of more
 * loss in the direction of eps, where their lines cross; which is the next is found among all such pairs.
 */
export interface EpsilonWalk {
  /**
   * @param theta scores plus noise [n]
   * @param members 1 for the classes of the best subset at eps = 0, else 0 [n]; stays as it is
   * @param sign of eps
   * @param most sizes of eps beyond this are of no interest
   * @param visit hears of every change: the size of eps, who leaves, who comes
   */
  walk(
    theta: Float64Array,
    members: Uint8Array,
    sign: number,
    most: number,
    visit: (magnitude: number, leaves: number, comes: number) => void,
  ): void;
}

export function createEpsilonWalk(loss: readonly number[]): EpsilonWalk {
  const n = loss.length;
  const inside = new Uint8Array(n);
  return {
    walk(theta, members, sign, most, visit) {
      inside.set(members);
      let reached = 0;
      // the loss grows from corner to corner, so this ends
      for (;;) {
        let [next, leaves, comes] = [most, -1, -1];
        for (let i = 0; i < n; i++) {
          if (inside[i] === 0) continue;
          for (let j = 0; j < n; j++) {
            const gain = sign * (loss[j] - loss[i]);
            if (inside[j] === 1 || gain <= 0) continue;
            const crossing = (theta[i] - theta[j]) / gain;
            if (crossing < next) [next, leaves, comes] = [crossing, i, j];
          }
        }
        if (leaves < 0) return;
        reached = Math.max(reached, next);
        inside[leaves] = 0;
        inside[comes] = 1;
        visit(reached, leaves, comes);
      }
    },
  };
}
