import { isDiverged } from '../core/training/diverged';
import { createDevices, type Device, type Devices, type DevicesOptions } from './ladder-devices';
import { contestants } from './ladder-state';
import { createRace, type Race } from './race';

/** The fastest, own code, a device, or the first of several that is to be had. */
export type LadderChoice<Name extends string> = 'auto' | 'own' | Name | readonly Name[];

/** Work that can be done on each device, and on own code where there is none (null). */
export type LadderWork<D, T> = (device: D | null) => T | Promise<T>;

export interface LadderOptions<Name extends string, D> extends DevicesOptions<Name, D> {
  now(): number;
}

export interface Ladder<Name extends string, D> extends Omit<Devices<Name, D>, 'opened'> {
  /** The devices of a choice, the first one first; none for own code. */
  namesOf(choice: LadderChoice<Name>): readonly Name[];
  /** Does work on the device of a choice; where that fails, on own code, or patiently on the next. */
  run<T>(choice: LadderChoice<Name>, work: LadderWork<D, T>, patient?: boolean): Promise<T>;
  /** Opens devices that are to be compared with own code, behind whatever goes on. */
  compare(of: readonly Name[]): Promise<void>;
  /**
   * Does a step of a run on own code and on each of the devices, timed, until that shows the fastest.
   * @returns what own code gave; null where there is nothing to find out, or not yet
   */
  lap<T>(run: string, of: readonly Name[], step: LadderWork<D, T>): Promise<T | null>;
}

/**
 * Own code is always there; devices are opened behind it, used while they are right and faster, and
 * left when they fail. Work is a pure function, but for what it remembers to save time.
 */
export function createLadder<Name extends string, D extends Device>(
  options: LadderOptions<Name, D>,
): Ladder<Name, D> {
  const devices = createDevices(options);
  const { send, find, leave } = devices;
  let race: { readonly choice: unknown; readonly times: Race<Name | 'own'> } | null = null;
  let lapping: Promise<unknown> | null = null;

  function namesOf(choice: LadderChoice<Name>): readonly Name[] {
    if (choice === 'own') return [];
    if (choice !== 'auto') return typeof choice === 'string' ? [choice] : choice;
    const found = devices.state.choice;
    return found.at === 'settled' && found.on !== null ? [found.on] : [];
  }

  async function compare(of: readonly Name[]): Promise<void> {
    send({ type: 'compare', of });
    for (const name of of) await devices.opened(name);
  }

  async function lapOf<T>(run: string, step: LadderWork<D, T>): Promise<T> {
    const { choice } = devices.state;
    const names = contestants(devices.state);
    // what was timed before a loss was timed on what devices remembered then
    if (race?.choice !== choice) race = { choice, times: createRace(options.now) };
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
    if (costs && devices.state.choice === choice) send({ type: 'timed', costs });
    return result;
  }

  return {
    ...{ namesOf, find, compare, send, leave },
    ...{ get: devices.get, refuse: devices.refuse, lose: devices.lose },
    get state() {
      return devices.state;
    },
    async run(choice, work, patient) {
      await lapping;
      for (;;) {
        const device = await find(namesOf(choice), patient);
        if (!device) return work(null);
        try {
          return await work(device);
        } catch (error) {
          // what is out of range or has diverged is so on every device
          if (error instanceof RangeError || isDiverged(error)) throw error;
          leave(device, error);
          if (!patient) return work(null);
        }
      }
    },
    async lap(run, of, step) {
      void compare(of);
      if (devices.state.choice.at !== 'timing' || lapping) return null;
      const result = lapOf(run, step);
      // whatever else were done meanwhile would be counted
      lapping = result.catch(() => undefined).then(() => (lapping = null));
      return result;
    },
  };
}
