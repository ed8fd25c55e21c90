import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { RankingsCalls } from './compute/protocol';
import type { OwnSet } from './experiment/own-set';
import type { RankingsTable, RankingsValues } from './params';
import { siteFile, siteSets } from './site-sets';

/** A set that is kept in this browser, without its numbers. */
export interface SetInfo extends Pick<OwnSet, 'id' | 'file' | 'sum' | 'rows' | 'labels'> {
  readonly features: number;
}

export interface Sets {
  /** Those that are kept, in the order of their reading. */
  readonly list: readonly SetInfo[];
  /** Ids of those that lie beside the page. */
  readonly site: readonly string[];
  /** The one that the parameters ask for; null of generated data, and where it is not here. */
  readonly open: OwnSet | null;
  /** Whether it is known what that is: what is kept has been looked for. */
  readonly settled: boolean;
  /** Files that are being read, and how many have been. */
  readonly reading: { readonly done: number; readonly total: number } | null;
  /** What could not be read, in sentences. */
  readonly problems: readonly string[];
}

export interface FollowedSets {
  readonly sets: Pick<StoreApi<Sets>, 'getState' | 'getInitialState' | 'subscribe'>;
  /** Reads files one after the other, keeps what can be used, and shows the first of it. */
  addFiles(files: readonly File[]): Promise<void>;
  remove(id: string): void;
  /** The numbers of a set, null where it is not here. */
  get(id: string): Promise<OwnSet | null>;
}

const MADE = 'made';
const LIST = 'rankings/sets';
const keyOf = (id: string) => `rankings/set/${id}`;

const infoOf = ({ id, file, sum, rows, features, labels }: OwnSet): SetInfo => ({
  ...{ id, file, sum, rows, labels },
  features: features.length,
});

type Options = Pick<ConnectOptions<RankingsCalls>, 'compute' | 'storage' | 'until' | 'track'>;

/** The sets that this browser keeps, in memory too: also where nothing can be stored. */
function keepSets(
  { getState, setState }: StoreApi<Sets>,
  { storage, until }: Pick<Options, 'storage' | 'until'>,
) {
  const held = new Map<string, OwnSet>();
  /** Of this tab alone, since they are not stored so far, or can't be. */
  const unkept = new Set<string>();
  const isOther = (id: string) => (info: SetInfo) => info.id !== id;
  const without = (list: readonly SetInfo[], id: string) => list.filter(isOther(id));
  /** Other tabs add to the stored list too: what they have added stays. */
  const changeList = (change: (list: readonly SetInfo[]) => readonly SetInfo[]) =>
    storage.update(LIST, (stored) => change(listOf(stored)));

  async function load(): Promise<void> {
    const mine = new Set(unkept);
    const stored = listOf(await storage.read(LIST));
    const own = getState().list.filter(({ id }) => mine.has(id) && stored.every(isOther(id)));
    setState({ list: [...stored, ...own] });
  }

  storage.hear(LIST, () => void load(), until);
  return {
    load,
    async get(id: string): Promise<OwnSet | null> {
      if (!held.has(id) && !getState().list.every(isOther(id))) {
        const kept = (await storage.read(keyOf(id))) as OwnSet | undefined;
        if (kept) held.set(id, kept);
      }
      return held.get(id) ?? null;
    },
    async put(set: OwnSet) {
      const { id } = set;
      held.set(id, set);
      unkept.add(id);
      setState({ list: [...without(getState().list, id), infoOf(set)] });
      const add = (list: readonly SetInfo[]) => [...without(list, id), infoOf(set)];
      // a set without its numbers is none
      const isKept = (await storage.write(keyOf(id), set)) && (await changeList(add));
      if (isKept) unkept.delete(id);
    },
    drop(id: string) {
      held.delete(id);
      unkept.delete(id);
      setState({ list: without(getState().list, id) });
      void changeList((list) => without(list, id));
      void storage.write(keyOf(id), undefined);
    },
  };
}

const listOf = (stored: unknown): readonly SetInfo[] =>
  Array.isArray(stored) ? (stored as readonly SetInfo[]) : [];

/** Keeps the reader's sets in this browser and opens the one that the parameters ask for. */
export function followSets(
  store: LabStore<RankingsTable>,
  { compute, storage, until, track }: Options,
): FollowedSets {
  const wanted = () => store.getState().values.data as string;
  const sets = createStore<Sets>(() => ({
    ...{ list: [], site: [], open: null, reading: null, problems: [] },
    settled: wanted() === MADE,
  }));
  const { getState, setState } = sets;
  const kept = keepSets(sets, { storage, until });
  const site = siteSets();

  async function read(file: File, before: readonly OwnSet[] = []): Promise<OwnSet> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const set = await compute.call('read', { file: file.name, bytes });
    const other = before.find(({ id }) => id === set.id);
    if (other) {
      throw new Error(`${file.name} is left out: of your own files ${other.file} is kept.`);
    }
    await kept.put(set);
    return set;
  }

  /** From this browser, or from the site, once and for all. */
  async function find(id: string): Promise<OwnSet | null> {
    const set = await kept.get(id);
    if (set || !(await site).includes(id)) return set;
    try {
      return await read(await siteFile(id));
    } catch (error) {
      setState({ problems: [messageOf(error)] });
      return null;
    }
  }

  async function open(): Promise<void> {
    const id = wanted();
    if (getState().open?.id !== id) setState({ open: null, settled: id === MADE });
    if (id === MADE) return;
    const set = await find(id);
    if (wanted() === id) setState({ open: set, settled: true });
  }

  async function begin(): Promise<void> {
    await kept.load();
    await open();
    setState({ site: await site });
  }

  async function addFiles(files: readonly File[]): Promise<void> {
    const found: OwnSet[] = [];
    const problems: string[] = [];
    for (const [done, file] of files.entries()) {
      setState({ reading: { done, total: files.length } });
      try {
        found.push(await read(file, found));
      } catch (error) {
        problems.push(messageOf(error));
      }
    }
    setState({ problems, reading: null });
    const shown = found.find(({ id }) => id === wanted()) ?? found.at(0);
    if (!shown) return;
    store.set({ data: shown.id as RankingsValues['data'] });
    await open();
  }

  subscribeUntil(until, store, ({ values }, { values: before }) => {
    if (values.data !== before.data) void track(open());
  });
  void track(begin());
  return {
    ...{ sets, get: kept.get },
    addFiles: (files) => track(addFiles(files)),
    remove(id) {
      kept.drop(id);
      if (wanted() === id) store.set({ data: MADE });
    },
  };
}
