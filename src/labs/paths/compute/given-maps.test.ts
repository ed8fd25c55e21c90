import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { terrainCosts, terrainNames } from '../../../core/terrain/kinds';
import { terrainMaps } from '../../../data/terrain/terrain';
import { cheapestPath, costOfPath } from '../experiment/problem';
import { createGivenMaps, type GivenSurroundings } from './given-maps';
import { createOwnMaps } from './own-maps';

const network = readFileSync('public/networks/paths-cells.json', 'utf8');
const none = { read: () => Promise.resolve(null) };
const site = () => Promise.resolve(new Response(network));

function open(own: GivenSurroundings['own'] = none, fetchNetwork = site) {
  let fetched = 0;
  const given = createGivenMaps({
    own,
    fetchNetwork() {
      fetched++;
      return fetchNetwork();
    },
  });
  return { given, fetched: () => fetched };
}

describe('a generated map', () => {
  it('comes with its picture, the costs that it shows, and what the network believes', async () => {
    const { given, fetched } = open();
    const { pixels, costs } = terrainMaps(1, 'train', 3);
    const request = { source: 'terrain', map: 2, part: 'train', costsFrom: 'network' } as const;
    const reply = (await given(request))!;
    expect(reply).toMatchObject({ ...request, count: null });
    expect(reply.picture).toEqual(pixels.slice(2 * 96 * 96 * 3));
    expect(reply.costs!.map(Math.fround)).toEqual([...costs.slice(288)]);
    // dear cells are believed to be dearer than cheap ones
    const mean = (isDear: boolean) => {
      const cells = reply.believed!.filter((_, i) => reply.costs![i] > 5 === isDear);
      return cells.reduce((sum, cost) => sum + cost, 0) / cells.length;
    };
    expect(mean(true)).toBeGreaterThan(2 * mean(false));
    expect(reply.believed!.every((cost) => cost >= 0 && cost <= 9.99)).toBe(true);
    await given({ ...request, map: 0 });
    expect(fetched()).toBe(1);
  });
});

describe("a reader's map", () => {
  const maps = terrainMaps(3, 'test', 2);

  it('has its own costs and path, and no network where none is asked for', async () => {
    const { given, fetched } = open({ read: () => Promise.resolve(maps) });
    const reply = (await given({ source: 'warcraft', map: 5, part: 'train', costsFrom: 'map' }))!;
    // the numbers begin anew
    expect([reply.count, reply.map]).toEqual([2, 5]);
    expect(reply.picture).toEqual(maps.pixels.slice(96 * 96 * 3));
    expect(reply.costs!.map(Math.fround)).toEqual([...maps.costs.slice(144)]);
    const cells = [...maps.paths.slice(144)].flatMap((taken, cell) => (taken ? [cell] : []));
    expect([...reply.path!].sort((a, b) => a - b)).toEqual(cells);
    expect([reply.path![0], reply.path!.at(-1), reply.believed, fetched()]).toEqual([
      ...[0, 143, null, 0],
    ]);
  });

  it('has the costs of the network where it has none, and no path that leads nowhere', async () => {
    const { given } = open({
      read: () => Promise.resolve({ ...maps, costs: null, paths: new Uint8Array(288) }),
    });
    const reply = (await given({ source: 'own', map: 0, part: 'train', costsFrom: 'map' }))!;
    expect([reply.costs, reply.path, reply.believed!.length]).toEqual([null, null, 144]);
  });

  it('is drawn as generated ones are where it was painted: a network that knows those finds its path', async () => {
    const { costs, paths } = terrainMaps(3, 'test', 1);
    const nearest = (cost: number) =>
      terrainNames.find((name) => Math.abs(terrainCosts[name] - cost) < 1e-6)!;
    const own = createOwnMaps({
      cache: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
      decode: () => Promise.reject(new Error('no picture')),
    });
    await own.addLand(Array.from(costs, nearest));
    const { given } = open(own);
    const reply = (await given({ source: 'own', map: 0, part: 'train', costsFrom: 'network' }))!;
    expect(reply.costs!.map(Math.fround)).toEqual([...costs]);
    const found = cheapestPath({ size: 12, moves: 'all' }, reply.believed!);
    const right = costs.reduce((sum, cost, i) => sum + cost * paths[i], 0);
    expect(costOfPath(found, costs) / right).toBeLessThan(1.02);
  });

  it('is null where there is none', async () => {
    expect(
      await open().given({ source: 'own', map: 0, part: 'train', costsFrom: 'map' }),
    ).toBeNull();
  });
});

describe('the network', () => {
  it('is asked for again where it could not be had', async () => {
    let is404 = true;
    const { given, fetched } = open(none, () =>
      is404 ? Promise.resolve(new Response('', { status: 404 })) : site(),
    );
    const request = { source: 'terrain', map: 0, part: 'train', costsFrom: 'network' } as const;
    await expect(given(request)).rejects.toThrow('the network is not there: the server says 404');
    is404 = false;
    expect((await given(request))!.believed).toHaveLength(144);
    expect(fetched()).toBe(2);
  });
});
