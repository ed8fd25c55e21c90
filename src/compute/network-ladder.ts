import { createLadder, type Ladder, type LadderChoice } from './ladder';
import type { Device } from './ladder-devices';
import { MAX_LOSSES } from './ladder-state';
import type { ComputeStatus } from './service';
import { threadsLabel } from './status';

export type TfjsBackend = 'webgpu' | 'wasm';

/** What networks can run on besides own code on the CPU. */
export interface NetworkDevice extends Device {
  readonly backend: TfjsBackend;
  /** It runs own code too; else it is tfjs. */
  readonly own?: boolean;
}

/** tfjs, ready on a backend. */
export type TfjsDevice = NetworkDevice;

/** What networks need of their surroundings, handed in so that each can be missing or fail. */
export interface NetworkSurroundings<D extends TfjsDevice> {
  now(): number;
  openNetworks(backend: TfjsBackend): Promise<D>;
  /** Told of every change. */
  report?(change: Partial<ComputeStatus>): void;
}

/** Where the networks of a lab run: on the project's own code, or on a device. */
export interface NetworkLadder<Name extends string, D> extends Pick<
  Ladder<Name, D>,
  'run' | 'lap' | 'lose' | 'leave'
> {
  /** As `run`, for the training that the page is told of. */
  readonly train: Ladder<Name, D>['run'];
  /**
   * A device with an adapter of its own, opened behind whatever goes on; null as long as there is none.
   */
  offer(name: Name): D | null;
  /** Why work does not run where it was asked to, or ''. */
  noteOn(choice: LadderChoice<Name>, patient: boolean): string;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
}

/** How tfjs is opened on its backends. */
export const tfjsRungs = <D>(openNetworks: (backend: TfjsBackend) => Promise<D>) => ({
  webgpu: () => openNetworks('webgpu'),
  wasm: () => openNetworks('wasm'),
});

const onOwnCode = (why: string) =>
  `${why} The project's own code on the CPU runs the networks instead; the runs are the same.`;

const nameOf = ({ backend }: NetworkDevice) =>
  backend === 'wasm' ? 'tfjs on the CPU' : 'tfjs on the graphics device';

/**
 * @param open how each device is opened
 * @param threads those of own code
 */
export function createNetworkLadder<Name extends string, D extends NetworkDevice>(
  open: Readonly<Record<Name, () => Promise<D>>>,
  { now, report }: Pick<NetworkSurroundings<TfjsDevice>, 'now' | 'report'>,
  threads: () => number,
): NetworkLadder<Name, D> {
  const ladder = createLadder<Name, D>(open, { now, onChange });
  let asked: LadderChoice<Name> = 'own';
  let patient = false;
  let used: D | null = null;
  /** Why training does not run where it was asked to, of a device that has no room for it, or ''. */
  let refused = '';
  /** Why a device was left, for who has not been told yet. */
  let news = '';

  function onChange(): void {
    news = note() || news;
    report?.(status());
  }

  const livesOf = (choice: LadderChoice<Name>) =>
    ladder.namesOf(choice).map((name) => ladder.state().lives[name]);

  function noteOn(choice: LadderChoice<Name>, waits: boolean): string {
    const life = livesOf(choice).findLast(({ at }) => at === 'recovering' || at === 'given up');
    if (life?.at === 'recovering') {
      const other = waits ? 'Another device' : "The project's own code on the CPU";
      return `${life.why} ${other} goes on with the same weights.`;
    }
    if (life?.at !== 'given up') return '';
    const why = life.losses < MAX_LOSSES ? life.why : 'The graphics device failed too often.';
    return waits ? why : onOwnCode(why);
  }

  const note = () => {
    if (refused === '') return noteOn(asked, patient);
    return used ? `${refused} The networks run on ${nameOf(used)} instead.` : onOwnCode(refused);
  };

  function status(): ComputeStatus {
    const recovering = Object.values<{ readonly at: string }>(ladder.state().lives).some(
      ({ at }) => at === 'recovering',
    );
    return {
      status: recovering ? 'recovering' : 'ready',
      engine: used && !used.own ? 'tfjs' : 'own',
      backend: used?.backend ?? 'cpu',
      adapter: used?.adapter ?? threadsLabel(threads()),
      software: used?.software ?? false,
      samplesPerSecond: 0,
      note: note(),
      degraded: livesOf(asked).some(({ losses }) => losses >= MAX_LOSSES),
      losses: livesOf(asked).reduce((sum, { losses }) => sum + losses, 0),
    };
  }

  return {
    ...{ run: ladder.run, lap: ladder.lap, lose: ladder.lose, leave: ladder.leave, noteOn },
    train(choice, work, terms = {}) {
      [asked, patient] = [choice, terms.patient ?? false];
      const shown = (device: D | null, refusal: string) => {
        const moved = device !== used || refusal !== refused;
        [used, refused] = [device, refusal];
        if (moved) report?.(status());
        return work(device, refusal);
      };
      return ladder.run(choice, shown, terms);
    },
    offer(name) {
      ladder.send({ type: 'ask', device: name });
      const device = ladder.get(name);
      return device && !device.software ? device : null;
    },
    info() {
      const info = { ...status(), note: note() || news };
      news = '';
      return info;
    },
  };
}
