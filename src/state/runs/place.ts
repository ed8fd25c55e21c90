import type { Kept } from '../kept';
import type { Storage } from '../storage';

/** Where a tab keeps its runs: no other open tab has the same place. */
export interface Place {
  /** Where they are kept. */
  readonly key: string;
  /** Where they begin: in the same place, or as copies of what another tab has stored. */
  readonly from: string;
  /** Whether another open tab has a place too. */
  readonly isShared: boolean;
  /** Says that something is stored there: of the free places the next tab takes the one that was stored last. */
  mark(): void;
}

export interface PlaceOptions {
  readonly storage: Storage;
  /** The first place; others have a number behind it. */
  readonly key: string;
  /** The place that this tab had before it was loaded again: what outlives a reload, and not the tab. */
  readonly memory: Kept;
  /** The place is free again when this is aborted. */
  readonly until: AbortSignal;
}

/** When places were stored, one after the other, by their keys. */
type Order = Readonly<Record<string, number>>;

/** A page that is left lets go of its place a moment after the next one has begun. */
const LEAVING_MS = 1000;

/**
 * Takes the place that this tab had, else the one that was stored last of those that no open tab has, else a new
 * one, which begins with copies. So every tab finds its runs after a reload, and what a tab has left behind is
 * there for the next one that opens.
 */
export async function takePlace({ storage, key, memory, until }: PlaceOptions): Promise<Place> {
  const list = `${key}/places`;
  const order = orderOf(key, await storage.read(list));
  const known = Object.keys(order).sort((a, b) => order[b] - order[a]);
  const had = memory.read();
  const own = typeof had === 'string' ? had : null;
  let isShared = false;

  async function take(place: string): Promise<boolean> {
    const wait = place === own ? AbortSignal.timeout(LEAVING_MS) : undefined;
    const letGo = await storage.claim(place, wait);
    if (!letGo) isShared = true;
    else if (until.aborted) letGo();
    else until.addEventListener('abort', letGo);
    return letGo !== null;
  }

  async function takeOne(): Promise<string> {
    const candidates = new Set(own === null ? known : [own, ...known]);
    for (const place of candidates) if (await take(place)) return place;
    for (let n = 2; ; n++) {
      const place = `${key}/${n}`;
      if (!candidates.has(place) && (await take(place))) return place;
    }
  }

  const mine = await takeOne();
  memory.write(mine);
  const model = own !== null && own in order ? own : known[0];
  return {
    ...{ key: mine, from: mine in order ? mine : model, isShared },
    mark() {
      void storage.update(list, (stored) => {
        const now = orderOf(key, stored);
        return { ...now, [mine]: 1 + Math.max(...Object.values(now)) };
      });
    },
  };
}

const orderOf = (first: string, stored: unknown): Order => ({ [first]: 0, ...(stored as Order) });
