import { createLockstep, type RunToTrain, type Trainer } from '../../../compute/lockstep';
import { evaluate } from '../experiment/evaluation';
import { advance, initialState, type PathsRecord, type PathsState } from '../experiment/run';
import type { PathsKnobs } from '../experiment/spec';
import type { PathsNetworks } from './networks';
import type { TestRecord, TestSettings, TrainedSetup } from './protocol';
import type { Terrain } from './terrain';

type PathsRun = RunToTrain<TrainedSetup, PathsKnobs, PathsState>;

/** Steps after which a run is tested besides: at first much happens in few steps. */
const EARLY = [1, 2, 5];

/** Training of runs in lockstep, tested on maps that none is trained on. */
export function createTraining(terrain: Terrain, networks: PathsNetworks, now: () => number) {
  async function test({ setup, state }: PathsRun, count: number): Promise<TestRecord> {
    const maps = terrain('test', count);
    // draws those that are not there yet
    maps.inputs(Uint32Array.from({ length: count }, (_, i) => i));
    const found = await networks.look(`tests ${setup.network}`, setup, (source) =>
      evaluate(setup.method, source, state.params, maps),
    );
    const { optimal, valid, ratio } = found;
    return { step: state.step, optimal: optimal / count, valid: valid / count, ratio, maps: count };
  }

  const trainer: Trainer<
    TrainedSetup,
    PathsKnobs,
    PathsState,
    PathsRecord,
    TestRecord,
    TestSettings
  > = {
    initialState,
    begin(run, { tests, every }) {
      const { setup, state, knobs, version } = run;
      const maps = terrain('train', setup.maps);
      return Promise.resolve({
        async step() {
          const start = now();
          const record = await networks.train(String(version), setup, knobs.batch, (source) =>
            advance(setup, state, knobs, { maps, source }),
          );
          return { records: [record], milliseconds: now() - start };
        },
        async test(step, stopped) {
          const due = step > 0 && (EARLY.includes(step) || step % every === 0 || stopped);
          return due ? [await test(run, tests)] : [];
        },
      });
    },
  };
  return createLockstep(trainer, now);
}
