import type { Calls } from '../compute/service';
import type { ConnectOptions } from '../labs/kit/connect';
import type { Lab, OpenLab } from '../labs/kit/lab';
import { missing } from '../ui/lazy-part';
import type { Navigation } from './navigation';

/** A lab that the registry knows; its code is loaded when it is opened. */
export interface LabEntry {
  readonly id: string;
  readonly title: string;
  load(): Promise<Lab>;
}

export interface Sessions {
  readonly labs: readonly LabEntry[];
  /** Pages that are made as labs are, besides them. */
  readonly beside: readonly LabEntry[];
  /** Ids of the labs. */
  readonly ids: readonly string[];
  /** The lab with its store and its work, made on the first call; always the same promise. */
  open(id: string): Promise<OpenLab>;
  /** Forgets a lab that could not be loaded, so that the next call tries again. */
  forget(id: string): void;
}

export function createSessions(
  { labs, beside }: Pick<Sessions, 'labs' | 'beside'>,
  navigation: Navigation,
  connectOptions: (lab: string) => Promise<ConnectOptions<Calls>>,
): Sessions {
  const open = new Map<string, Promise<OpenLab>>();
  async function start(id: string): Promise<OpenLab> {
    const entry = [...labs, ...beside].find((lab) => lab.id === id) ?? labs[0];
    const lab = await entry.load().catch((error: unknown) => {
      throw missing(error);
    });
    const store = lab.createStore();
    // the address speaks first, so that the engine starts with the right problem
    navigation.bind(lab.id, store, lab.codec);
    return lab.open(store, await connectOptions(lab.id));
  }
  return {
    labs,
    beside,
    ids: labs.map(({ id }) => id),
    open(id) {
      const session = open.get(id) ?? start(id);
      open.set(id, session);
      return session;
    },
    forget: (id) => void open.delete(id),
  };
}
