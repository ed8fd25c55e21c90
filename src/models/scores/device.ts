import { openWasm, openWebgpu } from '../tfjs/session';
import { createTfjsNetwork } from './tfjs-network';

/** tfjs on a backend, ready to build networks. */
export async function openNetworks(kind: 'webgpu' | 'wasm') {
  const session = await (kind === 'webgpu' ? openWebgpu() : openWasm());
  const { adapter, software, broken, lose, dispose } = session;
  return {
    ...{ backend: kind, adapter, software, broken, lose, dispose },
    create: (d: number, hidden: number) => createTfjsNetwork(session, d, hidden),
  };
}
