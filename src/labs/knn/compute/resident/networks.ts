import type { NetworkSpec } from '../../../../core/networks/layers';
import type { Resnet18Spec } from '../../../../core/networks/resnet18';
import type { OpenDevice } from '../../../../gpu/device';
import type { GpuNetwork, GpuNetworkPlace } from '../../../../gpu/networks/gpu-network';
import type { Computed } from '../../../../gpu/networks/updates';

/** What makes the networks of a run, handed in so that the steps around them can be tested without. */
export interface ResidentNetworks {
  createGpuNetwork(
    open: OpenDevice,
    spec: NetworkSpec,
    place: GpuNetworkPlace,
  ): Promise<GpuNetwork>;
  /** Its running statistics are computed, not trained. */
  createGpuResnet18(
    open: OpenDevice,
    spec: Resnet18Spec,
    place: GpuNetworkPlace,
  ): Promise<GpuNetwork & { readonly computed: Computed }>;
}
