import { afterEach, describe, expect, it } from 'vitest';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { fakePage } from '../kit/testing/connect';
import type { KnnCalls, ListedSet, SetInfo } from './compute/protocol';
import { followImages } from './image-sets';
import { runSpecs } from './model';
import type { KnnValues } from './params';
import { openStores, setOf } from './testing/page';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const drawn: ListedSet = { id: 'drawn', title: 'Drawn digits', here: true, note: '' };

function open(answers: Answers<KnnCalls> = {}, values: Partial<KnnValues> = {}) {
  const { store, runs, run, train } = openStores(values);
  runs.follow([]);
  const compute = fakeCompute<KnnCalls>({
    open: (id) => setOf(id),
    sets: () => [drawn],
    ...answers,
  });
  const page = fakePage<KnnCalls>(compute);
  ends.push(page.end);
  const { until: untilEnd, track } = page.options;
  const followed: string[] = [];
  const images = followImages({
    ...{ compute, until: untilEnd, store, runs, track },
    follow(set) {
      followed.push(set.id);
      runs.follow(runSpecs(store.getState().values, set));
    },
  });
  const shown = () => images.sets.getState();
  return { store, runs, run, train, compute, images, followed, shown, ...page };
}

describe('the images of the neighbours lab', () => {
  it('are opened before any run of them is made', async () => {
    const set = deferred<SetInfo>();
    const { images, followed, shown, runs } = open({ open: () => set.promise });
    await turn();
    expect([shown().open, followed, runs.getState().runs]).toEqual([null, [], []]);
    set.resolve(setOf('drawn'));
    await images.opened;
    expect(shown().open).toEqual(setOf('drawn'));
    expect(runs.getState().runs.map(({ setup }) => setup.dataset)).toEqual(['drawn']);
  });

  it('are listed from the start; where that fails the list stays as it was', async () => {
    const { images, shown, compute } = open();
    await until(() => shown().list.length > 0);
    expect(shown().list).toEqual([drawn]);
    expect(compute.asked('sets')).toHaveLength(1);
    const other = open({ sets: () => Promise.reject(new Error('no network')) });
    await other.images.opened;
    await turn();
    expect(other.shown()).toMatchObject({ list: [], error: null });
    await images.opened;
  });

  it('have their runs follow the settings, as long as the lab is on the page', async () => {
    const { store, images, run, followed, end } = open();
    await images.opened;
    store.set({ epsilon: -0.5 });
    expect(run().knobs.epsilon).toBe(-0.5);
    const before = followed.length;
    end();
    store.set({ epsilon: -0.25 });
    expect([run().knobs.epsilon, followed.length]).toEqual([-0.5, before]);
  });

  it('give way to others: training stops, the old set is closed, the new one opened', async () => {
    const mnist = deferred<SetInfo>();
    const { store, images, runs, run, shown } = open({
      open: (id) => (id === 'mnist' ? mnist.promise : setOf(id)),
    });
    await images.opened;
    runs.play(true);
    store.set({ dataset: 'mnist' });
    expect([runs.getState().playing, shown().open]).toEqual([false, null]);
    // without a set there is nothing for the settings to act on
    store.set({ epsilon: -0.5 });
    expect(run().setup.dataset).toBe('drawn');
    mnist.resolve(setOf('mnist'));
    await until(() => shown().open?.id === 'mnist');
    expect(run().setup.dataset).toBe('mnist');
  });

  it('are those that were asked for last, however long the others take', async () => {
    const slow = deferred<SetInfo>();
    const { store, images, shown, followed } = open({
      open: (id) => (id === 'mnist' ? slow.promise : setOf(id)),
    });
    await images.opened;
    store.set({ dataset: 'mnist' });
    store.set({ dataset: 'cifar10' });
    await until(() => shown().open?.id === 'cifar10');
    slow.resolve(setOf('mnist'));
    await turn();
    expect(shown().open?.id).toBe('cifar10');
    expect(followed).not.toContain('mnist');
  });

  it('are those asked for last also where an earlier opening fails late', async () => {
    const slow = deferred<SetInfo>();
    const { store, images, shown } = open({
      open: (id) => (id === 'mnist' ? slow.promise : setOf(id)),
    });
    await images.opened;
    store.set({ dataset: 'mnist' });
    store.set({ dataset: 'cifar10' });
    await until(() => shown().open?.id === 'cifar10');
    slow.reject(new Error('the network is not there'));
    await turn();
    expect(shown()).toMatchObject({ open: { id: 'cifar10' }, error: null });
  });

  it('say why they can not be opened, and can be asked for again', async () => {
    let here = false;
    const { store, images, shown } = open({
      open(id) {
        if (id === 'mnist' && !here) throw new Error('MNIST is not on this site.');
        return setOf(id);
      },
    });
    await images.opened;
    store.set({ dataset: 'mnist' });
    await until(() => shown().error !== null);
    expect(shown()).toMatchObject({ open: null, error: 'MNIST is not on this site.' });
    store.set({ dataset: 'drawn' });
    await until(() => shown().open !== null);
    expect(shown().error).toBeNull();
    here = true;
    store.set({ dataset: 'mnist' });
    await until(() => shown().open?.id === 'mnist');
  });

  it('are not shown beside a network of others, unless there is none that fits', async () => {
    const { store, images, runs, run, train, shown } = open();
    await images.opened;
    train(2);
    runs.pin(run().id);
    const pinned = runs.getState().runs[1];
    runs.select(pinned.id);
    store.set({ dataset: 'mnist' });
    await until(() => shown().open?.id === 'mnist');
    // the pinned run is of drawn digits
    expect(runs.getState().current).toBe(run().id);
    expect(run().setup.dataset).toBe('mnist');
    runs.select(pinned.id);
    store.set({ dataset: 'drawn' });
    await until(() => shown().open?.id === 'drawn');
    // one that fits stays
    expect(runs.getState().current).toBe(pinned.id);
  });

  it('are asked of the set that is open, else of the one that is wanted', async () => {
    const own = deferred<SetInfo>();
    const { store, images, compute } = open({
      images: () => Uint8Array.of(1, 2),
      open: (id) => (id === 'own' ? own.promise : setOf(id)),
    });
    await images.opened;
    expect(await images.images('test', [3, 4])).toEqual(Uint8Array.of(1, 2));
    store.set({ dataset: 'own' });
    await images.images('train', [5]);
    own.resolve(setOf('own-1234'));
    await turn();
    await images.images('train', [6]);
    expect(compute.asked('images')).toEqual([
      { set: 'drawn', part: 'test', numbers: [3, 4] },
      { set: 'own', part: 'train', numbers: [5] },
      { set: 'own-1234', part: 'train', numbers: [6] },
    ]);
  });
});

