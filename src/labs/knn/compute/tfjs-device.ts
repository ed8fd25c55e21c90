import type { KnnSetup } from '../experiment/spec';
import { openWasm, openWebgpu, type TfjsSession } from '../../../models/tfjs/session';
import { createRunEmbedder, createTfjsSource } from './tfjs-source';

/** tfjs on a backend, ready to build the networks of kNN runs. */
export async function openKnnNetworks(kind: 'webgpu' | 'wasm') {
  return networksOn(kind, await (kind === 'webgpu' ? openWebgpu() : openWasm()));
}

export function networksOn(backend: 'webgpu' | 'wasm', session: TfjsSession) {
  const { adapter, software, broken, lose, dispose } = session;
  return {
    ...{ backend, adapter, software, broken, lose, dispose },
    source: (setup: KnnSetup) => createTfjsSource(session, setup),
    embedder: (setup: KnnSetup) => createRunEmbedder(session, setup),
  };
}
