import { always, within } from '../compute/within';
import { GpuError } from './errors';

/** What the badge tells about the adapter. */
export interface AdapterFacts {
  /** Readable name, e.g. "Apple M2 (metal-3)". */
  readonly name: string;
  /** Drawn by the CPU: correct, but no faster than it. */
  readonly software: boolean;
}

export interface OpenDevice {
  readonly device: GPUDevice;
  readonly adapter: AdapterFacts;
  /** Aborted, with a GpuError, once the device is lost or reports an error nobody awaited. */
  readonly broken: AbortSignal;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|warp|basic render|software/i;

/** Name and kind of an adapter; browsers leave any of the fields empty. */
export function describeAdapter(info: Partial<GPUAdapterInfo>): AdapterFacts {
  const words = [info.description, info.device, info.architecture, info.vendor].filter(Boolean);
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(' ');
  return {
    name: name || 'unnamed adapter',
    software: info.isFallbackAdapter === true || softwareNames.test(words.join(' ')),
  };
}

/** Limits of which the most that the adapter has is asked for: large maps and large tiles need them. */
const WIDE_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
] as const;

/** Features that are asked for where the adapter has them; whatever uses one has a plain way beside it. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups'];

/** A driver that hangs leaves what is asked of it pending for ever. */
const PATIENCE_MS = 8000;
/** The graphics process of a browser that has just started may have no adapter yet. */
const ASKED_AGAIN_MS = 1000;

/** What is asked of the browser, or a GpuError where it does not answer. */
const answered = <T>(asked: Promise<T>, what: string): Promise<T> =>
  within(asked, always, {
    milliseconds: PATIENCE_MS,
    late: () =>
      new GpuError('timeout', `The browser gave no ${what} within ${PATIENCE_MS / 1000} s.`),
  });

async function requestAdapter(gpu: GPU): Promise<GPUAdapter> {
  const ask = () =>
    answered(gpu.requestAdapter({ powerPreference: 'high-performance' }), 'graphics adapter');
  const first = await ask();
  if (first) return first;
  await new Promise((resolve) => setTimeout(resolve, ASKED_AGAIN_MS));
  const second = await ask();
  if (second) return second;
  throw new GpuError('no-adapter', 'The browser offers WebGPU but found no adapter.');
}

/**
 * Opens a device of our own, with the defaults of the standard and what the adapter offers of larger
 * limits and wanted features.
 *
 * @param gpu `navigator.gpu`, handed in so that its absence can be tested
 * @throws GpuError no-webgpu, no-adapter, no-device, or timeout where the browser does not answer
 */
export async function openDevice(gpu: GPU | undefined): Promise<OpenDevice> {
  if (!gpu) throw new GpuError('no-webgpu', 'This browser has no WebGPU.');
  const adapter = await requestAdapter(gpu);
  let device: GPUDevice;
  try {
    const asked = adapter.requestDevice({
      requiredFeatures: WANTED_FEATURES.filter((name) => adapter.features.has(name)),
      requiredLimits: Object.fromEntries(WIDE_LIMITS.map((name) => [name, adapter.limits[name]])),
    });
    device = await answered(asked, 'graphics device');
  } catch (cause) {
    if (cause instanceof GpuError) throw cause;
    throw new GpuError('no-device', 'The graphics adapter refused to open a device.', { cause });
  }
  return { device, adapter: describeAdapter(adapter.info), broken: watch(device) };
}

function watch(device: GPUDevice): AbortSignal {
  const broken = new AbortController();
  void device.lost.then((info) => {
    const detail = info.message ? ` (${info.message})` : '';
    const message = `The graphics device was lost: ${info.reason}${detail}.`;
    broken.abort(new GpuError('device-lost', message));
  });
  device.addEventListener('uncapturederror', (event) => {
    const { message } = event.error;
    broken.abort(new GpuError('invalid-work', `The graphics device refused the work: ${message}`));
  });
  return broken.signal;
}
