import { plainBlockDistances, type BlockDistances } from '../../core/experiments/knn/nearest';
import { createPlainNetwork, type Network } from '../../core/experiments/knn/network';
import { plainPairMath, type PairMath } from '../../core/experiments/knn/pairs';
import type { NetworkSpec } from '../../core/experiments/knn/layers';
import { createSimdBlockDistances, createSimdPairMath } from './pairs.simd';
import { hasSimd } from './products';
import { createSimdNetwork } from './simd-network';

/** What the kNN experiment computes with on the CPU: the SIMD kernels, or plain loops without them. */
export const createCpuNetwork = (spec: NetworkSpec, capacity: number): Network =>
  hasSimd() ? createSimdNetwork(spec, capacity) : createPlainNetwork(spec);

export const createCpuPairMath = (): PairMath => (hasSimd() ? createSimdPairMath() : plainPairMath);

export const createCpuBlockDistances = (): BlockDistances =>
  hasSimd() ? createSimdBlockDistances() : plainBlockDistances;
