import { openCompute, type Compute } from '../compute/client';
import type { Calls, PageFacts } from '../compute/service';
import { tracked, type Activity } from '../state/activity';
import { browserStorage, type Storage } from '../state/storage';

/** The work of all labs, each in a worker of its own from one script, and where it is kept. */
export interface Computes {
  /** The work of a lab; its worker starts with the first call of this. */
  of(lab: string): Compute<Calls>;
  /** One more worker for a lab's long jobs. */
  another(lab: string): Compute<Calls>;
  readonly storage: Storage;
}

export function createComputes(page: PageFacts, { track }: Activity): Computes {
  const opened = new Map<string, Compute<Calls>>();
  const spawn = (lab: string) => () =>
    new Worker(new URL('../worker/compute.worker.ts', import.meta.url), {
      type: 'module',
      name: lab,
    });
  const inline = async () => (await import('../worker/inline')).createInlineHost();
  return {
    of(lab) {
      let compute = opened.get(lab);
      if (!compute) {
        compute = openCompute({ lab, page, spawn: spawn(lab), inline, track });
        compute.start();
        opened.set(lab, compute);
      }
      return compute;
    },
    another: (lab) => openCompute({ lab, page, spawn: spawn(lab), inline: null, track }),
    storage: tracked(browserStorage(), track),
  };
}
