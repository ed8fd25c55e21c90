import { createPathSearch, type PathSearch } from '../../core/oracles/grid-path/path-search';
import { createSimdPathSearch } from './grid-paths.simd';

/** The fastest search over maps of a size: the SIMD kernel, or the heap without it. */
export const createCpuPathSearch = (rows: number, columns: number): PathSearch =>
  createSimdPathSearch(rows, columns) ?? createPathSearch(rows, columns);
