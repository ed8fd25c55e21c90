import type { Stepped } from '../../../../compute/moving-run';
import { SetBackError } from '../../../../core/training/set-back';
import { GpuError } from '../../../../gpu/errors';
import type { KnnRecord, KnnState } from '../../experiment/run';
import type { KnnKnobs } from '../../experiment/spec';
import {
  MOST_STEPS,
  type OpenResidentRun,
  type ResidentRun,
  type ResidentTask,
} from './resident-run';

/** Computing time of one call, in milliseconds: a reader who watches sees the run move. */
const CALL_MS = 40;
/** A call makes no more than this many times the steps of the one before. */
const QUICKENING = 4;

/** What holds runs: a graphics device. */
export interface ResidentHost {
  readonly openRun: OpenResidentRun;
}

/** One call for a run, made when all earlier ones of that run have been answered. */
export interface ResidentCall<Host extends ResidentHost> {
  readonly host: Host;
  readonly version: number;
  readonly task: ResidentTask;
  readonly knobs: KnnKnobs;
  /** Steps done. */
  readonly from: number;
  readonly most: number;
}

export interface ResidentRuns<Host extends ResidentHost> {
  /**
   * Makes steps of a run on a host, which it is opened on if it has to be.
   * @throws GpuError where the host fails; DivergedError and RangeError as the run does; SetBackError where
   *   the run does not stand at `from` any more
   */
  step(call: ResidentCall<Host>): Promise<Stepped<KnnRecord>>;
  /** Brings the state of a run up to where it stands; it stays as it is where that is lost. */
  settle(version: number): Promise<void>;
  /** The same, and takes the run off its host: whoever goes on changes the state itself. */
  release(version: number): Promise<void>;
  /** Takes all runs but these off their hosts. */
  only(versions: readonly number[]): Promise<void>;
}

interface Entry<Host> {
  readonly host: Host;
  readonly state: KnnState;
  readonly run: ResidentRun;
  /** Steps done. */
  at: number;
  /** Steps and time of the last call; none where it has not made one. */
  pace: { readonly steps: number; readonly milliseconds: number } | null;
}

/**
 * The runs that are trained on devices. A state is brought up only when somebody looks at it; what was
 * made since then is lost with the device, and is made again by whoever finds the state behind.
 * @param onFailure told of a host that fails while nobody asks for steps
 */
export function createResidentRuns<Host extends ResidentHost>(
  now: () => number,
  onFailure: (host: Host, error: unknown) => void,
): ResidentRuns<Host> {
  const entries = new Map<number, Entry<Host>>();
  const queues = new Map<number, Promise<unknown>>();

  /** Calls of one run, one after the other. */
  function inTurn<T>(version: number, work: () => Promise<T>): Promise<T> {
    const before = queues.get(version) ?? Promise.resolve();
    const done = before.then(work);
    const quiet = done.catch(() => undefined);
    queues.set(version, quiet);
    void quiet.then(() => queues.get(version) === quiet && queues.delete(version));
    return done;
  }

  function drop(version: number): void {
    entries.get(version)?.run.destroy();
    entries.delete(version);
  }

  async function settle(version: number): Promise<void> {
    const entry = entries.get(version);
    if (!entry || entry.at === entry.state.step) return;
    try {
      await entry.run.settle();
    } catch (error) {
      drop(version);
      onFailure(entry.host, error);
    }
  }

  async function release(version: number): Promise<void> {
    await settle(version);
    drop(version);
  }

  async function entryOf({ host, version, task }: ResidentCall<Host>): Promise<Entry<Host>> {
    const held = entries.get(version);
    if (held?.host === host && held.state === task.state) return held;
    // another state of the same version has come from the page: nobody wants this one any more
    if (held?.state === task.state) await settle(version);
    drop(version);
    const run = await host.openRun(task);
    const entry: Entry<Host> = { host, state: task.state, run, at: task.state.step, pace: null };
    entries.set(version, entry);
    return entry;
  }

  async function step(call: ResidentCall<Host>): Promise<Stepped<KnnRecord>> {
    const { version, knobs, from, most } = call;
    const entry = await entryOf(call);
    if (entry.at !== from) throw new SetBackError('The steps since its last state are lost.');
    const start = now();
    try {
      const records = await entry.run.advance(knobs, stepsInCall(entry.pace, most));
      const milliseconds = now() - start;
      entry.at += records.length;
      entry.pace = { steps: records.length, milliseconds };
      return { records, milliseconds };
    } catch (error) {
      if (error instanceof GpuError) drop(version);
      throw error;
    }
  }

  return {
    step: (call) => inTurn(call.version, () => step(call)),
    settle: (version) => inTurn(version, () => settle(version)),
    release: (version) => inTurn(version, () => release(version)),
    async only(versions) {
      const others = [...entries.keys()].filter((version) => !versions.includes(version));
      await Promise.all(others.map((version) => inTurn(version, () => release(version))));
    },
  };
}

/** As many steps as take about the time of a call, by the last one; one to begin with. */
function stepsInCall(pace: Entry<unknown>['pace'], most: number): number {
  if (!pace) return 1;
  const wanted = Math.floor((CALL_MS * pace.steps) / Math.max(pace.milliseconds, 1e-3));
  return Math.max(1, Math.min(wanted, QUICKENING * pace.steps, MOST_STEPS, most));
}
