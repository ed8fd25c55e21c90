import { describe, expect, it } from 'vitest';
import { caller, testMachine, type TestMachineOptions } from '../../../compute/testing/machine';
import { askedOf, goOn } from '../../../compute/testing/runs';
import { helpers } from '../../../compute/testing/threads';
import { createPlainNetwork } from '../../../core/networks/plain';
import { terrainMaps } from '../../../data/terrain/terrain';
import { evaluate } from '../experiment/evaluation';
import { networkOf, trainingMaps } from '../experiment/networks';
import { advance, initialState } from '../experiment/run';
import { MAP_CELLS, printedKnobs, type PathsMethod } from '../experiment/spec';
import { module } from './module';
import type { AdvanceReply, PathsAsked, PathsCalls, TrainedSetup } from './protocol';
import { createTasks } from './tasks';

const setup = { method: 'fenchel-young', network: 'cells', seed: 3, maps: 8 } as const;
const knobs = { ...printedKnobs, batch: 5, rate: 3e-3 };
const settings = { tests: 4, every: 10 };

/** The work of the lab, as a page calls it. */
function open(options: TestMachineOptions = {}) {
  const machine = testMachine(options);
  const call = caller<PathsCalls>(module.open(machine).handlers);
  const train = async (
    run: PathsAsked,
    maxSteps: number,
  ): Promise<AdvanceReply['runs'][number]> => {
    const limits = { maxSteps, milliseconds: Infinity };
    return (await call('advance', { runs: [run], limits, settings })).runs[0];
  };
  return { call, train, ready: machine.ready, status: machine.status };
}

const runOf = (patch: Partial<TrainedSetup> = {}, state: PathsAsked['state'] = null) =>
  askedOf({ setup: { ...setup, ...patch }, knobs, stop: { maxSteps: 1000 }, state });

const distance = (a: Float32Array, b: Float32Array) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('training in the lab of paths', () => {
  it('is that of the experiment, up to the rounding of sums over slices, and tests what it says', async () => {
    const { train } = open();
    const found = await train(runOf(), 3);
    const state = initialState(setup);
    const machine = {
      maps: trainingMaps(terrainMaps(1, 'train', setup.maps)),
      source: createPlainNetwork(networkOf(setup)),
    };
    for (const record of found.records) {
      const expected = await advance(setup, state, knobs, machine);
      expect(record.step).toBe(expected.step);
      expect(record.loss).toBeCloseTo(expected.loss, 3);
    }
    expect(distance(found.state!.params, state.params)).toBeLessThan(1e-4);
    expect(found.tests.map(({ step }) => step)).toEqual([1, 2]);
    const later = await train(runOf({}, found.state), 7);
    expect(later.tests.map(({ step }) => step)).toEqual([5, 10]);
    const held = terrainMaps(1, 'test', settings.tests);
    const { params } = later.state!;
    const test = await evaluate(setup.method, machine.source, params, held);
    expect(later.tests[1]).toEqual({
      ...{ step: 10, maps: 4, ratio: expect.closeTo(test.ratio, 12) as number },
      ...{ optimal: test.optimal / 4, valid: test.valid / 4 },
    });
  });

  it('goes on where it was kept, and from a state in another worker', async () => {
    const here = open();
    const run = runOf();
    const first = await here.train(run, 2);
    expect(await here.call('snapshot', run.version)).toEqual(first.state);
    const kept = await here.train(goOn(run, first), 2);
    const elsewhere = await open().train(runOf({}, first.state), 2);
    expect(elsewhere.state).toEqual(kept.state);
    expect((await open().train({ ...run, step: 2 }, 2)).missing).toBe(true);
  });

  it.each([2, 3, 4])('is the same to the bit on %i threads', async (cores) => {
    const { spawn, end } = helpers(createTasks);
    const { train, ready, status } = open({ cores, spawn });
    await ready();
    const found = await train(runOf(), 3);
    expect(status().adapter).toBe(`${cores} CPU threads`);
    expect(found.state).toEqual((await open().train(runOf(), 3)).state);
    end();
  });

  it.each(['forward', 'backward'] as const)(
    'repeats a step in which a thread dies on its way %s',
    async (dying) => {
      let calls = 0;
      const { spawn, end } = helpers(createTasks, (_, call) => call === dying && ++calls === 2);
      const { train, ready } = open({ cores: 3, spawn });
      await ready();
      const found = await train(runOf(), 4);
      expect(calls).toBeGreaterThan(1);
      expect(found.state).toEqual((await open().train(runOf(), 4)).state);
      end();
    },
  );
});

describe('held-out maps', () => {
  const FOUR = [0, 1, 2, 3];

  it('are those of the command line', async () => {
    const maps = await open().call('heldOut', [0, 1]);
    const { pixels, costs, paths } = terrainMaps(1, 'test', 2);
    expect(maps.map((map) => map.pixels.length)).toEqual([pixels.length / 2, pixels.length / 2]);
    expect(maps[1]).toEqual({
      number: 1,
      pixels: pixels.slice(pixels.length / 2),
      costs: costs.slice(MAP_CELLS),
      path: paths.slice(MAP_CELLS),
    });
  });

  it.each<PathsMethod>(['fenchel-young', 'blackbox', 'squared'])(
    'are seen as training by %s has them',
    async (method) => {
      const { call, train } = open();
      const run = runOf({ method });
      const begun = await call('look', { setup: run.setup, params: null, maps: FOUR });
      expect(
        await call('look', { setup, params: initialState(setup).params, maps: [1, 3] }),
      ).toEqual(await call('look', { setup, params: null, maps: [1, 3] }));
      expect(begun.maps.every(({ costs }) => costs.length === MAP_CELLS)).toBe(true);
      const { state, tests } = await train(run, 5);
      const { maps } = await call('look', { setup: run.setup, params: state!.params, maps: FOUR });
      const held = await call('heldOut', FOUR);
      const costOf = (cells: Uint8Array, map: number) =>
        cells.reduce((sum, taken, i) => sum + taken * held[map].costs[i], 0);
      const right = maps.filter(
        ({ taken }, i) => costOf(taken, i) <= costOf(held[i].path, i) * (1 + 1e-6),
      );
      // a fit of the path that is cheaper is none
      if (method !== 'squared') expect(right.length / 4).toBe(tests.at(-1)!.optimal);
    },
  );

  it('have no path where a network has no costs', async () => {
    const params = initialState(setup).params.fill(NaN);
    const { maps } = await open().call('look', { setup, params, maps: [0] });
    expect(maps[0].taken.every((cell) => cell === 0)).toBe(true);
  });
});
