import { expect, it } from 'vitest';
import { softplus } from '../../../core/logistic';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { evaluate } from '../experiment/evaluation';
import { networkOf, trainingMaps } from '../experiment/networks';
import { advance, initialState, type PathsRecord } from '../experiment/run';
import { printedKnobs } from '../experiment/spec';
import { plainMaps } from '../experiment/testing/maps';

const setup = { method: 'fenchel-young', network: 'cells', seed: 3 } as const;
const knobs = { ...printedKnobs, noise: 'multiplicative', sigma: 0.2, batch: 20 } as const;

it('noise that multiplies trains: held-out paths get cheaper, and costs do not shrink away', async () => {
  const source = createCpuNetwork(networkOf(setup), 20);
  const machine = { maps: trainingMaps(plainMaps(40, 2)), source };
  const [state, held] = [initialState(setup), plainMaps(20, 5)];
  const before = await evaluate('fenchel-young', source, state.params, held);
  const records: PathsRecord[] = [];
  for (let step = 0; step < 30; step++) {
    records.push(await advance(setup, state, { ...knobs, rate: 3e-3 }, machine));
  }
  const after = await evaluate('fenchel-young', source, state.params, held);
  expect(before.ratio).toBeGreaterThan(1.2);
  expect(after.ratio).toBeLessThan(1.05);
  expect(records.at(-1)!.loss).toBeLessThan(records[0].loss / 2);
  const numbers = Uint32Array.from({ length: 20 }, (_, i) => i);
  const outputs = source.forward(state.params, machine.maps.inputs(numbers), 20);
  const mean = outputs.reduce((sum, z) => sum + softplus(z), 0) / outputs.length;
  expect(mean).toBeGreaterThan(0.1);
});
