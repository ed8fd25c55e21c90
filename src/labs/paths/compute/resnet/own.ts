import { hasSimd } from '../../../../simd/networks/products';
import { createSimdResnetFront } from '../../../../simd/networks/resnet-front';
import { resnetSpec } from '../../experiment/networks';
import { createFronts, type Fronts } from './front';

/** The first layers of ResNet18 on this thread: a batch is normalised as a whole, so it is not divided. */
export const createOwnFronts = (): Fronts =>
  createFronts((maps) => {
    if (hasSimd()) return createSimdResnetFront(resnetSpec, maps);
    throw new Error('ResNet18 needs WebAssembly SIMD or a graphics device, and neither is there.');
  });
