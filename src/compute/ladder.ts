import { NoRoomError } from '../core/no-room';
import { isDiverged } from '../core/training/diverged';
import { isSetBack } from '../core/training/set-back';
import { createDevices, type Device, type Devices } from './ladder-devices';
import { contestants } from './ladder-state';
import { createRace, type Race } from './race';

/** The fastest, own code, a device, or the first of several that is to be had. */
export type LadderChoice<Name extends string> = 'auto' | 'own' | Name | readonly Name[];

/**
 * Work that can be done on each device, and on own code where there is none (null).
 * @param refusal why it is not done where it was asked to, of a device that has no room for it, or ''
 */
export type LadderWork<D, T> = (device: D | null, refusal: string) => T | Promise<T>;

export interface LadderTerms {
  /** Waits also for a device that is being reopened, as own code can't do it. */
  readonly patient?: boolean;
  /** What decides whether a device has room for the work: one that has refused it is not asked again. */
  readonly size?: string;
}

export interface Ladder<Name extends string, D> extends Devices<Name, D> {
  /** The devices of a choice; none for own code. */
  namesOf(choice: LadderChoice<Name>): readonly Name[];
  /**
   * Does work on the device of a choice; where that fails, on own code, or patiently on the next. A device
   * that has no room for it is passed over, and stays what it is.
   */
  run<T>(choice: LadderChoice<Name>, work: LadderWork<D, T>, terms?: LadderTerms): Promise<T>;
  /**
   * Does a step of a run on own code and on each of the devices, timed, until that shows the fastest.
   * The devices are opened behind the first steps.
   * @returns what own code gave; null where there is nothing to find out, or not yet
   */
  lap<T>(run: string, of: readonly Name[], step: LadderWork<D, T>): Promise<T | null>;
}

/**
 * Own code is always there; devices are opened behind it, used while they are right and faster, and
 * left when they fail. Work is a pure function, but for what it remembers to save time.
 */
export function createLadder<Name extends string, D extends Device>(
  open: Readonly<Record<Name, () => Promise<D>>>,
  { now, onChange }: { now(): number; onChange?(): void },
): Ladder<Name, D> {
  const devices = createDevices(open, onChange);
  const { state, send, leave } = devices;
  let race: { readonly choice: unknown; readonly times: Race<Name | 'own'> } | null = null;
  let lapping: Promise<unknown> | null = null;
  /** What devices have refused, by the size of the work. */
  const refusals = new WeakMap<D, Map<string, string>>();

  function namesOf(choice: LadderChoice<Name>): readonly Name[] {
    if (choice === 'own') return [];
    if (choice !== 'auto') return typeof choice === 'string' ? [choice] : choice;
    const { on } = state().choice;
    return on === null ? [] : [on];
  }

  async function lapOf<T>(run: string, step: LadderWork<D, T>): Promise<T> {
    const { choice } = state();
    const names = contestants(state());
    // what was timed before a loss was timed on what devices remembered then
    if (race?.choice !== choice) race = { choice, times: createRace(now) };
    const { times } = race;
    const result = await times.time(run, 'own', () => step(null, ''));
    for (const name of names) {
      const device = devices.get(name);
      if (!device) return result;
      try {
        await times.time(run, name, () => step(device, ''));
      } catch (error) {
        leave(device, error);
        return result;
      }
    }
    const costs = times.best(run, ['own', ...names]);
    if (costs && state().choice === choice) send({ type: 'timed', costs });
    return result;
  }

  function refuse(device: D, size: string, why: string): void {
    const sizes = refusals.get(device) ?? new Map<string, string>();
    refusals.set(device, sizes.set(size, why));
  }

  return {
    ...devices,
    namesOf,
    async run(choice, work, { patient = false, size = '' } = {}) {
      await lapping;
      const full = new Set<Name>();
      let refusal = '';
      for (;;) {
        const names = namesOf(choice).filter((name) => !full.has(name));
        const device = await devices.find(names, patient);
        if (!device) return work(null, refusal);
        try {
          const known = refusals.get(device)?.get(size);
          if (known !== undefined) throw new NoRoomError(known);
          return await work(device, refusal);
        } catch (error) {
          if (error instanceof NoRoomError) {
            refusal = error.message;
            if (size !== '') refuse(device, size, refusal);
            for (const name of names) if (devices.get(name) === device) full.add(name);
            continue;
          }
          // what is out of range, has diverged or is lost already is so on every device
          if (error instanceof RangeError || isDiverged(error) || isSetBack(error)) throw error;
          leave(device, error);
          if (!patient) return work(null, refusal);
        }
      }
    },
    async lap(run, of, step) {
      for (const device of of) send({ type: 'ask', device });
      send({ type: 'compare', of });
      if (state().choice.at !== 'timing' || lapping) return null;
      const result = lapOf(run, step);
      // whatever else were done meanwhile would be counted
      lapping = result.catch(() => undefined).then(() => (lapping = null));
      return result;
    },
  };
}
