import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../../state/params';
import { extendDraws } from '../experiment/draws';
import { stretchesOf } from '../experiment/flips';
import { gradientsOf, stepFrom } from '../experiment/gradients';
import { compareLaws } from '../experiment/laws';
import { cheapestPath, costOfPath } from '../experiment/problem';
import { sweepOf, sweepSigmas } from '../experiment/sweep';
import { costsOf, givenMap, withCosts } from '../model';
import { pathsTable, sigmaBounds, type PathsValues } from '../params';
import { presets } from '../presets';
import {
  cheapestShare,
  detourOf,
  groundOf,
  isThere,
  stageOf,
  terrainData,
  terrainTable,
} from './data';
import { flipsData } from './FlipsFigure';
import { gradientsData } from './GradientsFigure';
import { lawsData } from './LawsFigure';

const values: PathsValues = { ...defaultsOf(pathsTable), size: '8' };
/** On generated land. */
const stageAt = (own: PathsValues) => stageOf(own, groundOf(givenMap(own, null), own));
const stage = stageAt(values);
const { problem } = stage;

describe('the map', () => {
  const reply = { problem, ...extendDraws(problem, null, 100) };
  const data = terrainData(stage, reply);

  it('has the draws of the reply, the most frequent path first', () => {
    const { shares, paths, threads } = data.draws!;
    expect(paths.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(paths[0].share).toBe(Math.max(...paths.map(({ share }) => share)));
    expect(threads).toHaveLength(64);
    expect([shares[0], shares[63]]).toEqual([1, 1]);
    for (const { path, extra } of paths) {
      expect(costOfPath(path, problem.costs)).toBeCloseTo(stage.cost + extra, 9);
    }
    expect(cheapestShare(data.draws!)).toBeGreaterThan(0);
    expect(terrainTable(data).rows).toHaveLength(64);
  });

  it('is empty under a reply of another size, and has no other path that is wanted', () => {
    expect(terrainData(stageAt({ ...values, size: '12' }), reply).draws).toBeNull();
    expect([isThere(stage), data.target, detourOf(stage)]).toEqual([true, null, 0]);
  });

  it('marks cells that are changed, and the path that is wanted once it is another one', () => {
    const costs = costsOf(stage.map, values).map((cost, cell) =>
      stage.path.includes(cell) ? 9 : cost,
    );
    const moved = stageAt({ ...values, ...withCosts(stage.map, costs) });
    expect(moved.changed.length).toBeGreaterThan(3);
    const shown = terrainData(moved, null);
    expect(isThere(moved)).toBe(false);
    expect(shown.target).toEqual(stage.path);
    expect(detourOf(moved)).toBeGreaterThan(0);
    expect(withCosts(stage.map, stage.map.first)).toEqual({ costs: [] });
  });
});

describe('gradients', () => {
  const known = presets.find(({ id }) => id === 'know-nothing')!;
  const blank: PathsValues = { ...defaultsOf(pathsTable), ...known.values };
  const replyTo = (own: PathsValues) => {
    const { problem: asked, target } = stageAt(own);
    const request = { problem: asked, target, samples: 16, epsilon: -20, lambda: 20 };
    return { ...request, gradients: gradientsOf(asked, target, request) };
  };

  it('are shown of these values only, and say where there is none', () => {
    const shown = gradientsData(stageAt(blank), replyTo(blank));
    expect(shown.panels.map(({ note }) => note.startsWith('moves'))).toEqual([true, true, true]);
    const there = gradientsData(stage, replyTo(values));
    expect(there.panels[1].note).toBe('zero: nothing moves');
    expect(gradientsData(stage, replyTo(blank)).panels[0]).toMatchObject({
      ...{ values: null, note: 'on its way' },
    });
  });

  it.each([0, 1, 2])('of method %d lead to the path of the map, step by step', (method) => {
    let own = blank;
    for (let step = 0; step < 60 && detourOf(stageAt(own)) > 0; step++) {
      const { gradient } = replyTo(own).gradients[method];
      const { map, costs } = stageAt(own);
      own = { ...own, ...withCosts(map, stepFrom(costs, gradient, own.step)) };
    }
    expect(detourOf(stageAt(own))).toBe(0);
  });
});

describe('along sigma', () => {
  const at = sweepOf(problem, 20);
  const sweep = { problem, samples: 20, points: sweepSigmas.map(at) };
  const stretches = stretchesOf(problem, 0, sigmaBounds);

  it('the cheapest path is A, in both strips, and paths that are the same are called the same', () => {
    const data = flipsData(values, stage, stretches, sweep);
    expect([data.most[0].name, data.draw[0].name]).toEqual(['A', 'A']);
    expect(data.most[0]).toMatchObject({ from: 0.01, extra: 0 });
    expect(data.entropy.every((h) => h >= 0 && h <= 1 + 1e-12)).toBe(true);
    expect(new Set(data.draw.map(({ name }) => name)).size).toBe(
      new Set(stretches.map(({ path }) => path.join())).size,
    );
  });

  it('stays while sigma moves, and goes with the costs', () => {
    const louder = stageAt({ ...values, sigma: 5 });
    expect(flipsData({ draw: 0, sigma: 5 }, louder, stretches, sweep).sigmas).toHaveLength(33);
    const other = stageAt({ ...values, map: 3 });
    expect(flipsData(values, other, stretches, sweep)).toMatchObject({ sigmas: [], most: [] });
  });
});

it('two laws are shown on forward paths, with their difference', () => {
  const laws = compareLaws(problem.costs, problem.sigma, 50, 1);
  const data = lawsData(stage, { problem, samples: 50, laws });
  expect(data.path).toEqual(cheapestPath({ size: 8, moves: 'forward' }, problem.costs));
  const [one, other, difference] = data.panels.map((panel) => Array.from(panel.values!));
  difference.forEach((d, cell) => expect(d).toBeCloseTo(one[cell] - other[cell], 12));
  expect(
    lawsData(stageAt({ ...values, sigma: 9 }), { problem, samples: 50, laws }).panels[0].note,
  ).toBe('on its way');
});
