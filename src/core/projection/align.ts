/** An orthogonal 2 x 2 matrix [r00, r01, r10, r11] for row vectors: q becomes q R. */
export type Turn = readonly [number, number, number, number];

export const IDENTITY: Turn = [1, 0, 0, 1];

export interface Alignment {
  readonly turn: Turn;
  /** How well q R fits p, from 0 (nothing in common) to 1 (the same up to scale). */
  readonly fit: number;
}

/**
 * Orthogonal Procrustes in the plane: the rotation or reflection R that minimises |q R - p|^2,
 * which is the one that maximises trace(R^T q^T p). Rotations reach hypot(m00 + m11, m01 - m10) and
 * reflections hypot(m00 - m11, m01 + m10), where m = q^T p.
 *
 * @param coordinate of vector i of q and p along axis 0 or 1, for i below `count`
 */
export function procrustes(
  count: number,
  q: (i: number, axis: number) => number,
  p: (i: number, axis: number) => number,
): Alignment {
  const m = [0, 0, 0, 0];
  let [normQ, normP] = [0, 0];
  for (let i = 0; i < count; i++) {
    const [q0, q1, p0, p1] = [q(i, 0), q(i, 1), p(i, 0), p(i, 1)];
    m[0] += q0 * p0;
    m[1] += q0 * p1;
    m[2] += q1 * p0;
    m[3] += q1 * p1;
    normQ += q0 * q0 + q1 * q1;
    normP += p0 * p0 + p1 * p1;
  }
  const rotation = Math.hypot(m[0] + m[3], m[1] - m[2]);
  const reflection = Math.hypot(m[0] - m[3], m[1] + m[2]);
  const best = Math.max(rotation, reflection);
  const scale = Math.sqrt(normQ * normP);
  if (!(best > 0) || !(scale > 0)) return { turn: IDENTITY, fit: 0 };
  const fit = best / scale;
  if (rotation >= reflection) {
    const [c, s] = [(m[0] + m[3]) / best, (m[1] - m[2]) / best];
    return { turn: [c, s, -s, c], fit };
  }
  const [c, s] = [(m[0] - m[3]) / best, (m[1] + m[2]) / best];
  return { turn: [c, s, s, -c], fit };
}
