import type { ArgmaxCurves } from '../../../core/laws/curves';
import { sectionsOf, type ArgmaxSections } from '../../../core/laws/sections';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { sigmaDescent, type SigmaDescent } from '../../../core/laws/sigma-descent';
import { createCurveSource } from './curves';
import type { CurvesRequest, DescentRequest, SectionsRequest } from './protocol';

/** A range of samples of one thread. */
export interface Share {
  readonly problem: ArgmaxProblem;
  readonly first: number;
  readonly count: number;
  readonly augmented: boolean;
}

/** What a thread of the argmax lab does. */
export type ArgmaxTasks = {
  sample(share: Share): PairSums;
  curves(request: CurvesRequest): ArgmaxCurves;
  sections(request: SectionsRequest): ArgmaxSections;
  descent(request: DescentRequest): SigmaDescent;
};

export function createTasks(): ArgmaxTasks {
  const curves = createCurveSource();
  return {
    sample: ({ problem, first, count, augmented }) => samplePairs(problem, first, count, augmented),
    curves: ({ problem, compared }) => curves(problem, compared),
    sections: ({ problem, watched }) => sectionsOf(problem, watched),
    descent: ({ problem, bounds }) => sigmaDescent(problem, bounds),
  };
}
