import type { Experiment } from './kind';
import type { Run } from './run';
import { nextInStep, type Advanced, type RunsStore } from './store';

/** What one request may take. */
export interface Limits {
  readonly maxSteps: number;
  /** It ends with the step in which this time is over. */
  readonly milliseconds: number;
}

export interface LoopOptions<E extends Experiment> {
  advance(runs: readonly Run<E>[], limits: Limits): Promise<Advanced<E>>;
  /** Steps per second, Infinity for as fast as it goes; it may change between two requests. */
  speed(): number;
  /** Resolves after the page has had time to draw. */
  rest(milliseconds: number): Promise<void>;
  now(): number;
  onError(error: unknown): void;
}

export interface TrainingLoop {
  /** One step of every run, playing or not. */
  step(): Promise<void>;
}

/** Computing time per request at full speed: ten pictures a second leave time to draw them. */
const BUDGET_MS = 90;

/**
 * Trains while the store says `playing`: one request in flight, the next one after the page has
 * drawn the reply. Knobs are read for each request, so a slider acts on the next step.
 */
export function createTrainingLoop<E extends Experiment>(
  store: RunsStore<E>,
  options: LoopOptions<E>,
): TrainingLoop {
  let running = false;

  async function request(maxSteps: number): Promise<void> {
    const asked = nextInStep(store.getState().runs);
    if (asked.length === 0) return store.play(false);
    const behind = stepsBehind(store.getState().runs, asked);
    const reply = await options.advance(asked, {
      maxSteps: Math.max(1, Math.min(maxSteps, behind)),
      milliseconds: BUDGET_MS,
    });
    store.absorb(reply, asked);
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      while (store.getState().playing) {
        const start = options.now();
        const speed = options.speed();
        await request(Number.isFinite(speed) ? 1 : Infinity);
        await options.rest(Number.isFinite(speed) ? 1000 / speed - (options.now() - start) : 0);
      }
    } catch (error) {
      store.play(false);
      options.onError(error);
    } finally {
      running = false;
    }
  }

  store.subscribe(({ playing }, before) => {
    if (playing && !before.playing) void run();
  });

  return {
    async step() {
      if (running) return;
      running = true;
      try {
        await request(1);
      } catch (error) {
        options.onError(error);
      } finally {
        running = false;
      }
    },
  };
}

/** Steps after which the asked runs meet the next one: a newcomer catches up and no further. */
function stepsBehind<E extends Experiment>(
  runs: readonly Run<E>[],
  asked: readonly Run<E>[],
): number {
  const at = asked[0].state.step;
  const ahead = runs.filter((run) => !run.pinned && run.status === 'ready' && run.state.step > at);
  return ahead.length === 0 ? Infinity : Math.min(...ahead.map(({ state }) => state.step)) - at;
}
