import type { BackendChoice } from '../../../compute/service';
import type { ArgmaxProblem, PairSums } from '../../../core/problem';
import { openDevice, type AdapterFacts, type OpenDevice } from '../../../gpu/device';
import { GpuError } from '../../../gpu/errors';
import {
  createPairKernel,
  type PairKernel,
} from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import { measureSpeed, verifyKernel } from './probe';
import type { Backend, SampleReply, SampleRequest } from './protocol';
import type { Sampler } from './pool';

export interface EngineInfo {
  readonly status: 'starting' | 'ready' | 'recovering';
  readonly backend: Backend;
  /** Name of the graphics adapter, or the number of CPU threads. */
  readonly adapter: string;
  /** The adapter is drawn by the CPU. */
  readonly software: boolean;
  /** Measured on a problem of eight classes when the backend was chosen; 0 until then. */
  readonly samplesPerSecond: number;
  /** The other path's measured speed, where both were tried. */
  readonly otherSamplesPerSecond: number | null;
  /** One sentence for the reader when something is not as it could be, else "". */
  readonly note: string;
  /** The note tells of a loss that every reader should know, not only who looks for it. */
  readonly degraded: boolean;
  /** Devices lost since the start. */
  readonly losses: number;
  /** Bytes held on the graphics device. */
  readonly deviceBytes: number;
}

/** What draws samples. */
export interface Engine {
  /** Starts on the CPU at once, probes WebGPU behind it, and reports every change. */
  open(choice: BackendChoice, onInfo: (info: EngineInfo) => void): Promise<EngineInfo>;
  /** Never fails for a reason of the device: the CPU answers where the GPU cannot. */
  sample(request: SampleRequest): Promise<SampleReply>;
  /** Destroys the graphics device as a driver crash would; the engine recovers by itself. */
  loseDevice(): Promise<void>;
}

/** What the engine needs of its surroundings, handed in so that each can be missing or fail. */
export interface EngineSurroundings {
  readonly gpu: GPU | undefined;
  readonly pool: Sampler;
  /** Threads that compute while something on the page moves. */
  readonly gentleThreads: number;
  now(): number;
  /** Replaceable for tests of a kernel that throws or hangs. */
  readonly createKernel?: (device: OpenDevice) => PairKernel;
}

interface GpuPath {
  readonly open: OpenDevice;
  readonly kernel: PairKernel;
  readonly adapter: AdapterFacts;
}

/** Losses after which a device is not trusted again for the rest of the visit. */
const MAX_LOSSES = 6;

/**
 * The engine: a CPU path that always works and a GPU path that is used while it is right and faster.
 *
 * A sample range is a pure function of the request, so a failing device costs nothing but time: the
 * same range is answered by the CPU at once, and the device is reopened behind it.
 */
