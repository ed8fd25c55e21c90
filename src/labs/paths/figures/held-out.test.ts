import { describe, expect, it } from 'vitest';
import { startRun } from '../../../state/runs/run';
import { defaultsOf } from '../../../state/params';
import { CELLS, MAP_CELLS } from '../experiment/spec';
import { landOf } from '../experiment/land';
import { cheapestPath } from '../experiment/problem';
import { pathsKind } from '../kind';
import { costsOf, givenMap, heldOutPatch, targetOf } from '../model';
import { pathsTable } from '../params';
import { runSpecs } from '../runs';
import type { Seen } from '../looks';
import {
  believedMaps,
  believedOf,
  believedStrips,
  believedTable,
  believedTitle,
  heldOutData,
  mapsTable,
  mapsTitle,
} from './held-out';
import { heldOutTitle, ratioTitle, validTitle } from './measurements';

const values = defaultsOf(pathsTable);
const run = startRun(pathsKind, runSpecs(values)[0]);
const grid = { size: CELLS, moves: 'all' } as const;
const { costs } = landOf(3, CELLS, 'test');
const indicator = (path: readonly number[]) =>
  Uint8Array.from({ length: MAP_CELLS }, (_, cell) => Number(path.includes(cell)));
const truth = indicator(cheapestPath(grid, costs));
const diagonal = indicator(Array.from({ length: CELLS }, (_, i) => i * (CELLS + 1)));
const map = { pixels: new Uint8Array(3), costs: Float32Array.from(costs), path: truth };
const told = Float32Array.from(costs, (cost) => 0.1 * cost + 1);

function seenOf(taken: readonly Uint8Array[], method = run.setup.method): Seen {
  return {
    maps: taken.map((_, m) => ({ ...map, number: 12 + m })),
    seen: taken.map((own) => ({ taken: own, costs: told })),
    run: { ...run, setup: { ...run.setup, method } },
  };
}

describe('held-out maps', () => {
  const none = new Uint8Array(MAP_CELLS);

  it('are right where the path costs no more than the cheapest', () => {
    const data = heldOutData(seenOf([truth, diagonal]), 13);
    expect(data.maps.map(({ right, cells }) => [right, cells])).toEqual([
      [true, []],
      [false, []],
    ]);
    expect([data.chosen, data.maps[1].title]).toEqual([1, 'held-out map 14']);
    expect(data.maps[0].path).toEqual(data.maps[0].target);
    expect(data.maps[1].note).toMatch(/^[\d.]+% dearer$/);
    expect(mapsTitle(data, 0)).toBe('Before the first step 1 of 2 held-out maps are solved right');
    expect(mapsTitle(data, 9)).toMatch(/^After 9 steps 1 of 2/);
    expect(mapsTable(data).rows.map((row) => row[1])).toEqual([1, 0]);
  });

  it('have no path where a fit marks cells that do not join, and no order where they do', () => {
    const { maps } = heldOutData(seenOf([none, truth], 'squared'), 12);
    expect(maps.map(({ note, path }) => [note, path])).toEqual([
      ['no path', null],
      ['right', null],
    ]);
    expect(maps[1].cells).toHaveLength(truth.reduce((sum, cell) => sum + cell, 0));
  });
});

describe('what a network believes', () => {
  const believed = believedOf(seenOf([truth]), 12);

  it('stands beside the truth, cell by cell and by terrain', () => {
    expect(believedMaps(believed).panels.map((panel) => panel.values)).toEqual([map.costs, told]);
    const { strips } = believedStrips(believed);
    expect(strips.reduce((sum, strip) => sum + strip.values.length, 0)).toBe(MAP_CELLS);
    expect(believedTable(believed).rows[13].slice(0, 2)).toEqual([2, 2]);
  });

  it('is known by the order of the costs, whatever their scale', () => {
    expect(believedTitle(believed)).toBe(
      'The network knows which cells are dear: rank correlation 1.0',
    );
    const back = believed.told.map((cost) => -cost);
    const unknown = 'The network does not know yet which cells are dear';
    expect(believedTitle({ ...believed, told: back })).toBe(unknown);
    expect(believedTitle({ ...believed, told: new Float32Array(MAP_CELLS) })).toBe(unknown);
    expect(believedTitle({ ...believed, method: 'squared' })).toContain('no costs');
  });

  it.each([1, 100])('is taken to the map of its own, at a scale of %d', (scale) => {
    const own = Float32Array.from(told, (cost) => scale * cost);
    const patch = heldOutPatch(3, own);
    const taken = { ...values, ...patch };
    const map = givenMap(taken, null);
    expect(map.first).toEqual(costs);
    const shown = costsOf(map, taken);
    expect(Math.max(...shown)).toBeLessThanOrEqual(9.99);
    const unit = shown[0] / own[0];
    shown.forEach((cost, i) => expect(cost / own[i] / unit).toBeCloseTo(1, 1));
    expect(targetOf(map, taken)).toEqual(cheapestPath(grid, costs));
  });
});

describe('titles of the curves', () => {
  const tests = (patch: Partial<typeof run.tests>) => ({ tests: { ...run.tests, ...patch } });

  it('say what there is to be said', () => {
    for (const title of [heldOutTitle, ratioTitle, validTitle]) {
      expect(title(run)).toBe('Held-out maps are not tested yet');
    }
    expect(heldOutTitle(tests({ step: [10], optimal: [0.4] }))).toBe(
      'After 10 steps 40% of the held-out maps get a cheapest path',
    );
    expect(ratioTitle(tests({ ratio: [1.02] }))).toBe('Its paths cost 2.0% more than the cheapest');
    expect(ratioTitle(tests({ ratio: [NaN] }))).toContain('No held-out map');
    expect(validTitle(tests({ valid: [1] }))).toContain('Every');
    expect(validTitle(tests({ valid: [0.06] }))).toContain('6% of the held-out maps');
  });
});