describe('files of the reader', () => {
  const file = (name: string, path = '') =>
    Object.assign(new File([Uint8Array.of(7)], name), { webkitRelativePath: path });
  const added = (...problems: string[]) => ({
    ...{ info: setOf('own-1'), problems, notes: ['They are upright.'] },
  });

  it('become a set, which is opened and listed, under the paths that they have', async () => {
    const { images, shown, compute, store } = open({
      add: () => added('b.png is no image.'),
      open: (id) => setOf(id === 'own' ? 'own-1' : id),
    });
    await images.opened;
    expect(await images.addFiles([file('a.png', 'cats/a.png'), file('b.png')])).toBe(true);
    const [asked] = compute.asked('add');
    expect(asked.map(({ path }) => path)).toEqual(['cats/a.png', 'b.png']);
    expect(asked[0].bytes).toEqual(Uint8Array.of(7));
    expect(shown().problems).toEqual(['b.png is no image.']);
    expect(shown().notes).toEqual(['They are upright.']);
    expect(compute.asked('sets')).toHaveLength(2);
    expect(store.getState().values.dataset).toBe('own');
    await until(() => shown().open?.id === 'own-1');
  });

  it('replace those of before where the own set is open already', async () => {
    let count = 0;
    const { images, shown, compute } = open(
      { add: () => added(), open: () => setOf(`own-${++count}`) },
      { dataset: 'own' },
    );
    await images.opened;
    expect(shown().open?.id).toBe('own-1');
    expect(await images.addFiles([file('a.zip')])).toBe(true);
    expect(shown().open?.id).toBe('own-2');
    expect(compute.asked('open')).toEqual(['own', 'own']);
  });

  it('are not spoken of any more when other images are chosen', async () => {
    const { images, shown, store } = open({ add: () => added('b.png is no image.') });
    await images.opened;
    await images.addFiles([file('a.zip')]);
    expect(shown().problems).toHaveLength(1);
    store.set({ dataset: 'drawn' });
    expect([shown().problems, shown().notes]).toEqual([[], []]);
  });

  it('that can not be used are named, and nothing else changes', async () => {
    const { images, shown, store } = open({
      add: () => Promise.reject(new Error('a.txt is no set of images.')),
    });
    await images.opened;
    expect(await images.addFiles([file('a.txt')])).toBe(false);
    expect(shown().problems).toEqual(['a.txt is no set of images.']);
    expect([shown().open?.id, store.getState().values.dataset]).toEqual(['drawn', 'drawn']);
  });

  it('keep the page busy while they are read', async () => {
    const read = deferred<ArrayBuffer>();
    const slow = Object.assign(file('a.zip'), { arrayBuffer: () => read.promise });
    const { images, outstanding } = open({ add: () => added() });
    await images.opened;
    const before = outstanding();
    const done = images.addFiles([slow]);
    expect(outstanding()).toBe(before + 1);
    read.resolve(new ArrayBuffer(1));
    await done;
    expect(outstanding()).toBe(before);
  });
});
