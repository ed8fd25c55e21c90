import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { createPlainNetwork } from '../../../core/networks/plain';
import {
  decodeCostNetwork,
  encodeCostNetwork,
  landBelieved,
  unitOf,
  type SavedCostNetwork,
} from './cost-network';
import { evaluate } from './evaluation';
import { initialParams, networkOf } from './networks';
import { plainMaps } from './testing/maps';

const setup = { method: 'fenchel-young', network: 'cells', seed: 4 } as const;
const saved: SavedCostNetwork = {
  ...{ network: 'cells', method: 'fenchel-young', params: initialParams(setup), unit: 2 },
  ...{ version: '1', made: 'a test', optimal: 0.5 },
};

describe('a network of costs as a file', () => {
  const text = encodeCostNetwork(saved);

  it('has a byte per weight, and comes back to half of one', () => {
    expect(text.length).toBeLessThan((4 / 3) * saved.params.length + 600);
    const { params, ...rest } = decodeCostNetwork(text);
    expect(rest).toMatchObject({
      network: 'cells',
      method: 'fenchel-young',
      unit: 2,
      made: 'a test',
    });
    const most = saved.params.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
    params.forEach((weight, i) => {
      expect(Math.abs(weight - saved.params[i])).toBeLessThanOrEqual((0.5001 * most) / 127);
    });
    // what has been rounded stays
    const again = decodeCostNetwork(encodeCostNetwork({ ...saved, params })).params;
    again.forEach((weight, i) => expect(weight).toBeCloseTo(params[i], 6));
  });

  it.each([
    ['not JSON', 'the file of the network is not JSON'],
    ['null', 'it must be an object'],
    [text.replace('cells', 'lenet'), '"network" must be one of cells, pure'],
    [text.replace('paths-network', 'knn-network'), '"kind" must be one of paths-network'],
    [text.replace(/"bytes":".{8}/, '"bytes":"'), '"bytes" must hold 30849 weights'],
    [text.replace('"factors":[', '"factors":["a",'), '"factors" must be a list of numbers'],
  ])('is refused with a sentence', (damaged, says) => {
    expect(() => decodeCostNetwork(damaged)).toThrow(RangeError);
    expect(() => decodeCostNetwork(damaged)).toThrow(says);
  });
});

describe('what it believes', () => {
  const maps = plainMaps(1, 5);

  it('is in hundredths, in units of the right costs', async () => {
    const source = createPlainNetwork(networkOf(setup));
    const one = await landBelieved({ ...saved, unit: 1 }, source, maps.pixels);
    const two = await landBelieved({ ...saved, unit: 2 }, source, maps.pixels);
    expect(one).toHaveLength(144);
    one.forEach((cost, i) => {
      expect(Math.round(100 * cost) / 100).toBe(cost);
      expect(Math.abs(two[i] - Math.min(9.99, 2 * cost))).toBeLessThan(0.0101);
    });
  });

  it('has the unit of least squares', () => {
    const rng = createRng(1, 'unit');
    const numbers = (stream: number) =>
      Array.from({ length: 20 }, (_, i) => unitUniform(rng.word(stream, i)));
    const [believed, right] = [numbers(0), numbers(1)];
    const unit = unitOf(believed, right);
    const error = (u: number) => believed.reduce((sum, b, i) => sum + (u * b - right[i]) ** 2, 0);
    expect(error(unit)).toBeLessThan(error(unit + 1e-4));
    expect(error(unit)).toBeLessThan(error(unit - 1e-4));
    expect(unitOf([1, 2], [3, 6])).toBe(3);
  });
});

it('what comes with the site is small, and says how good it is', async () => {
  const path = 'public/networks/paths-cells.json';
  expect(statSync(path).size).toBeLessThan(42_000);
  const network = decodeCostNetwork(readFileSync(path, 'utf8'));
  expect(network.made).toMatch(/^npm run pretrain -- paths /);
  expect(network.optimal).toBeGreaterThan(0.8);
  // on maps of another kind it is worse than on its own, but no worse than untrained
  const source = createPlainNetwork(networkOf(network));
  const { valid, maps } = await evaluate(network.method, source, network.params, plainMaps(2, 1));
  expect(valid).toBe(maps);
});
