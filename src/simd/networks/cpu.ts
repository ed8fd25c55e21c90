import { plainBlockDistances, type BlockDistances } from '../../core/neighbours/nearest';
import { createPlainNetwork, type Network } from '../../core/networks/plain';
import { plainPairMath, type PairMath } from '../../core/neighbours/pairs';
import type { NetworkSpec } from '../../core/networks/layers';
import { createSimdBlockDistances, createSimdPairMath } from './pairs.simd';
import { hasSimd } from './products';
import { createSimdNetwork, createSimdNetworks } from './simd-network';

/* What the kNN experiment computes with on the CPU: the SIMD kernels, or plain loops without them. */

/** Networks of one kind, as many as are asked for; those on the kernels share their weights. */
export const createCpuNetworks = (spec: NetworkSpec, capacity: number): (() => Network) =>
  hasSimd() ? createSimdNetworks(spec, capacity) : () => createPlainNetwork(spec);

export const createCpuNetwork = (spec: NetworkSpec, capacity: number): Network =>
  hasSimd() ? createSimdNetwork(spec, capacity) : createPlainNetwork(spec);

export const createCpuPairMath = (): PairMath => (hasSimd() ? createSimdPairMath() : plainPairMath);

export const createCpuBlockDistances = (): BlockDistances =>
  hasSimd() ? createSimdBlockDistances() : plainBlockDistances;
