import {
  estimatorCurve,
  expectedPaths,
  lossCurve,
  type ArgmaxCurves,
  type ComparedNoises,
} from '../../../core/laws/curves';
import type { ArgmaxProblem } from '../../../core/problem';

export type CurveSource = (problem: ArgmaxProblem, compared: ComparedNoises) => ArgmaxCurves;

/**
 * The exact curves, each recomputed only when something it depends on changed: a drag of sigma
 * leaves the curve over sigma alone, a drag of epsilon leaves all of them.
 */
export function createCurveSource(): CurveSource {
  const loss = remembered<ArgmaxCurves['lossCurve']>();
  const paths = remembered<ArgmaxCurves['paths']>();
  const negative = remembered<ArgmaxCurves['negative']>();
  const positive = remembered<ArgmaxCurves['positive']>();
  return (problem, compared) => {
    const { scores, loss: losses, noise, k, sigma } = problem;
    const withoutSigma = JSON.stringify([scores, losses, noise, k]);
    const withSigma = `${withoutSigma} ${sigma}`;
    return {
      problem,
      lossCurve: loss(withoutSigma, () => lossCurve(problem)),
      paths: paths(JSON.stringify([scores, compared, k]), () => expectedPaths(problem, compared)),
      negative: negative(withSigma, () => estimatorCurve(problem, -1)),
      positive: positive(withSigma, () => estimatorCurve(problem, 1)),
    };
  };
}

function remembered<Value>() {
  let held: { readonly key: string; readonly value: Value } | null = null;
  return (key: string, compute: () => Value): Value => {
    if (held?.key !== key) held = { key, value: compute() };
    return held.value;
  };
}
