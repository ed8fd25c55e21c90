import { isDiverged } from '../../src/core/training/diverged';
import { createRecorder, type Recording, type Row } from './trace';

/** Steps with knobs that differ from those of the method. */
export interface Phase<Knobs> {
  readonly steps: number;
  readonly knobs?: Partial<Knobs>;
}

/** A training that can be recorded. */
export interface Training<Knobs> {
  /** Makes one step and returns what it has measured. */
  step(knobs: Partial<Knobs>): Promise<Row>;
  /** What the run is now. */
  state(): Row | Promise<Row>;
  /** Why it should stop now, in words, or null. */
  stopped?(): string | null;
}

/** Trains through all phases, or until the run stops; a row per step, also for one that fails. */
export async function recordTraining<Knobs>(
  phases: readonly Phase<Knobs>[],
  training: Training<Knobs>,
): Promise<Recording> {
  const recorder = createRecorder();
  for (const { steps, knobs = {} } of phases) {
    for (let s = 0; s < steps; s++) {
      const measured = await attempt(() => training.step(knobs));
      const stopped = training.stopped?.() ?? null;
      const end = stopped === null ? {} : { stopped };
      recorder.add({ ...measured, ...(await training.state()), ...end });
      if (stopped !== null) return recorder.end();
    }
  }
  return recorder.end();
}

/** What a step measures, or why it could not be made. @throws whatever is no divergence */
async function attempt(step: () => Promise<Row>): Promise<Row> {
  try {
    return await step();
  } catch (error) {
    if (!isDiverged(error)) throw error;
    return { diverged: error.message };
  }
}
