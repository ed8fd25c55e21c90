import { augmentedScores, type ArgmaxProblem } from '../problem';

/** The lines <mu, y> + eps*<loss, y> of the k-subsets y, of which the upper envelope is G at sigma = 0. */
type Lines = Pick<ArgmaxProblem, 'scores' | 'loss' | 'k'>;

/** Where two lines of different loss meet on the upper envelope: G has no derivative there. */
export interface Corner {
  readonly epsilon: number;
  /** max_y <mu + eps*loss, y> there. */
  readonly value: number;
  /** Slope right of the corner minus that left of it, > 0: the envelope is convex. */
  readonly turn: number;
}

/** The loss of the best subset at eps: the slope of the envelope, where no two classes meet. */
function slopeAt(lines: Lines, epsilon: number): number {
  const { loss, k } = lines;
  const values = augmentedScores(lines, epsilon);
  const order = values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
  return order.slice(0, k).reduce((total, i) => total + loss[i], 0);
}

/** max_y <mu + eps*loss, y>: G without noise. */
export function envelopeAt(lines: Lines, epsilon: number): number {
  const values = augmentedScores(lines, epsilon).sort((a, b) => b - a);
  return values.slice(0, lines.k).reduce((total, value) => total + value, 0);
}

/**
 * The corners of the upper envelope within [lo, hi], ascending: among the places where two classes meet,
 * those where the slope changes.
 */
export function corners(lines: Lines, [lo, hi]: readonly [number, number]): Corner[] {
  const meetings = meetingsOf(lines);
  return meetings.flatMap((epsilon, m) => {
    if (epsilon < lo || epsilon > hi) return [];
    const before = ((meetings[m - 1] ?? epsilon - 2) + epsilon) / 2;
    const after = (epsilon + (meetings[m + 1] ?? epsilon + 2)) / 2;
    const turn = slopeAt(lines, after) - slopeAt(lines, before);
    return turn > 1e-9 ? [{ epsilon, value: envelopeAt(lines, epsilon), turn }] : [];
  });
}

/** Every eps at which the lines of two classes cross, ascending, each once. */
function meetingsOf({ scores, loss }: Lines): number[] {
  const found: number[] = [];
  for (let i = 0; i < scores.length; i++) {
    for (let j = 0; j < i; j++) {
      if (loss[i] !== loss[j]) found.push((scores[j] - scores[i]) / (loss[i] - loss[j]) + 0);
    }
  }
  found.sort((a, b) => a - b);
  return found.filter((epsilon, m) => m === 0 || epsilon - found[m - 1] > 1e-9);
}
