import { isDiverged } from '../core/training/diverged';
import { isSetBack } from '../core/training/set-back';
import { createDevices, type Device, type Devices } from './ladder-devices';
import { contestants } from './ladder-state';
import { createRace, type Race } from './race';

/** The fastest, own code, a device, or the first of several that is to be had. */
export type LadderChoice<Name extends string> = 'auto' | 'own' | Name | readonly Name[];

/** Work that can be done on each device, and on own code where there is none (null). */
export type LadderWork<D, T> = (device: D | null) => T | Promise<T>;

export interface Ladder<Name extends string, D> extends Devices<Name, D> {
  /** The devices of a choice; none for own code. */
  namesOf(choice: LadderChoice<Name>): readonly Name[];
  /** Does work on the device of a choice; where that fails, on own code, or patiently on the next. */
  run<T>(choice: LadderChoice<Name>, work: LadderWork<D, T>, patient?: boolean): Promise<T>;
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
    const result = await times.time(run, 'own', () => step(null));
    for (const name of names) {
      const device = devices.get(name);
      if (!device) return result;
      try {
        await times.time(run, name, () => step(device));
      } catch (error) {
        leave(device, error);
        return result;
      }
    }
    const costs = times.best(run, ['own', ...names]);
    if (costs && state().choice === choice) send({ type: 'timed', costs });
    return result;
  }

  return {
    ...devices,
    namesOf,
    async run(choice, work, patient) {
      await lapping;
      for (;;) {
        const device = await devices.find(namesOf(choice), patient);
        if (!device) return work(null);
        try {
          return await work(device);
        } catch (error) {
          // what is out of range, has diverged or is lost already is so on every device
          if (error instanceof RangeError || isDiverged(error) || isSetBack(error)) throw error;
          leave(device, error);
          if (!patient) return work(null);
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
