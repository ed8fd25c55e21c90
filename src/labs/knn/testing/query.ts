import { createRng, unitUniform } from '../../../core/rng/rng';
import { createLabStore } from '../../../state/lab-store';
import { startRun } from '../../../state/runs/run';
import { paperKnobs, type KnnMethod } from '../experiment/spec';
import { knnKind } from '../kind';
import { knnTable, normalise, type KnnValues } from '../params';
import type { Looks } from '../results';

/** The values of the lab, some of them set. */
export const valuesOf = (initial: Partial<KnnValues>) =>
  createLabStore(knnTable, { normalise, initial }).getState().values;

/** A query among 30 candidates of three classes. */
export function queryView(seed: number, method: KnnMethod = 'direct'): NonNullable<Looks['query']> {
  const rng = createRng(seed, 'test/query');
  const number = (i: number) => unitUniform(rng.word(0, i));
  const run = startRun(knnKind, {
    ...{ id: 'run', name: 'run', category: 0, knobs: paperKnobs, stop: { maxSteps: 9 } },
    setup: {
      ...{ dataset: 'drawn', input: [1, 1, 1], classes: 3, network: 'compact', seed },
      ...{ method, scale: 'fixed' },
    },
  });
  return {
    ...{ run, step: 0, label: 1, pixels: new Uint8Array(1), sigma: 1 },
    numbers: Uint32Array.from({ length: 30 }, (_, i) => i),
    labels: Uint8Array.from({ length: 30 }, (_, i) => Math.floor(3 * number(i))),
    images: new Uint8Array(30),
    distances: Float64Array.from({ length: 30 }, (_, i) => 0.2 + 4 * number(100 + i)),
    directions: new Float32Array(30),
    asked: { kind: 'test', number: 0 },
  };
}
