import { CLEARLY } from '../../../../compute/ladder-state';
import { createRace, type Race } from '../../../../compute/race';
import { NoRoomError } from '../../../../core/no-room';
import { isDiverged } from '../../../../core/training/diverged';

/** A copy of a run on a device, which makes the steps of the run in its own time. */
export interface Copy {
  /** Makes some steps, and says how many. */
  step(): Promise<number>;
  end(): void;
}

/** A run that is tried on a device. */
export interface TriedRun<D> {
  /** What the verdict is about: runs of one subject cost the same. */
  readonly subject: string;
  /** What decides whether a device has room for it. */
  readonly size: string;
  readonly version: number;
  /** The device, where there is one by now. */
  readonly device: D | null;
  /** Opens a copy of the run there. */
  copy(device: D): Promise<Copy>;
}

export interface Trials<D> {
  /** Whether the device is clearly faster; null as long as that is not known. */
  verdict(subject: string): boolean | null;
  /** Makes a step on own code, and in turn some of the copy, timed. Opening it keeps nobody waiting. */
  step<T>(tried: TriedRun<D>, own: () => Promise<T>): Promise<T>;
  /** Ends what is tried of any run but these. */
  only(versions: readonly number[]): void;
}

interface Trial<D> extends Pick<TriedRun<D>, 'subject' | 'size' | 'version'> {
  readonly device: D;
  readonly race: Race<'own' | 'device'>;
  /** Null until it is open. */
  copy: Copy | null;
}

/**
 * Finds out whether a device trains faster than own code, by whole steps of both in turn while own code
 * trains: what the reader waits for is right whatever becomes of the copy.
 * @param leave told of a device that has failed
 */
export function createTrials<D>(
  now: () => number,
  leave: (device: D, error: unknown) => void,
): Trials<D> {
  const verdicts = new Map<string, boolean>();
  /** Sizes that there was no room for: they are not tried again, others are. */
  const full = new Set<string>();
  let trial: Trial<D> | null = null;

  function end(): void {
    trial?.copy?.end();
    trial = null;
  }

  function fail(error: unknown): void {
    const { device, size } = trial ?? {};
    end();
    if (error instanceof NoRoomError) {
      if (size !== undefined) full.add(size);
      return;
    }
    // numbers that are lost are lost on own code too
    if (device && !isDiverged(error)) leave(device, error);
  }

  async function begin({ subject, size, version, copy }: TriedRun<D>, device: D): Promise<void> {
    const begun: Trial<D> = { subject, size, version, device, race: createRace(now), copy: null };
    trial = begun;
    try {
      const opened = await copy(device);
      if (trial === begun) begun.copy = opened;
      else opened.end();
    } catch (error) {
      if (trial === begun) fail(error);
    }
  }

  async function lap({ subject, version, race }: Trial<D>, copy: Copy): Promise<void> {
    const key = String(version);
    try {
      await race.time(
        key,
        'device',
        () => copy.step(),
        (steps) => steps,
      );
    } catch (error) {
      return fail(error);
    }
    const costs = race.best(key, ['own', 'device']);
    if (!costs) return;
    verdicts.set(subject, costs.device < CLEARLY * costs.own);
    end();
  }

  return {
    verdict: (subject) => verdicts.get(subject) ?? null,
    async step(tried, own) {
      const { subject, size, version, device } = tried;
      if (trial && trial.device !== device) end();
      const open = !verdicts.has(subject) && !full.has(size);
      if (!trial && device && open) void begin(tried, device);
      const here = trial;
      const copy = here?.copy;
      if (!here || !copy || here.version !== version) return own();
      const result = await here.race.time(String(version), 'own', own);
      if (trial === here) await lap(here, copy);
      return result;
    },
    only(versions) {
      if (trial && !versions.includes(trial.version)) end();
    },
  };
}
