import { messageOf } from '../core/message-of';
import { coldLadder, nextState, type LadderEvent, type LadderState } from './ladder-state';

/** Something besides own code that work can be done on, and that may be lost at any moment. */
export interface Device {
  /** Name of its graphics adapter. */
  readonly adapter: string;
  /** Its graphics adapter is itself a program on the CPU: it is never chosen automatically. */
  readonly software: boolean;
  /** Aborted when it is lost: so that is noticed before there is work for it. */
  readonly broken?: AbortSignal;
  /** Destroys it as a driver crash would. */
  lose(): void;
  dispose(): void;
}

export interface Devices<Name extends string, D> {
  state(): LadderState<Name>;
  send(event: LadderEvent<Name>): void;
  /** A device that is open. */
  get(name: Name): D | undefined;
  /**
   * The first device of several that is to be had, opened if it has to be; null where there is none.
   * @param patient waits also for one that is being reopened after a loss
   */
  find(names: readonly Name[], patient?: boolean): Promise<D | null>;
  /** A device has failed, and is reopened; telling it twice counts once. */
  leave(device: D, error: unknown): void;
  /** Destroys all devices as a driver crash would. */
  lose(): Promise<void>;
}

/** Times that a device which has been there is asked for again: what has taken it away may hold on for a while. */
const REOPENINGS = 4;

/**
 * Devices are opened, held and let go of as `nextState` decides.
 * @param open one function for each device; what rejects is not asked again, but for a device that was lost
 * @param onChange told after every change of the state
 */
export function createDevices<Name extends string, D extends Device>(
  open: Readonly<Record<Name, () => Promise<D>>>,
  onChange?: () => void,
): Devices<Name, D> {
  const names = Object.keys(open) as Name[];
  const held = new Map<Name, D>();
  const openings = new Map<Name, Promise<void>>();
  let state = coldLadder(names);

  function send(event: LadderEvent<Name>): void {
    const before = state;
    state = nextState(before, event);
    if (state === before) return;
    for (const name of names) {
      const { at } = state.lives[name];
      if (at === before.lives[name].at) continue;
      if (at === 'opening' || at === 'recovering') openings.set(name, attempt(name));
    }
    onChange?.();
  }

  async function attempt(name: Name): Promise<void> {
    for (let left = state.lives[name].at === 'recovering' ? REOPENINGS : 1; left > 0; left--) {
      let device: D;
      try {
        device = await open[name]();
      } catch (error) {
        if (left === 1) send({ type: 'refused', device: name, why: messageOf(error) });
        continue;
      }
      return hold(name, device);
    }
  }

  function hold(name: Name, device: D): void {
    held.set(name, device);
    send({ type: 'opened', device: name, eligible: !device.software });
    const onBroken = () => leave(device, device.broken?.reason);
    if (device.broken?.aborted) onBroken();
    else device.broken?.addEventListener('abort', onBroken);
  }

  function leave(device: D, error: unknown): void {
    const name = names.find((one) => held.get(one) === device);
    // another call has seen it already
    if (name === undefined) return;
    held.delete(name);
    device.dispose();
    send({ type: 'lost', device: name, why: messageOf(error) });
  }

  return {
    ...{ send, leave },
    state: () => state,
    get: (name) => held.get(name),
    async find(wanted, patient = false) {
      const awaited = patient ? ['opening', 'recovering'] : ['opening'];
      for (const name of wanted) {
        send({ type: 'ask', device: name });
        while (awaited.includes(state.lives[name].at)) await openings.get(name);
        const device = held.get(name);
        if (device) return device;
      }
      return null;
    },
    async lose() {
      await Promise.all(openings.values());
      for (const device of [...held.values()]) device.lose();
    },
  };
}
