import { openCompute, type Compute } from '../compute/client';
import type { Calls, PageFacts } from '../compute/service';
import type { ConnectOptions } from '../labs/kit/connect';
import { tracked, type Activity } from '../state/activity';
import { awakeClock } from '../state/awake';
import type { OnLost } from '../state/kept';
import { browserStorage } from '../state/storage';
import { followSight } from './embed/sight';

/** Between two looks at the clock: none for longer is a sleep. */
const LOOK_MS = 10_000;

/** The work of all labs, each in a worker of its own from one script, and where it is kept. */
export interface Computes {
  /** The work of a lab; its worker starts with the first call of this. */
  of(lab: string): Compute<Calls>;
  /** What a lab gets for its work. */
  workOf(
    lab: string,
  ): Pick<ConnectOptions<Calls>, 'compute' | 'another' | 'cores' | 'storage' | 'now'>;
}

/**
 * @param embedded in another page: work takes one processor, and waits while nobody can see what it is for
 * @param onLost hears of everything that could not be stored
 */
export function createComputes(embedded: boolean, { track }: Activity, onLost: OnLost): Computes {
  const page: PageFacts = {
    base: new URL('./', document.baseURI).href,
    search: location.search,
    cores: embedded ? 1 : navigator.hardwareConcurrency || 2,
  };
  const common = { page, track, ...(embedded && { mayWork: followSight().seen }) };
  const opened = new Map<string, Compute<Calls>>();
  const spawn = (lab: string) => () =>
    new Worker(new URL('../worker/compute.worker.ts', import.meta.url), {
      type: 'module',
      name: lab,
    });
  const inline = async () => (await import('../worker/inline')).createInlineHost();
  const of = (lab: string) => {
    let compute = opened.get(lab);
    if (!compute) {
      compute = openCompute({ ...common, lab, spawn: spawn(lab), inline });
      compute.start();
      opened.set(lab, compute);
    }
    return compute;
  };
  const storage = tracked(browserStorage(onLost), track);
  const now = awakeClock(
    () => performance.now(),
    (read) => setInterval(read, LOOK_MS),
  );
  return {
    of,
    workOf: (lab) => ({
      compute: of(lab),
      another: () => openCompute({ ...common, lab, spawn: spawn(lab), inline: null }),
      cores: page.cores,
      ...{ storage, now },
    }),
  };
}
