import type { OpenDevice } from '../../../../gpu/device';
import { createGpuNetwork } from '../../../../gpu/networks/network';
import { createGpuResnet18 } from '../../../../gpu/networks/resnet18';
import type { GpuEngine } from '../networks';
import { createGpuEmbedders } from './embedder';
import { openResidentRun } from './open';

/** Own code on a device: runs that lie there, and networks that only embed. */
export function createEngine(open: OpenDevice): GpuEngine {
  const { device, adapter, broken } = open;
  const networks = { createGpuNetwork, createGpuResnet18 };
  const close = () => device.destroy();
  return {
    ...{ own: true, backend: 'webgpu', adapter: adapter.name, software: adapter.software, broken },
    openRun: (task) => openResidentRun(open, networks, task),
    embedder: createGpuEmbedders(open, networks),
    ...{ lose: close, dispose: close },
  };
}
