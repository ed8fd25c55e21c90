/**
 * What the paths lab computes, in microseconds or milliseconds, as one line of JSON: cheapest paths of the
 * grids of a file, one after the other and several at once; sampled paths of one map; steps of a training.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { forwardPath } from '../../src/core/oracles/grid-path/forward-path';
import { gridPath } from '../../src/core/oracles/grid-path/grid-path';
import { terrainMaps } from '../../src/data/terrain/terrain';
import { extendDraws } from '../../src/labs/paths/experiment/draws';
import { networkOf, trainingMaps } from '../../src/labs/paths/experiment/networks';
import type { PathProblem } from '../../src/labs/paths/experiment/problem';
import { advance, initialState } from '../../src/labs/paths/experiment/run';
import { printedKnobs, type LayeredName } from '../../src/labs/paths/experiment/spec';
import { createCpuPathSearch } from '../../src/simd/grid-paths/cpu';
import { createCpuNetwork } from '../../src/simd/networks/cpu';

const SIDE = 12;
const CELLS = SIDE * SIDE;
const ROUNDS = 7;

/** Least milliseconds of a few rounds; the first warms up. */
async function least(work: () => unknown): Promise<number> {
  let shortest = Infinity;
  for (let round = 0; round <= ROUNDS; round++) {
    const start = performance.now();
    await work();
    if (round > 0) shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** The grids of the file, as the peer reads them. */
const bytes = readFileSync(process.argv[2]);
const grids = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8).map((c) => -c);
const count = grids.length / CELLS;
const y = new Float64Array(CELLS);
const microsecondsPerPath = async (oracle: ReturnType<typeof gridPath>) =>
  (1000 / count) *
  (await least(() => {
    for (let i = 0; i < count; i++) oracle.solve(grids.subarray(i * CELLS, (i + 1) * CELLS), y);
  }));

const search = createCpuPathSearch(SIDE, SIDE);
const microsecondsTogether = async () =>
  (1000 / count) *
  (await least(() => {
    for (let i = 0; i < count; i += search.lanes) {
      const maps = Array.from({ length: Math.min(search.lanes, count - i) }, (_, lane) =>
        grids.subarray((i + lane) * CELLS, (i + lane + 1) * CELLS),
      );
      search.solve(maps);
    }
  }));

const maps = trainingMaps(terrainMaps(1, 'train', 140));
const setup = { method: 'fenchel-young', seed: 1 } as const;
async function step(network: LayeredName): Promise<number> {
  const own = { ...setup, network };
  const source = createCpuNetwork(networkOf(own), printedKnobs.batch);
  const state = initialState(own);
  return least(() => advance(own, state, printedKnobs, { maps, source }));
}

const problem: PathProblem = {
  ...{ size: SIDE, moves: 'all', noise: 'normal', sigma: 1, seed: 1 },
  costs: Array.from(maps.costs.subarray(0, CELLS)),
};

const found = {
  path: await microsecondsPerPath(gridPath(SIDE, SIDE)),
  together: await microsecondsTogether(),
  forward: await microsecondsPerPath(forwardPath(SIDE, SIDE)),
  sampled: await least(() => extendDraws(problem, null, 512, search)),
  cells: await step('cells'),
  pure: await step('pure'),
};
process.stdout.write(`${JSON.stringify(found)}\n`);
