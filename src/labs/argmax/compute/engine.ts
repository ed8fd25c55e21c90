import { createLadder } from '../../../compute/ladder';
import type { Device } from '../../../compute/ladder-devices';
import { MAX_LOSSES, type LadderState, type Life } from '../../../compute/ladder-state';
import { threadsLabel } from '../../../compute/status';
import type { ArgmaxProblem } from '../../../core/problem';
import { openDevice, type OpenDevice } from '../../../gpu/device';
import { GpuError } from '../../../gpu/errors';
import {
  createPairKernel,
  type PairKernel,
} from '../../../gpu/kernels/perturbed-pair/perturbed-pair';
import { createCpuPool } from './pool';
import { measureSpeeds, verifyKernel } from './probe';
import type { BackendChoice, EngineApi, EngineInfo, SampleReply } from './protocol';

/** What the engine needs of its surroundings, handed in so that each can be missing or fail. */
export interface EngineSurroundings {
  readonly gpu: GPU | undefined;
  readonly threads: number;
  /** Threads that compute while something on the page moves. */
  readonly gentleThreads: number;
  readonly spawn: (() => Worker) | null;
  now(): number;
  /** Replaceable for tests of a kernel that throws or hangs. */
  readonly createKernel?: (device: OpenDevice) => PairKernel;
}

interface GpuPath extends Device {
  readonly kernel: PairKernel;
}

/**
 * The engine: a CPU path that always works and a GPU path that is used while it is right and faster.
 *
 * A sample range is a pure function of the request, so a failing device costs nothing but time: the
 * same range is answered by the CPU at once, and the device is reopened behind it.
 */
export function createEngine(around: EngineSurroundings): EngineApi {
  const pool = createCpuPool(around.threads, around.spawn);
  const ladder = createLadder<'webgpu', GpuPath>({
    open: { webgpu: () => openPath(around) },
    // a real device leaves the processors to the page, whatever it takes
    share: () => Infinity,
    now: around.now,
    onChange,
  });
  let choice: BackendChoice = 'auto';
  let report: (info: EngineInfo) => void = () => undefined;
  let starting: Promise<void> | null = null;
  let measuring: Promise<void> | null = null;
  /** Samples per second, 0 until measured. */
  let speeds = { cpu: 0, webgpu: 0 };

  const cpuSample = (problem: ArgmaxProblem, first: number, count: number) =>
    pool.sample(problem, first, count);

  function onChange(before: LadderState<'webgpu'>): void {
    const timed = ladder.state.choice.at === 'timing' && before.choice.at !== 'timing';
    if (timed) measuring = measure();
    report(info());
  }

  /** Times both paths for the badge. One in software is left where it is the slower one. */
  async function measure(): Promise<void> {
    const path = ladder.get('webgpu')!;
    try {
      const [cpu, webgpu] = await measureSpeeds([cpuSample, path.kernel.sample], around.now);
      speeds = { cpu, webgpu };
      if (choice === 'auto' && path.software && webgpu < cpu) {
        ladder.refuse(path, softwareNote(path.adapter, cpu / webgpu));
      }
      ladder.send({ type: 'timed', costs: { own: 1 / cpu, webgpu: 1 / webgpu } });
    } catch (error) {
      ladder.leave(path, error);
    }
  }

  async function start(): Promise<void> {
    await pool.ready();
    if (choice !== 'cpu') await ladder.compare(['webgpu']);
    await measuring;
    if (speeds.cpu === 0) [speeds.cpu] = await measureSpeeds([cpuSample], around.now);
  }

  function info(): EngineInfo {
    const { lives, choice: found } = ladder.state;
    const chosen = choice === 'webgpu' || ladder.namesOf('auto').length > 0;
    const path = chosen ? ladder.get('webgpu') : undefined;
    const losses = 'losses' in lives.webgpu ? lives.webgpu.losses : 0;
    const moving = found.at === 'opening' || found.at === 'timing';
    return {
      status: starting
        ? 'starting'
        : moving || lives.webgpu.at === 'recovering'
          ? 'recovering'
          : 'ready',
      engine: 'own',
      backend: path ? 'webgpu' : 'cpu',
      adapter: path?.adapter ?? threadsLabel(pool.threads),
      software: path?.software ?? false,
      samplesPerSecond: path ? speeds.webgpu : speeds.cpu,
      note:
        choice === 'cpu'
          ? 'The address asks for the CPU (?backend=cpu).'
          : noteOn(lives.webgpu, path),
      degraded: losses >= MAX_LOSSES,
      losses,
    };
  }

  return {
    async open(wanted, onInfo) {
      [choice, report] = [wanted, onInfo];
      starting = start().finally(() => {
        starting = null;
        report(info());
      });
      // Whoever forces WebGPU compares numbers of it, and waits; everybody else starts on the CPU.
      if (wanted === 'webgpu') await starting;
      return info();
    },
    async sample({ problem, first, count, augmented, gentle }): Promise<SampleReply> {
      const start = around.now();
      const most = gentle ? around.gentleThreads : undefined;
      return ladder.run(choice === 'cpu' ? 'own' : choice, async (path) => ({
        sums: path
          ? await path.kernel.sample(problem, first, count, augmented)
          : await pool.sample(problem, first, count, augmented, most),
        ...{ first, count },
        backend: path ? 'webgpu' : 'cpu',
        adapter: path?.adapter ?? threadsLabel(pool.threads),
        milliseconds: around.now() - start,
      }));
    },
    async loseDevice() {
      await starting;
      await ladder.lose();
    },
  };
}

/** A device with a kernel that counts right. @throws Error with a sentence for the reader */
async function openPath({ gpu, createKernel = createPairKernel }: EngineSurroundings) {
  try {
    const open = await openDevice(gpu);
    const kernel = createKernel(open);
    const path: GpuPath = {
      ...{ kernel, adapter: open.adapter.name, software: open.adapter.software },
      broken: open.broken,
      lose: () => open.device.destroy(),
      dispose() {
        kernel.destroy();
        open.device.destroy();
      },
    };
    await verifyKernel(kernel).catch((error: unknown) => {
      path.dispose();
      throw error;
    });
    return path;
  } catch (error) {
    throw new Error(fallbackNote(error), { cause: error });
  }
}

/** What the reader should know of the device, or ''. */
function noteOn(life: Life, path: GpuPath | undefined): string {
  if (life.at === 'recovering') return `${life.why} The CPU computes while it is reopened.`;
  if (life.at !== 'given up') {
    return path?.software ? 'This WebGPU is drawn in software by the CPU.' : '';
  }
  return life.losses < MAX_LOSSES
    ? life.why
    : `The graphics device failed ${life.losses} times; the figures stay on the CPU.`;
}

function fallbackNote(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  const hint =
    error instanceof GpuError && error.code === 'no-webgpu'
      ? ' Current Chrome, Edge, Safari and Firefox have it.'
      : '';
  return `${why} The CPU computes: fewer samples fit a frame, the figures are the same.${hint}`;
}

function softwareNote(adapter: string, ratio: number): string {
  return (
    `The only WebGPU adapter (${adapter}) is drawn in software; ` +
    `the CPU path is ${ratio.toFixed(1)} times faster and computes the figures.`
  );
}
