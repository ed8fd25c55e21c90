import { afterAll, beforeAll, expect, it } from 'vitest';
import { distance } from '../../../../models/tfjs/testing/numbers';
import { evaluate } from '../../experiment/evaluation';
import { trainingMaps } from '../../experiment/networks';
import { advance, initialState, type PathsState } from '../../experiment/run';
import { MAP_CELLS, printedKnobs, type PathsSetup } from '../../experiment/spec';
import { plainMaps } from '../../experiment/testing/maps';
import { openEngine, type PathsEngine } from './engine';
import type { Fronts } from './front';
import { createOwnFronts } from './own';

const setup: PathsSetup = { method: 'fenchel-young', network: 'resnet', seed: 3 };
const knobs = { ...printedKnobs, batch: 2 };
const maps = trainingMaps(plainMaps(4, 1));

let engine: PathsEngine;

beforeAll(async () => {
  engine = await openEngine(navigator.gpu, true);
});

afterAll(() => engine.dispose());

async function stepped(fronts: Fronts, state: PathsState, steps: number) {
  const source = fronts.source();
  const records = [];
  for (let i = 0; i < steps; i++) {
    records.push(await advance(setup, state, knobs, { maps, source }));
  }
  return records;
}

it('makes the steps of the CPU on a device, and goes on there from its state', async () => {
  const own = createOwnFronts();
  const [here, there] = [initialState(setup), initialState(setup)];
  const expected = await stepped(own, here, 2);
  const found = await stepped(engine.fronts, there, 2);
  // Adam moves a weight by the rate, whatever rounding leaves of a gradient: so the second step is less alike
  found.forEach((record, i) => {
    expect(record.loss / expected[i].loss).toBeCloseTo(1, 4 - 2 * i);
    expect(record.gradientNorm / expected[i].gradientNorm).toBeCloseTo(1, 4 - 2 * i);
    expect(record.active).toBeCloseTo(expected[i].active, 2);
  });
  expect(distance(there.params, here.params)).toBeLessThan(1e-3);
  expect(there.params.some((weight, i) => weight !== initialState(setup).params[i])).toBe(true);
  // a state of the one goes on on the other
  const tests = [own, engine.fronts].map(({ evaluation }) =>
    evaluate(setup.method, evaluation, there.params, maps),
  );
  const [one, other] = await Promise.all(tests);
  expect(other).toEqual({ ...one, ratio: expect.closeTo(one.ratio, 3) as number });
});

it('fails at once with its device, in either half of a step', async () => {
  const lost = await openEngine(navigator.gpu, true);
  const source = lost.fronts.source();
  const { params } = initialState(setup);
  await source.forward(params, maps.inputs(Uint32Array.of(0)), 1);
  lost.lose();
  await expect(source.backward(new Float32Array(MAP_CELLS), params.slice())).rejects.toThrow(
    'The graphics device was lost',
  );
  const again = source.forward(params, maps.inputs(Uint32Array.of(0)), 1);
  await expect(again).rejects.toThrow('The graphics device was lost');
  lost.dispose();
});

it('refuses an adapter that is a program on the CPU unless it is asked for', async () => {
  const opened = openEngine(navigator.gpu, false);
  if (engine.software) await expect(opened).rejects.toThrow('is a program on the CPU');
  else (await opened).dispose();
});
