import { sectionsOf } from '../../../core/laws/sections';
import { sigmaDescent } from '../../../core/laws/sigma-descent';
import { createCurveSource } from './curves';
import { createMapSource } from './maps';
import type { CurvesRequest, DescentRequest, SectionsRequest } from './protocol';

const source = createCurveSource();

/** What follows the first samples of the page: its code is loaded behind them. */
export const curves = ({ problem, compared }: CurvesRequest) => source(problem, compared);
export const sections = ({ problem, watched }: SectionsRequest) => sectionsOf(problem, watched);
export const descent = ({ problem, bounds }: DescentRequest) => sigmaDescent(problem, bounds);
export const map = createMapSource();
