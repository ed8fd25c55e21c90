import { createLockstep, type RunToTrain, type Trainer } from '../../../compute/lockstep';
import { remembering } from '../../../compute/remember';
import { uniformSequences } from '../experiment/data';
import { createEvaluation, type MatchingEvaluation } from '../experiment/evaluation';
import { trainingData } from '../experiment/gradients';
import { createLoudness } from '../experiment/loudness';
import { advance, initialState } from '../experiment/run';
import type { MatchingState, StepRecord } from '../experiment/run';
import type { MatchingKnobs, MatchingSetup } from '../experiment/spec';
import type { Networks } from './networks';
import type { MatchingSettings, TestRecord } from './protocol';

type MatchingRun = RunToTrain<MatchingSetup, MatchingKnobs, MatchingState>;

/** Steps after which a run is tested besides: at first much happens in few steps. */
const EARLY = [1, 2, 3, 5, 8, 13];

/** Training of matching runs in lockstep, on networks that choose where they run. */
export function createTraining(networks: Pick<Networks, 'source'>, now: () => number) {
  const evaluation = remembering(4, (setup: MatchingSetup) => createEvaluation(setup));
  const tests = remembering(4, ({ seed, d, count }: { seed: number; d: number; count: number }) =>
    uniformSequences(seed, 'test', count, d),
  );

  const loudness = remembering(4, (setup: MatchingSetup) =>
    createLoudness(setup, trainingData(setup)),
  );

  function evaluate({ setup, state }: MatchingRun, count: number): MatchingEvaluation {
    const { seed, d } = setup;
    const held = tests(`${seed} ${d}`, { seed, d, count });
    return evaluation(`${d}`, setup)(state.params, held);
  }

  const trainer: Trainer<
    MatchingSetup,
    MatchingKnobs,
    MatchingState,
    StepRecord,
    TestRecord,
    MatchingSettings
  > = {
    initialState,
    async begin(run, settings) {
      const { setup, state, knobs } = run;
      const gradients = networks.source(settings.networks, String(run.version), setup);
      return {
        async step() {
          const start = now();
          const record = await advance(setup, state, knobs, gradients);
          return { records: [record], milliseconds: now() - start };
        },
        async test(step, stopped) {
          const due = EARLY.includes(step) || step % settings.evaluateEvery === 0 || stopped;
          if (step === 0 || !due || settings.tests === 0) return [];
          const measured = loudness(JSON.stringify(setup), setup)(state.params, knobs);
          return [{ step, ...evaluate(run, settings.tests), ...measured }];
        },
      };
    },
  };
  return createLockstep(trainer, now);
}
