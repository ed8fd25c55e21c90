import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createSession, type TfjsSession } from '../session';
import { installWasmGradients } from '../wasm-gradients';

/** tfjs in Node: on plain JavaScript, or on the wasm backend with what `openWasm` adds to it. */
export async function openInNode(backend: 'cpu' | 'wasm'): Promise<TfjsSession> {
  if (backend === 'wasm' && !tf.engine().registry.wasm) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(entry)}/`);
    installWasmGradients();
  }
  return createSession({
    backend,
    adapter: 'Node',
    software: false,
    broken: new AbortController().signal,
    lose: () => undefined,
    dispose: () => undefined,
  });
}
