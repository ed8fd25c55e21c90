import {
  comparableNoises,
  estimatorCurve,
  expectedPaths,
  lossCurve,
  type ArgmaxCurves,
} from '../core/laws/curves';
import type { ArgmaxProblem } from '../core/problem';

export type CurveSource = (problem: ArgmaxProblem) => ArgmaxCurves;

/**
 * The exact curves, each recomputed only when something it depends on changed: a drag of sigma
 * leaves the curve over sigma alone, a drag of epsilon leaves all of them.
 */
export function createCurveSource(): CurveSource {
  const loss = remembered(lossCurve);
  const paths = remembered((p: ArgmaxProblem) => expectedPaths(p, comparableNoises(p.noise)));
  const negative = remembered((p: ArgmaxProblem) => estimatorCurve(p, -1));
  const positive = remembered((p: ArgmaxProblem) => estimatorCurve(p, 1));
  return (problem) => {
    const { scores, loss: losses, noise, k, sigma } = problem;
    const withoutSigma = JSON.stringify([scores, losses, noise, k]);
    const withSigma = `${withoutSigma} ${sigma}`;
    return {
      problem,
      lossCurve: loss(withoutSigma, problem),
      paths: paths(JSON.stringify([scores, noise, k]), problem),
      negative: negative(withSigma, problem),
      positive: positive(withSigma, problem),
    };
  };
}

function remembered<Value>(compute: (problem: ArgmaxProblem) => Value) {
  let key: string | null = null;
  let value: Value;
  return (newKey: string, problem: ArgmaxProblem): Value => {
    if (newKey !== key) {
      value = compute(problem);
      key = newKey;
    }
    return value;
  };
}
