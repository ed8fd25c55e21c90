import { createLabStore } from '../../../state/lab-store';
import type { AnsweredOf } from '../../../state/runs/kind';
import { createRunsStore } from '../../../state/runs/store';
import type { SetInfo } from '../compute/protocol';
import { knnKind, type KnnRun, type KnnRunTypes } from '../kind';
import { runSpecs } from '../model';
import { knnTable, normalise, type KnnValues } from '../params';

/** A set of images as the page knows it. */
export const setOf = (id: string): SetInfo => ({
  ...{ id, title: `The images of ${id}`, height: 16, width: 16, channels: 1 },
  ...{ classes: ['lies', 'stands'], train: 300, test: 40 },
});

/** The values of the lab, and runs on a set that is open. */
export function openStores(initial: Partial<KnnValues> = {}, set = setOf('drawn')) {
  const store = createLabStore(knnTable, { normalise, initial });
  const runs = createRunsStore(knnKind);
  runs.follow(runSpecs(store.getState().values, set));
  const run = (): KnnRun => runs.getState().runs[0];
  /** Takes a run some steps on; whoever trains it gives its state, if it is asked for. */
  function train(steps: number, withState = true, { id, version, step }: KnnRun = run()): void {
    const to = step + steps;
    const records = Array.from({ length: steps }, (_, i) => ({
      ...{ step: step + i + 1, loss: 1, right: 0.5, rightAugmented: 0.5, active: 1, scaleMean: 1 },
      ...{ scaleSpread: 0, gradientNorm: 1, epsilon: -1, growths: 0, milliseconds: 3 },
    }));
    const answer: AnsweredOf<KnnRunTypes> = {
      ...{ id, version, step: to, missing: false, stopped: null, diverged: null },
      state: withState ? stateAt(to) : null,
      records,
      tests: [],
    };
    runs.absorb({ runs: [answer], millisecondsPerStep: 1 });
  }
  return { store, runs, run, train };
}

/** A state of a step, told by its weights. */
export const stateAt = (step: number): NonNullable<KnnRunTypes['state']> => ({
  step,
  params: Float32Array.of(step),
  moments: { first: Float32Array.of(0), second: Float32Array.of(0), updates: step },
  ...{ optimiser: 'adam', epsilon: -1, growths: 0 },
});
