import type { ArgmaxCurves } from '../../../core/laws/curves';
import type { ArgmaxSections } from '../../../core/laws/sections';
import type { SigmaDescent } from '../../../core/laws/sigma-descent';
import type { RegimeMap } from '../../../core/maps/regime-map';
import type { MapSums } from '../../../core/maps/sums';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import type { MapShare } from './measured';
import type { CurvesRequest, DescentRequest, MapRequest, SectionsRequest } from './protocol';

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
  curves(request: CurvesRequest): Promise<ArgmaxCurves>;
  sections(request: SectionsRequest): Promise<ArgmaxSections>;
  descent(request: DescentRequest): Promise<SigmaDescent>;
  map(request: MapRequest): Promise<RegimeMap>;
  mapDraws(share: MapShare): Promise<MapSums>;
};

const exact = () => import('./exact');

export const createTasks = (): ArgmaxTasks => ({
  sample: ({ problem, first, count, augmented }) => samplePairs(problem, first, count, augmented),
  curves: async (request) => (await exact()).curves(request),
  sections: async (request) => (await exact()).sections(request),
  descent: async (request) => (await exact()).descent(request),
  map: async (request) => (await exact()).map(request),
  mapDraws: async (share) => (await import('./measured')).mapDraws(share),
});
