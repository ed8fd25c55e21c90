import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import pkg from '../../package.json' with { type: 'json' };
import { terrainMaps } from '../../src/data/terrain/terrain';
import {
  believedCosts,
  decodeCostNetwork,
  encodeCostNetwork,
  unitOf,
  type SavedCostNetwork,
} from '../../src/labs/paths/experiment/cost-network';
import {
  evaluate,
  EVALUATION_BLOCK,
  type PathsTest,
} from '../../src/labs/paths/experiment/evaluation';
import { TERRAIN_SEED } from '../../src/labs/paths/experiment/land';
import { stepsPerEpoch, type PathMaps } from '../../src/labs/paths/experiment/maps';
import { networkOf, trainingMaps } from '../../src/labs/paths/experiment/networks';
import { advance, initialState, type CostSource } from '../../src/labs/paths/experiment/run';
import {
  pathsVariants,
  printedKnobs,
  rateFactor,
  type LayeredSetup,
  type PathsSetup,
} from '../../src/labs/paths/experiment/spec';
import { createCpuNetwork } from '../../src/simd/networks/cpu';
import { writeWhole } from '../reproduce/file';
import type { PathsCommand } from './arguments';

/** Of maps that are trained on: the page and the tables have others. */
const SEED = 2;

/** Fenchel-Young with weak noise: of the methods of Figure 6 the one that finds most paths. */
const { method, knobs } = pathsVariants['fenchel-young-released'];
const RATE = 0.003;

/** Held-out maps: those of the tables, and as many of the others for the unit. */
const TESTED = 500;
const FOR_UNIT = 200;

/** What is trained on, and what the network is tested on. */
export interface PathsSets {
  readonly train: PathMaps;
  readonly test: PathMaps;
}

export const pathsSets = (maps: number): PathsSets => ({
  train: terrainMaps(SEED, 'train', maps),
  test: terrainMaps(TERRAIN_SEED, 'test', TESTED),
});

/** Trains a network of costs, tests it as it will be, and writes it. */
export async function pretrainPaths(
  { epochs, seed, out, maps: count }: PathsCommand,
  { train, test }: PathsSets,
  say: (line: string) => void,
): Promise<void> {
  const setup: PathsSetup & LayeredSetup = { method, network: 'cells', seed };
  const source = createCpuNetwork(
    networkOf(setup),
    Math.max(printedKnobs.batch, EVALUATION_BLOCK, FOR_UNIT),
  );
  const params = await trained(setup, { train, source, epochs, say });
  const part = train.pixels.subarray(0, (train.pixels.length / train.count) * FOR_UNIT);
  const network = { network: setup.network, method, params, unit: 1 };
  const believed = await believedCosts(network, source, part, Math.min(train.count, FOR_UNIT));
  const exact: SavedCostNetwork = {
    ...network,
    unit: unitOf(believed, train.costs.subarray(0, believed.length)),
    ...{ version: pkg.version, optimal: 0 },
    made: `npm run pretrain -- paths --maps ${count} --epochs ${epochs} --seed ${seed}`,
  };
  const rounded = decodeCostNetwork(encodeCostNetwork(exact));
  const tested = async (weights: Float32Array) => evaluate(method, source, weights, test);
  const told = ({ optimal, maps, ratio }: PathsTest) =>
    `cheapest path on ${optimal} of ${maps} held-out maps, ${ratio.toFixed(4)} of its cost`;
  say(`network           ${told(await tested(params))}`);
  const short = await tested(rounded.params);
  say(`weights of 8 bits ${told(short)}`);
  mkdirSync(dirname(out), { recursive: true });
  writeWhole(out, encodeCostNetwork({ ...exact, optimal: short.optimal / short.maps }));
  say(`${out} is written.`);
}

interface Training {
  readonly train: PathMaps;
  readonly source: CostSource;
  readonly epochs: number;
  say(line: string): void;
}

/** The weights after so many epochs, at a rate that falls twice. */
async function trained(
  setup: PathsSetup,
  { train, source, epochs, say }: Training,
): Promise<Float32Array> {
  const start = performance.now();
  const maps = trainingMaps(train);
  const perEpoch = stepsPerEpoch(train.count, printedKnobs.batch);
  const steps = perEpoch * epochs;
  const state = initialState(setup);
  while (state.step < steps) {
    const rate = RATE * rateFactor(state.step, steps);
    const { step, loss } = await advance(
      setup,
      state,
      { ...printedKnobs, ...knobs, rate },
      { maps, source },
    );
    if (step % (5 * perEpoch) !== 0 && step !== steps) continue;
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    say(`epoch ${step / perEpoch} of ${epochs}, loss ${loss.toFixed(4)}, ${seconds} s`);
  }
  return state.params;
}
