import { createLockstep, type Trainer } from '../../../compute/lockstep';
import type { NetworkSpec } from '../../../core/networks/layers';
import type { Network } from '../../../core/networks/plain';
import type { LabelledImages } from '../experiment/classification/run';
import {
  advanceClassifier,
  initialState,
  type ClassRecord,
  type ClassState,
} from '../experiment/classification/run';
import { BLOCK, evaluateClassifier } from '../experiment/classification/evaluation';
import { classifierOf, type ClassKnobs, type ClassSetup } from '../experiment/classification/spec';
import type { ClassSettings, ClassTest } from './protocol';

/** What training needs of its surroundings. */
export interface ClassParts {
  /** Images to train on and to be tested on; asked for once. */
  images(): { readonly train: LabelledImages; readonly test: LabelledImages };
  createNetwork(spec: NetworkSpec, capacity: number): Network;
  now(): number;
}

/** Steps after which a run is tested besides: at first much happens in few steps. */
const EARLY = [1, 5];

/** Training of classifiers in lockstep, on one network whose weights are those of the run. */
export function createClassTraining({ images, createNetwork, now }: ClassParts) {
  let made: (ReturnType<ClassParts['images']> & { readonly network: Network }) | null = null;
  const trainer: Trainer<
    ClassSetup,
    ClassKnobs,
    ClassState,
    ClassRecord,
    ClassTest,
    ClassSettings
  > = {
    initialState,
    begin({ setup, state, knobs }, { tests, evaluateEvery }) {
      made ??= { ...images(), network: createNetwork(classifierOf(setup), BLOCK) };
      const { train, test, network } = made;
      return Promise.resolve({
        async step() {
          const start = now();
          const record = await advanceClassifier(setup, state, knobs, { network, images: train });
          return { records: [record], milliseconds: now() - start };
        },
        test(step, stopped) {
          const due = EARLY.includes(step) || step % evaluateEvery === 0 || stopped;
          if (step === 0 || !due) return Promise.resolve([]);
          const found = evaluateClassifier(state.params, test, network, knobs, tests);
          const { right, squared } = found;
          return Promise.resolve([{ step, right: right / found.images, squared }]);
        },
      });
    },
  };
  return createLockstep(trainer, now);
}
