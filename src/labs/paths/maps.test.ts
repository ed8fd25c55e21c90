import { describe, expect, it } from 'vitest';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import { createLabStore } from '../../state/lab-store';
import { fakePage } from '../kit/testing/connect';
import type { GivenReply, GivenRequest, PathsCalls } from './compute/protocol';
import { pack } from './costs';
import { followMaps } from './maps';
import { costsOf, givenMap, targetOf } from './model';
import { follow, normalise, pathsTable, type PathsValues } from './params';

const ones = Array.from({ length: 144 }, () => 1);
const replyTo = (request: GivenRequest): GivenReply => ({
  ...{ ...request, count: 3, picture: new Uint8Array(27_648), path: null },
  ...{ costs: ones.map((one) => one + request.map), believed: null },
});

function open(answers: Answers<PathsCalls>, values: Partial<PathsValues> = {}) {
  const store = createLabStore(pathsTable, { normalise, follow, initial: values });
  const compute = fakeCompute<PathsCalls>(answers);
  const page = fakePage<PathsCalls>(compute);
  const followed = followMaps(store, page.options);
  const shown = () => followed.maps.getState();
  const first = () => givenMap(store.getState().values, shown().given).first[0];
  return { store, compute, shown, first, ...followed, ...page };
}

describe('the maps of the lab of paths', () => {
  it('are asked for where the page does not know them, and the one before stays meanwhile', async () => {
    const late = deferred<GivenReply>();
    const { store, compute, first } = open(
      { given: (request) => (request.map === 1 ? late.promise : replyTo(request)) },
      { map: 0 },
    );
    expect(compute.names).toEqual([]);
    const land = first();
    store.set({ source: 'warcraft' });
    expect(first()).toBe(land);
    await until(() => first() === 1);
    store.set({ map: 1 });
    expect(first()).toBe(1);
    late.resolve(replyTo({ source: 'warcraft', map: 1, part: 'train', costsFrom: 'map' }));
    await until(() => first() === 2);
    store.set({ sigma: 2 });
    expect(compute.asked('given')).toHaveLength(2);
    store.set({ source: 'terrain', map: 0 });
    expect(first()).toBe(land);
  });

  it('say so where they are missing, and show generated land', async () => {
    const { store, shown, first } = open({ given: () => null }, { source: 'own', map: 136 });
    await until(() => shown().missing);
    const land = first();
    store.set({ source: 'terrain' });
    expect([shown().missing, first()]).toEqual([false, land]);
  });

  it("come from the reader's files, and are asked for anew where they replace others", async () => {
    let number = 0;
    const { store, compute, shown, first, addFiles } = open(
      {
        addFiles: (files) => ({ added: 'own', problems: files.map(({ name }) => `${name}: no`) }),
        given: (request) => ({ ...replyTo(request), costs: ones.map(() => number) }),
      },
      { size: '18', map: 7 },
    );
    number = 4;
    await addFiles([new File(['x'], 'a.png')]);
    await until(() => first() === 4);
    expect(store.getState().values).toMatchObject({ source: 'own', size: '12', map: 0 });
    expect(shown().problems).toEqual(['a.png: no']);
    number = 5;
    await addFiles([new File(['y'], 'b.png')]);
    await until(() => first() === 5);
    expect(compute.asked('addFiles')[1][0].bytes).toEqual(Uint8Array.of(121));
  });

  it('are drawn of land that the reader has painted, which a network is to see', async () => {
    const terrain = ones.map(() => 'rock' as const);
    const { store, compute, first, showLand } = open(
      { addLand: () => undefined, given: (request) => ({ ...replyTo(request), believed: ones }) },
      { map: 7, costs: pack(ones.map(() => 9)) },
    );
    await showLand(terrain);
    await until(() => first() === 1);
    expect(compute.asked('addLand')).toEqual([terrain]);
    expect(store.getState().values).toMatchObject({
      ...{ source: 'own', costsFrom: 'network', map: 0, costs: [] },
    });
    const without = open({});
    await without.showLand(terrain);
    expect(without.said[0]).toMatch(/^error: The land could not be drawn: /);
    expect(without.store.getState().values.source).toBe('terrain');
  });

  it('stay where nothing of the files can be used', async () => {
    const { store, shown, addFiles } = open({
      addFiles: () => ({ added: null, problems: ['no'] }),
    });
    await addFiles([new File(['x'], 'a.txt')]);
    expect([shown().problems, store.getState().values.source]).toEqual([['no'], 'terrain']);
  });

  it('tell why one could not be opened', async () => {
    const { said } = open({}, { costsFrom: 'network' });
    await until(() => said.length > 0);
    expect(said[0]).toMatch(/^error: The map could not be opened: /);
  });
});

describe('the path that is wanted', () => {
  const values = {
    map: 0,
    part: 'train',
    size: '12',
    source: 'warcraft',
    costsFrom: 'map',
  } as const;
  const all = { size: '12', moves: 'all', costs: [] } as const;
  const request: GivenRequest = { source: 'warcraft', map: 0, part: 'train', costsFrom: 'network' };
  const diagonal = Array.from({ length: 12 }, (_, i) => 13 * i);

  it('is that of the files, or the cheapest of the right costs whatever a network believes', () => {
    const [path] = [[0, 13, 143]];
    const told = givenMap(values, { ...replyTo(request), path });
    expect(targetOf(told, all)).toBe(path);
    const believed = ones.map((_, i) => (i % 13 === 0 ? 9 : 0.5));
    const map = givenMap(values, { ...replyTo(request), believed });
    expect(costsOf(map, all)).toBe(believed);
    expect(targetOf(map, all)).toEqual(diagonal);
    expect(targetOf(told, { ...all, moves: 'forward' })).toEqual(diagonal);
  });

  it('is that of the first costs where nobody knows the right ones', () => {
    const believed = ones.map((_, i) => (i % 13 === 0 ? 0.5 : 9));
    const own = { ...replyTo({ ...request, source: 'own' }), costs: null, believed };
    const map = givenMap({ ...values, source: 'own' }, own);
    expect([map.isKnown, map.right]).toEqual([false, believed]);
    expect(targetOf(map, all)).toEqual(diagonal);
  });
});
