import { laws, type LawName } from '../../src/core/noise/laws';
import { noiseSpec } from '../../src/core/noise/noise';
import type { ArgmaxProblem, PairSums } from '../../src/core/problem';
import { samplePairs } from '../../src/simd/perturbed-pair/perturbed-pair.cpu';

/** The problem that everybody samples: eight classes, the numbers of torch_argmax.py. */
export function problemOf(law: LawName): ArgmaxProblem {
  return {
    scores: [1, 0.7, 0.4, 0.1, -0.2, -0.5, -0.8, -1.1],
    k: 1,
    sigma: 1,
    epsilon: -1,
    loss: [0, 1, 1, 1, 1, 1, 1, 1],
    noise: noiseSpec(law, laws[law].mean),
    seed: 1,
  };
}

const CHECKED = 200_000;
/** Ten standard errors of the smaller sample, and what a coarse logarithm costs. */
const TOLERANCE = 0.01;
const references = new Map<LawName, readonly number[]>();

const shares = (hits: ArrayLike<number>, samples: number) =>
  Array.from(hits, (count) => count / samples);

/** A path that counts wrongly is not measured. @throws Error naming the path and the class */
export function checkShares(
  path: string,
  law: LawName,
  { hits, samples }: Pick<PairSums, 'samples'> & { readonly hits: ArrayLike<number> },
): void {
  let expected = references.get(law);
  if (!expected) {
    expected = shares(samplePairs(problemOf(law), 0, CHECKED, false).hits, CHECKED);
    references.set(law, expected);
  }
  shares(hits, samples).forEach((share, i) => {
    const right = expected[i];
    if (Math.abs(share - right) <= TOLERANCE) return;
    throw new Error(`${path}: class ${i} has a share of ${share}, it should be near ${right}`);
  });
}
