import { coldLadder, nextState, type LadderEvent, type LadderState } from './ladder-state';

/** Something besides own code that work can be done on, and that may be lost at any moment. */
export interface Device {
  /** Name of its graphics adapter. */
  readonly adapter: string;
  /** Its graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** Aborted when it is lost: so that is noticed before there is work for it. */
  readonly broken?: AbortSignal;
  /** Destroys it as a driver crash would. */
  lose(): void;
  dispose(): void;
}

export interface DevicesOptions<Name extends string, D> {
  /** Opens devices; one that rejects is not asked again. */
  readonly open: Readonly<Record<Name, () => Promise<D>>>;
  /** A device is the fastest if it takes less than this share of own code's time; by default never. */
  share?(device: D): number;
  onChange?(before: LadderState<Name>): void;
}

export interface Devices<Name extends string, D> {
  readonly state: LadderState<Name>;
  send(event: LadderEvent<Name>): void;
  get(name: Name): D | undefined;
  /** Settles when the last attempt to open a device has ended. */
  opened(name: Name): Promise<void> | undefined;
  /**
   * The first device of several that is to be had, opened if it has to be; null where there is none.
   * @param patient waits also for one that is being reopened after a loss
   */
  find(names: readonly Name[], patient?: boolean): Promise<D | null>;
  /** A device has failed, and is reopened; telling it twice counts once. */
  leave(device: D, error: unknown): void;
  /** A device is of no use, and is not opened again. */
  refuse(device: D, why: string): void;
  /** Destroys all devices as a driver crash would. */
  lose(): Promise<void>;
}

/** What it takes that is decided by `nextState`: devices are opened, held and let go of. */
export function createDevices<Name extends string, D extends Device>({
  open,
  share = () => 0,
  onChange,
}: DevicesOptions<Name, D>): Devices<Name, D> {
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
    onChange?.(before);
  }

  const attempt = (name: Name): Promise<void> =>
    open[name]().then(
      (device) => {
        held.set(name, device);
        const { adapter, broken } = device;
        send({ type: 'opened', device: name, adapter, share: share(device) });
        const onBroken = () => leave(device, broken?.reason);
        if (broken?.aborted) onBroken();
        else broken?.addEventListener('abort', onBroken);
      },
      (error: unknown) => send({ type: 'refused', device: name, why: sentenceOf(error) }),
    );

  function drop(device: D, type: 'lost' | 'refused', why: string): void {
    const name = names.find((one) => held.get(one) === device);
    // another call has seen it already
    if (name === undefined) return;
    held.delete(name);
    device.dispose();
    send({ type, device: name, why });
  }

  const leave = (device: D, error: unknown) => drop(device, 'lost', sentenceOf(error));

  return {
    get state() {
      return state;
    },
    ...{ send, leave },
    get: (name) => held.get(name),
    opened: (name) => openings.get(name),
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
    refuse: (device, why) => drop(device, 'refused', why),
    async lose() {
      await Promise.all(openings.values());
      for (const device of [...held.values()]) device.lose();
    },
  };
}

const sentenceOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
