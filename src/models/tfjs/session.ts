import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { openDevice } from '../../gpu/device';
import { GpuError } from '../../gpu/errors';
import { guarded, patienceWith } from '../../gpu/guard';
import { installWasmGradients } from './wasm-gradients';

/** tfjs on one backend. Several can be open; each call selects its own. */
export interface TfjsSession {
  readonly backend: string;
  readonly adapter: string;
  /** The graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** Aborted, with a GpuError, when the device is lost. */
  readonly broken: AbortSignal;
  /**
   * Computes tensors on this backend, reads them back and frees everything.
   * @throws GpuError device-lost, invalid-work or timeout
   */
  compute(work: () => tf.Tensor[]): Promise<Float32Array[]>;
  /** Destroys the device as a driver crash would. */
  lose(): void;
  dispose(): void;
}

/** A read-back that takes longer comes from a device that hangs. */
const TIME_LIMIT_MS = 15_000;

type SessionParts = Omit<TfjsSession, 'compute'>;

/**
 * A session on a backend that tfjs knows, after a self-test.
 * @throws GpuError if the backend can't start or computes wrong numbers
 */
export async function createSession(parts: SessionParts): Promise<TfjsSession> {
  const { backend, broken } = parts;
  const limit = patienceWith(parts, TIME_LIMIT_MS);

  async function compute(work: () => tf.Tensor[]): Promise<Float32Array[]> {
    broken.throwIfAborted();
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend))) {
      throw new GpuError('no-device', `tfjs could not start its ${backend} backend.`);
    }
    const tensors = tf.tidy(work);
    try {
      const reads = Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
      return await guarded(reads, broken, limit);
    } finally {
      tf.dispose(tensors);
    }
  }

  const [[sum]] = await compute(() => [tf.sum(tf.matMul(tf.ones([8, 9]), tf.ones([9, 8])))]);
  if (sum !== 576) {
    throw new GpuError('wrong-results', `tfjs computed a wrong sum on its ${backend} backend.`);
  }
  return { ...parts, compute };
}

/**
 * tfjs on a WebGPU device of our own: so its loss is seen, and its limits and name are known.
 * @throws GpuError where there is no such device
 */
export async function openWebgpu(): Promise<TfjsSession> {
  const [{ WebGPUBackend }, { device, adapter, broken }] = await Promise.all([
    import('@tensorflow/tfjs-backend-webgpu'),
    openDevice(navigator.gpu),
  ]);
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, device.adapterInfo));
  return createSession({
    backend: 'webgpu',
    adapter: adapter.name,
    software: adapter.software,
    broken,
    lose: () => device.destroy(),
    dispose: () => {
      if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
      device.destroy();
    },
  });
}

/** tfjs on one thread of WebAssembly, from files of this site. */
export async function openWasm(): Promise<TfjsSession> {
  const [{ setWasmPaths }, plain, simd] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'),
    import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'),
  ]);
  installWasmGradients();
  // its threads need headers that static hosting does not send
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain.default,
    'tfjs-backend-wasm-simd.wasm': simd.default,
    // asked for by name, never fetched
    'tfjs-backend-wasm-threaded-simd.wasm': simd.default,
  });
  const end = new AbortController();
  return createSession({
    backend: 'wasm',
    adapter: 'WebAssembly, 1 thread',
    software: false,
    broken: end.signal,
    lose: () => end.abort(new GpuError('device-lost', 'The WebAssembly backend was stopped.')),
    // its module stays loaded: it holds no tensors, and cannot be loaded twice
    dispose: () => undefined,
  });
}
