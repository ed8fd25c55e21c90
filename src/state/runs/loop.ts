import type { AdvanceLimits } from '../../core/training/exchange';
import type { AdvanceOf, AskedOf, RunKind, RunTypes } from './kind';
import { subscribeUntil } from '../until';
import { lacksKept, stepsToKept } from './earlier';
import { createResidence } from './residence';
import type { Run } from './run';
import { nextInStep, type RunsStore } from './store';

export interface LoopOptions<E extends RunTypes> {
  readonly kind: RunKind<E>;
  /** Aborted when nobody trains any more. */
  readonly until: AbortSignal;
  advance(runs: readonly AskedOf<E>[], limits: AdvanceLimits): Promise<AdvanceOf<E>>;
  /** The state of a run where it is trained, wherever it has got to; null where it is lost. */
  snapshot(version: number): Promise<NonNullable<E['state']> | null>;
  /**
   * Steps per second, Infinity for as fast as it goes; it may change between two requests.
   * @param played milliseconds since it began to play
   */
  speed(played: number): number;
  /** Resolves after the page has had time to draw. */
  rest(milliseconds: number): Promise<void>;
  now(): number;
  onError(error: unknown): void;
}

export interface TrainingLoop {
  /** One step of every run, playing or not. */
  step(): Promise<void>;
}

/** Pictures per second of a training that has a pace; a faster one makes several steps for each. */
const PICTURES = 30;
/** Computing time per request at full speed: ten pictures a second leave time to draw them. */
const BUDGET_MS = 90;

/**
 * Trains while the store says `playing`: one request in flight, the next one after the page has
 * drawn the reply. Knobs are read for each request, so a slider acts on the next step.
 */
export function createTrainingLoop<E extends RunTypes>(
  store: RunsStore<E>,
  options: LoopOptions<E>,
): TrainingLoop {
  const residence = createResidence(options.kind, options.now);
  let running = false;

  /** @returns whether a run was not there, so that it is asked for again with its state */
  async function request(maxSteps: number): Promise<boolean> {
    const asked = nextInStep(store.getState().runs);
    if (asked.length === 0) {
      store.play(false);
      return false;
    }
    const behind = stepsBehind(store.getState().runs, asked);
    // a request ends where weights are to be kept
    const toKept = asked.map((run) => stepsToKept(options.kind, run));
    const { playing } = store.getState();
    store.ask(asked.map(({ version }) => version));
    const reply = await options.advance(
      asked.map((run) => residence.ask(run, playing)),
      {
        maxSteps: Math.max(1, Math.min(maxSteps, behind, ...toKept)),
        milliseconds: BUDGET_MS,
      },
    );
    residence.learn(reply.runs);
    store.absorb(reply);
    await settle((run) => lacksKept(options.kind, run));
    return reply.runs.some(({ missing }) => missing);
  }

  /** Asks for the states that are wanted. */
  async function settle(isWanted: (run: Run<E>) => boolean): Promise<void> {
    for (const run of store.getState().runs.filter(isWanted)) {
      store.settle(run.version, await options.snapshot(run.version));
    }
  }

  async function play(): Promise<void> {
    const begun = options.now();
    while (store.getState().playing && !options.until.aborted) {
      const start = options.now();
      const speed = options.speed(start - begun);
      const steps = Number.isFinite(speed) ? Math.ceil(speed / PICTURES) : Infinity;
      await request(steps);
      const due = Number.isFinite(speed) ? (1000 * steps) / speed : 0;
      await options.rest(due - (options.now() - start));
    }
    // at rest the page has every state: to store it, to keep a copy, to save it
    await settle(({ pinned, step, state }) => !pinned && step !== (state?.step ?? 0));
  }

  async function step(): Promise<void> {
    store.look(null);
    const isLost = await request(1);
    if (isLost) await request(1);
  }

  /** One thing at a time; playing that is asked for meanwhile comes after it. */
  async function alone(work: () => Promise<void>): Promise<void> {
    if (running) return;
    running = true;
    try {
      await work();
    } catch (error) {
      store.ask([]);
      store.play(false);
      options.onError(error);
    } finally {
      running = false;
    }
    if (store.getState().playing && !options.until.aborted) void alone(play);
  }

  subscribeUntil(options.until, store, ({ playing }, before) => {
    if (playing && !before.playing) void alone(play);
  });

  return { step: () => alone(step) };
}

/** Steps after which the asked runs meet the next one: a newcomer catches up and no further. */
function stepsBehind<E extends RunTypes>(
  runs: readonly Run<E>[],
  asked: readonly Run<E>[],
): number {
  const at = asked[0].step;
  const ahead = runs.filter((run) => !run.pinned && run.status === 'ready' && run.step > at);
  return ahead.length === 0 ? Infinity : Math.min(...ahead.map(({ step }) => step)) - at;
}
