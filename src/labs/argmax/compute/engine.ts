import { messageOf } from '../../../core/message-of';
import { createLadder } from '../../../compute/ladder';
import { MAX_LOSSES, type Life } from '../../../compute/ladder-state';
import type { BackendChoice, ComputeStatus } from '../../../compute/service';
import { threadsLabel } from '../../../compute/status';
import { GpuError } from '../../../gpu/errors';
import type { PairKernel } from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import type { CreateKernel, GpuPath } from './device-path';
import type { Sampler } from './pool';
import { measureSpeeds, type Speed, type TimedPath } from './probe';
import type { SampleReply, SampleRequest } from './protocol';

/** What the engine needs of its surroundings, handed in so that each can be missing or fail. */
export interface EngineSurroundings {
  readonly gpu: GPU | undefined;
  readonly pool: Sampler;
  /** Threads that compute while something on the page moves. */
  readonly gentleThreads: number;
  now(): number;
  /** Replaceable for tests of a kernel that throws or hangs. */
  readonly createKernel?: CreateKernel;
}

/** What draws samples. */
export interface Engine {
  /** Starts on the CPU at once, probes WebGPU behind it, and reports every change. */
  open(choice: BackendChoice, onStatus: (status: ComputeStatus) => void): Promise<ComputeStatus>;
  /** Never fails for a reason of the device: the CPU answers where the GPU cannot. */
  sample(request: SampleRequest): Promise<SampleReply>;
  /** Destroys the graphics device as a driver crash would; the engine recovers by itself. */
  loseDevice(): Promise<void>;
}

/** Samples that are timed at once at most. */
const MOST_ON_CPU = 2 ** 22;
const MOST_ON_DEVICE = 2 ** 28;

const onDevice = (kernel: PairKernel): TimedPath => ({
  sample: (problem, first, count) => kernel.sample(problem, first, count),
  ...{ most: MOST_ON_DEVICE, afar: true },
  kernelMilliseconds: () => kernel.kernelMilliseconds,
});

/** How many times faster the CPU must be than a graphics card, which leaves it to the rest of the page. */
const CARD_MARGIN = 2;

/** A speed that has not been measured. */
const unmeasured: Speed = { samplesPerSecond: 0, roundTrip: 0, inKernel: 0 };

const kernelOf = ({ inKernel, roundTrip }: Speed) => ({
  samplesPerSecond: inKernel,
  roundTripMs: roundTrip,
});

/**
 * The engine: a CPU path that always works and a GPU path that is used while it is right and faster.
 *
 * A sample range is a pure function of the request, so a failing device costs nothing but time: the
 * same range is answered by the CPU at once, and the device is reopened behind it.
 */
export function createEngine(around: EngineSurroundings): Engine {
  const { gpu, createKernel, pool, gentleThreads, now } = around;
  const tell = () => report(info());
  const ladder = createLadder<'webgpu', GpuPath>({ webgpu: openPath }, { now, onChange: tell });
  let choice: BackendChoice = 'auto';
  let report: (info: ComputeStatus) => void = () => undefined;
  let starting: Promise<void> | null = null;
  /** Speeds, and the adapter that they were measured on: another one is timed anew. */
  let speeds: { cpu: Speed; webgpu: Speed; adapter: string } = {
    ...{ cpu: unmeasured, webgpu: unmeasured, adapter: '' },
  };

  const onCpu: TimedPath = {
    sample: (problem, first, count) => pool.sample(problem, first, count),
    ...{ most: MOST_ON_CPU, afar: false },
  };

  /** A device that counts right, and that is not slower than the CPU. */
  async function openPath(): Promise<GpuPath> {
    // no sample of the CPU waits for the code of a device
    const path = await import('./device-path')
      .then(({ openChecked }) => openChecked(gpu, createKernel))
      .catch(fallBack);
    const { kernel, adapter, software } = path;
    if (adapter === speeds.adapter) return path;
    try {
      const [cpu, webgpu] = await measureSpeeds([onCpu, onDevice(kernel)], now);
      speeds = { cpu, webgpu, adapter };
    } catch (error) {
      path.dispose();
      return fallBack(error);
    }
    const ratio = speeds.cpu.samplesPerSecond / speeds.webgpu.samplesPerSecond;
    if (choice !== 'auto' || ratio <= (software ? 1 : CARD_MARGIN)) return path;
    path.dispose();
    throw new Error(slowNote(path, ratio));
  }

  async function start(): Promise<void> {
    await pool.ready();
    if (choice !== 'cpu') await ladder.find(['webgpu']);
    if (speeds.cpu === unmeasured) [speeds.cpu] = await measureSpeeds([onCpu], now);
    starting = null;
    tell();
  }

  function info(): ComputeStatus {
    const life = ladder.state().lives.webgpu;
    const path = ladder.get('webgpu');
    return {
      status: starting ? 'starting' : life.at === 'recovering' ? 'recovering' : 'ready',
      engine: 'own',
      backend: path ? 'webgpu' : 'cpu',
      adapter: path?.adapter ?? threadsLabel(pool.threads),
      software: path?.software ?? false,
      samplesPerSecond: (path ? speeds.webgpu : speeds.cpu).samplesPerSecond,
      ...(path && speeds.webgpu !== unmeasured && { kernel: kernelOf(speeds.webgpu) }),
      note: choice === 'cpu' ? 'The address asks for the CPU (?backend=cpu).' : noteOn(life, path),
      degraded: life.losses >= MAX_LOSSES,
      losses: life.losses,
    };
  }

  return {
    async open(wanted, onInfo) {
      [choice, report] = [wanted, onInfo];
      starting = start();
      // Whoever forces WebGPU compares numbers of it, and waits; everybody else starts on the CPU.
      if (wanted === 'webgpu') await starting;
      return info();
    },
    async sample({ problem, first, count, augmented, gentle }): Promise<SampleReply> {
      const start = now();
      return ladder.run(ladder.get('webgpu') ? 'webgpu' : 'own', async (path) => ({
        sums: path
          ? await path.kernel.sample(problem, first, count, augmented)
          : await pool.sample(problem, first, count, augmented, gentle ? gentleThreads : undefined),
        ...{ first, count },
        backend: path ? 'webgpu' : 'cpu',
        adapter: path?.adapter ?? threadsLabel(pool.threads),
        milliseconds: now() - start,
      }));
    },
    async loseDevice() {
      await starting;
      await ladder.lose();
    },
  };
}

/** What the reader should know of the device, or ''. */
function noteOn({ at, losses, why }: Life, path: GpuPath | undefined): string {
  if (at === 'recovering') return `${why} The CPU computes while it is reopened.`;
  if (at !== 'given up')
    return path?.software ? 'This WebGPU is drawn in software by the CPU.' : '';
  return losses < MAX_LOSSES
    ? why
    : `The graphics device failed ${losses} times; the figures stay on the CPU.`;
}

/** @throws Error that tells the reader what it costs that there is no device */
function fallBack(cause: unknown): never {
  const why = messageOf(cause);
  const hint =
    cause instanceof GpuError && cause.code === 'no-webgpu'
      ? ' Current Chrome, Edge, Safari and Firefox have it.'
      : '';
  throw new Error(
    `${why} The CPU computes: fewer samples fit a frame, the figures are the same.${hint}`,
    { cause },
  );
}

function slowNote({ adapter, software }: GpuPath, ratio: number): string {
  return (
    `The only WebGPU adapter (${adapter}) is ${software ? 'drawn in software' : 'slow here'}; ` +
    `the CPU path is ${ratio.toFixed(1)} times faster and computes the figures.`
  );
}
