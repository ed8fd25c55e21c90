import { createLadder, type Ladder, type LadderChoice } from './ladder';
import type { Device } from './ladder-devices';
import { MAX_LOSSES } from './ladder-state';
import type { ComputeStatus } from './service';
import { threadsLabel } from './status';

export type TfjsBackend = 'webgpu' | 'wasm';

/** tfjs, ready on a backend. */
export interface TfjsDevice extends Device {
  readonly backend: TfjsBackend;
}

/** What networks need of their surroundings, handed in so that each can be missing or fail. */
export interface NetworkSurroundings<D extends TfjsDevice> {
  now(): number;
  openNetworks(backend: TfjsBackend): Promise<D>;
  /** Told of every change. */
  report?(change: Partial<ComputeStatus>): void;
}

/** Where the networks of a lab run: on the project's own code, or on tfjs. */
export interface NetworkLadder<D> extends Pick<Ladder<TfjsBackend, D>, 'run' | 'lap' | 'lose'> {
  /** As `run`, for the training that the page is told of. */
  readonly train: Ladder<TfjsBackend, D>['run'];
  /** Why work does not run where it was asked to, or ''. */
  noteOn(choice: LadderChoice<TfjsBackend>, patient: boolean): string;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
}

/** @param threads those of own code */
export function createNetworkLadder<D extends TfjsDevice>(
  { now, openNetworks, report }: NetworkSurroundings<D>,
  threads: () => number,
): NetworkLadder<D> {
  const ladder = createLadder<TfjsBackend, D>(
    { webgpu: () => openNetworks('webgpu'), wasm: () => openNetworks('wasm') },
    { now, onChange },
  );
  let asked: LadderChoice<TfjsBackend> = 'own';
  let patient = false;
  let used: D | null = null;
  /** Why a device was left, for who has not been told yet. */
  let news = '';

  function onChange(): void {
    news = note() || news;
    report?.(status());
  }

  const livesOf = (choice: LadderChoice<TfjsBackend>) =>
    ladder.namesOf(choice).map((name) => ladder.state().lives[name]);

  function noteOn(choice: LadderChoice<TfjsBackend>, waits: boolean): string {
    const life = livesOf(choice).findLast(({ at }) => at === 'recovering' || at === 'given up');
    if (life?.at === 'recovering') {
      const other = waits ? 'Another device' : "The project's own code";
      return `${life.why} ${other} goes on with the same weights.`;
    }
    if (life?.at !== 'given up') return '';
    const why = life.losses < MAX_LOSSES ? life.why : 'The graphics device failed too often.';
    if (waits) return why;
    return `${why} The project's own code runs the networks instead; the runs are the same.`;
  }

  const note = () => noteOn(asked, patient);

  function status(): ComputeStatus {
    const recovering = Object.values(ladder.state().lives).some(({ at }) => at === 'recovering');
    return {
      status: recovering ? 'recovering' : 'ready',
      engine: used ? 'tfjs' : 'own',
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
    ...{ run: ladder.run, lap: ladder.lap, lose: ladder.lose, noteOn },
    train(choice, work, waits = false) {
      [asked, patient] = [choice, waits];
      const shown = (device: D | null) => {
        const moved = device !== used;
        used = device;
        if (moved) report?.(status());
        return work(device);
      };
      return ladder.run(choice, shown, waits);
    },
    info() {
      const info = { ...status(), note: note() || news };
      news = '';
      return info;
    },
  };
}