export function createEngine(around: EngineSurroundings): Engine {
  const { pool } = around;
  const createKernel = around.createKernel ?? createPairKernel;
  let choice: BackendChoice = 'auto';
  let gpuPath: GpuPath | null = null;
  let opening: Promise<void> | null = null;
  let report: (info: EngineInfo) => void = () => undefined;
  let info: EngineInfo = {
    status: 'starting',
    backend: 'cpu',
    adapter: threadsLabel(pool.threads),
    software: false,
    samplesPerSecond: 0,
    otherSamplesPerSecond: null,
    note: '',
    degraded: false,
    losses: 0,
    deviceBytes: 0,
  };

  function tell(change: Partial<EngineInfo>): void {
    info = { ...info, ...change };
    report(info);
  }

  const cpuSample = (problem: ArgmaxProblem, first: number, count: number, augmented?: boolean) =>
    pool.sample(problem, first, count, augmented);

  /** The CPU as the backend, with the sentence that says why. */
  function settleOnCpu(samplesPerSecond: number, other: number | null, note: string): void {
    tell({
      status: 'ready',
      backend: 'cpu',
      adapter: threadsLabel(pool.threads),
      software: false,
      samplesPerSecond,
      otherSamplesPerSecond: other,
      note,
      deviceBytes: 0,
    });
  }

  /** Opens, checks and times the GPU, and takes the faster path (or the one that was asked for). */
  async function probe(): Promise<void> {
    await pool.ready();
    const cpuSpeed = await measureSpeed(cpuSample, around.now);
    tell({ samplesPerSecond: cpuSpeed, adapter: threadsLabel(pool.threads) });
    if (choice === 'cpu') {
      return settleOnCpu(cpuSpeed, null, 'The address asks for the CPU (?backend=cpu).');
    }
    let path: GpuPath | null = null;
    try {
      path = await openPath();
      const sample = sampleOn(path);
      const speed = await measureSpeed(sample, around.now);
      if (choice === 'auto' && path.adapter.software && speed < cpuSpeed) {
        const { name } = path.adapter;
        closePath(path);
        return settleOnCpu(cpuSpeed, speed, softwareNote(name, cpuSpeed / speed));
      }
      adopt(path, speed, cpuSpeed);
    } catch (error) {
      if (path) closePath(path);
      settleOnCpu(cpuSpeed, null, fallbackNote(error));
    }
  }

  async function openPath(): Promise<GpuPath> {
    const open = await openDevice(around.gpu);
    const path = { open, kernel: createKernel(open), adapter: open.adapter };
    await verifyKernel(path.kernel);
    return path;
  }

  function adopt(path: GpuPath, speed: number, cpuSpeed: number): void {
    gpuPath = path;
    const { broken } = path.open;
    broken.addEventListener('abort', () => {
      if (gpuPath === path) lose(path, broken.reason);
    });
    const { name, software } = path.adapter;
    tell({
      status: 'ready',
      backend: 'webgpu',
      adapter: name,
      software,
      samplesPerSecond: speed,
      otherSamplesPerSecond: cpuSpeed,
      note: software ? 'This WebGPU is drawn in software by the CPU.' : '',
      deviceBytes: path.kernel.bytes,
    });
  }

  function closePath(path: GpuPath): void {
    path.kernel.destroy();
    path.open.device.destroy();
    if (gpuPath === path) gpuPath = null;
  }

  /** Leaves a broken device; opens a new one behind the CPU unless that failed too often. */
  function lose(path: GpuPath, error: unknown): void {
    closePath(path);
    const losses = info.losses + 1;
    const cpuSpeed = info.otherSamplesPerSecond ?? 0;
    tell({ losses });
    if (losses >= MAX_LOSSES) {
      const reason = `The graphics device failed ${losses} times; the figures stay on the CPU.`;
      settleOnCpu(cpuSpeed, null, reason);
      return tell({ degraded: true });
    }
    tell({
      status: 'recovering',
      backend: 'cpu',
      adapter: threadsLabel(pool.threads),
      note: `${message(error)} The CPU computes while it is reopened.`,
    });
    opening = reopen(cpuSpeed, path.adapter);
  }

  /** Without new timings: it is the same machine, and the reader is waiting. */
  async function reopen(cpuSpeed: number, lost: AdapterFacts): Promise<void> {
    const speed = info.samplesPerSecond;
    try {
      const path = await openPath();
      if (path.adapter.name !== lost.name) {
        closePath(path);
        return await probe();
      }
      adopt(path, speed, cpuSpeed);
    } catch (error) {
      settleOnCpu(cpuSpeed, null, fallbackNote(error));
    }
  }

  function sampleOn(path: GpuPath) {
    return (problem: ArgmaxProblem, first: number, count: number, augmented?: boolean) =>
      path.kernel.sample(problem, first, count, augmented);
  }

  async function compute(request: SampleRequest): Promise<[PairSums, EngineInfo]> {
    const { problem, first, count, augmented, gentle } = request;
    const path = gpuPath;
    if (path) {
      try {
        const sums = await path.kernel.sample(problem, first, count, augmented);
        return [sums, { ...info, backend: 'webgpu', adapter: path.adapter.name }];
      } catch (error) {
        if (error instanceof RangeError) throw error;
        if (gpuPath === path) lose(path, error);
      }
    }
    const most = gentle ? around.gentleThreads : undefined;
    const sums = await pool.sample(problem, first, count, augmented, most);
    return [sums, { ...info, backend: 'cpu', adapter: threadsLabel(pool.threads) }];
  }

  return {
    async open(wanted, onInfo) {
      choice = wanted;
      report = onInfo;
      opening = probe();
      // Whoever forces WebGPU compares numbers of it, and waits; everybody else starts on the CPU.
      if (wanted === 'webgpu') await opening;
      return info;
    },
    async sample(request): Promise<SampleReply> {
      const start = around.now();
      const [sums, by] = await compute(request);
      return {
        sums,
        first: request.first,
        count: request.count,
        backend: by.backend,
        adapter: by.adapter,
        milliseconds: around.now() - start,
      };
    },
    async loseDevice() {
      await opening;
      gpuPath?.open.device.destroy();
    },
  };
}

function threadsLabel(threads: number): string {
  return threads === 1 ? '1 CPU thread' : `${threads} CPU threads`;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fallbackNote(error: unknown): string {
  const hint =
    error instanceof GpuError && error.code === 'no-webgpu'
      ? ' Current Chrome, Edge, Safari and Firefox have it.'
      : '';
  return `${message(error)} The CPU computes: fewer samples fit a frame, the figures are the same.${hint}`;
}

function softwareNote(adapter: string, ratio: number): string {
  return (
    `The only WebGPU adapter (${adapter}) is drawn in software; ` +
    `the CPU path is ${ratio.toFixed(1)} times faster and computes the figures.`
  );
}
