import { messageOf } from '../../core/message-of';
import { createStore } from 'zustand/vanilla';
import type { Compute } from '../../compute/client';
import type { Activity } from '../../state/activity';
import { subscribeUntil } from '../../state/until';
import type { LabStore } from '../../state/lab-store';
import type { KnnCalls, SetInfo } from './compute/protocol';
import { shownRun } from '../../state/runs/shown';
import type { KnnTable } from './params';
import type { KnnResults, SetsState } from './results';

export interface ImageSetOptions extends Pick<Activity, 'track'> {
  readonly compute: Pick<Compute<KnnCalls>, 'call'>;
  readonly until: AbortSignal;
  readonly store: LabStore<KnnTable>;
  readonly runs: KnnResults['runs'];
  /** Makes the runs of the parameters on the set that is open. */
  follow(open: SetInfo): void;
}

/** The image sets that there are, and the one that the parameters ask for. */
export interface FollowedImages extends Pick<KnnResults, 'sets' | 'addFiles' | 'images'> {
  /** Settles when the first set has been opened, or could not be. */
  readonly opened: Promise<void>;
}

export function followImages({
  compute,
  until,
  store,
  runs,
  follow,
  track,
}: ImageSetOptions): FollowedImages {
  const sets = createStore<SetsState>(() => ({
    ...{ list: [], open: null, error: null },
    ...{ problems: [], notes: [] },
  }));
  const dataset = () => store.getState().values.dataset;
  let wanted = '';

  function followOpen(): void {
    const { open } = sets.getState();
    if (open) follow(open);
  }

  /** A network of other images is not shown beside those that are open. */
  function showFitting({ id }: SetInfo): void {
    const { runs: all } = runs.getState();
    const fits = all.find(({ setup }) => setup.dataset === id);
    if (fits && shownRun(runs.getState())?.setup.dataset !== id) runs.select(fits.id);
  }

  /** Opens the set that the page asks for, and makes its runs once it is there. */
  async function openSet(id: string): Promise<void> {
    wanted = id;
    sets.setState({ open: null, error: null });
    try {
      const info = await compute.call('open', id);
      if (wanted !== id) return;
      sets.setState({ open: info });
      followOpen();
      showFitting(info);
    } catch (error) {
      if (wanted === id) sets.setState({ error: messageOf(error) });
    }
  }

  async function list(): Promise<void> {
    try {
      sets.setState({ list: await compute.call('sets', null) });
    } catch {
      // the list stays as it was
    }
  }

  subscribeUntil(until, store, ({ values: now }, { values: before }) => {
    if (now.dataset === before.dataset) return followOpen();
    // what was told of a reader's own files is not true of other images
    if (now.dataset !== 'own') sets.setState({ problems: [], notes: [] });
    runs.play(false);
    void openSet(now.dataset);
  });
  const opened = openSet(dataset());
  void list();

  return {
    sets,
    opened,
    async addFiles(files) {
      try {
        const { problems, notes } = await compute.call(
          'add',
          await track(Promise.all(files.map(readFile))),
        );
        sets.setState({ problems, notes });
        await list();
        if (dataset() === 'own') await openSet('own');
        else store.set({ dataset: 'own' });
        return true;
      } catch (error) {
        sets.setState({ problems: [messageOf(error)], notes: [] });
        return false;
      }
    },
    images: (part, numbers) =>
      compute.call('images', { set: sets.getState().open?.id ?? dataset(), part, numbers }),
  };
}

async function readFile(file: File) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { path: file.webkitRelativePath || file.name, bytes };
}
