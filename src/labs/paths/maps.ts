import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { TerrainName } from '../../core/terrain/kinds';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { GivenReply, GivenRequest, PathsCalls } from './compute/protocol';
import { givenRequest } from './model';
import { PICTURED, type PathsTable, type PathsValues } from './params';

/** Maps that come from the worker. */
export interface MapsState {
  /** The map that came last, or null. */
  readonly given: GivenReply | null;
  /** Whether the reader's maps are wanted and not here. */
  readonly missing: boolean;
  /** What was wrong with files that were dropped, one sentence each. */
  readonly problems: readonly string[];
}

export interface FollowedMaps {
  readonly maps: StoreApi<MapsState>;
  /** Keeps the reader's own maps, and shows the first of them. */
  addFiles(files: readonly File[]): Promise<void>;
  /** Keeps painted land, cell by cell, as a picture, and shows what a network that sees it believes. */
  showLand(terrain: readonly TerrainName[]): Promise<void>;
}

/** Asks for the map that the parameters want, where the page does not know it by itself. */
export function followMaps(
  store: LabStore<PathsTable>,
  { compute, until, notify, track }: ConnectOptions<PathsCalls>,
): FollowedMaps {
  const maps = createStore<MapsState>(() => ({ given: null, missing: false, problems: [] }));
  const latest = compute.latest('given');
  let asked = '';

  async function ask(request: GivenRequest): Promise<void> {
    try {
      const given = await latest(request);
      // one that a newer request has replaced says nothing of whether there are maps
      if (JSON.stringify(request) === asked) maps.setState({ given, missing: given === null });
    } catch (error) {
      notify(`The map could not be opened: ${messageOf(error)}`, 'error');
    }
  }

  function follow(): void {
    const request = givenRequest(store.getState().values);
    const key = request ? JSON.stringify(request) : '';
    if (key === asked) return;
    asked = key;
    if (request) void ask(request);
    else maps.setState({ missing: false });
  }

  /** Shows the first of the maps that have come. */
  function show(first: Partial<PathsValues>): void {
    // those of the same number are other ones now
    asked = '';
    store.set({ ...first, size: PICTURED, map: 0 });
    follow();
  }

  subscribeUntil(until, store, follow);
  follow();
  return {
    maps,
    async addFiles(files) {
      try {
        const read = await track(Promise.all(files.map(readFile)));
        const { added, problems } = await compute.call('addFiles', read);
        maps.setState({ problems });
        if (added) show({ source: added });
      } catch (error) {
        maps.setState({ problems: [messageOf(error)] });
      }
    },
    async showLand(terrain) {
      try {
        await compute.call('addLand', terrain);
        show({ source: 'own', costsFrom: 'network' });
      } catch (error) {
        notify(`The land could not be drawn: ${messageOf(error)}`, 'error');
      }
    },
  };
}

const readFile = async (file: File) => ({
  name: file.name,
  bytes: new Uint8Array(await file.arrayBuffer()),
});
