import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unwatched } from '../../compute/testing/machine';
import { askedOf, goOn } from '../../compute/testing/runs';
import type { AdvanceLimits } from '../../core/training/exchange';
import { keepRuns } from '../../state/runs/keep';
import { createTrainingLoop } from '../../state/runs/loop';
import { createRunsStore } from '../../state/runs/store';
import { onlyTab } from '../../state/runs/testing';
import { memoryTabs } from '../../state/testing';
import type { MatchingAsked, TestRecord } from './compute/protocol';
import { createTraining } from './compute/training';
import { createLocalGradients } from './experiment/gradients';
import { initialState, type MatchingState, type StepRecord } from './experiment/run';
import { paperKnobs, type MatchingKnobs, type MatchingSetup } from './experiment/spec';
import {
  matchingKind,
  type MatchingRun,
  type MatchingRunSpec,
  type MatchingRunsStore,
  type MatchingRunTypes,
} from './kind';

/**
 * Runs of a page whose worker may lose them at any moment, while their reader moves knobs, beside runs
 * that nobody interrupts.
 */

const ids = ['direct', 'blackbox'] as const;
type Id = (typeof ids)[number];
type Moved = Partial<Pick<MatchingKnobs, 'sigma' | 'epsilon' | 'rate'>>;

/** States come back to the page with every third request or so. */
const kind = { ...matchingKind, keptEvery: 3, stateEvery: () => 25 };
const REQUEST_MS = 10;

const setupOf = (method: Id): MatchingSetup => ({ method, d: 3, sequences: 2, hidden: 3, seed: 5 });
const stop = { maxSteps: 1000, patience: Infinity };

interface Move {
  readonly id: Id;
  readonly knobs: Moved;
}

/** Some requests at full speed, with what happens while they are under way, by their numbers from 1. */
interface Play {
  readonly requests: number;
  /** Steps of one request. */
  readonly steps: number;
  readonly deaths: readonly number[];
  readonly moves: readonly (Move & { readonly request: number })[];
}

/** A single step, during which nothing happens. */
const one: Play = { requests: 1, steps: 1, deaths: [], moves: [] };

/** What a reader and a browser do. */
type Action =
  | ({ readonly does: 'play' } & Play)
  | { readonly does: 'step' | 'die' | 'reload' }
  | { readonly does: 'restore'; readonly id: Id }
  | ({ readonly does: 'move' } & Move);

const anyId = fc.constantFrom(...ids);
const anyKnobs: fc.Arbitrary<Moved> = fc.oneof(
  fc.record({ sigma: fc.constantFrom(0.5, 1, 2) }),
  fc.record({ epsilon: fc.constantFrom(-12, -3) }),
  fc.record({ sigma: fc.constantFrom(1, 3), rate: fc.constantFrom(0.1, 0.01) }),
);
const anyRequest = fc.integer({ min: 1, max: 8 });
const anyPlay: fc.Arbitrary<Action> = fc.record({
  does: fc.constant('play' as const),
  requests: anyRequest,
  steps: fc.integer({ min: 1, max: 3 }),
  deaths: fc.array(anyRequest, { maxLength: 2 }),
  moves: fc.array(fc.record({ request: anyRequest, id: anyId, knobs: anyKnobs }), { maxLength: 3 }),
});
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: anyPlay },
  fc.record({ does: fc.constantFrom('step' as const, 'die' as const, 'reload' as const) }),
  fc.record({ does: fc.constant('restore' as const), id: anyId }),
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('move' as const), id: anyId, knobs: anyKnobs }),
  },
);

/** The same knob moves twice, and both moves come after the state that the page goes back to. */
const twoMovesAndALoss: Action[] = [
  { does: 'step' },
  { does: 'move', id: 'direct', knobs: { sigma: 3 } },
  {
    does: 'play',
    ...{ requests: 2, steps: 1, deaths: [2] },
    moves: [{ request: 2, id: 'direct', knobs: { sigma: 0.5 } }],
  },
];

/** The training of a worker; what goes to it and comes back is copied. */
function openWorker() {
  const networks = {
    source: (_: unknown, __: unknown, setup: MatchingSetup) => createLocalGradients(setup),
  };
  const training = createTraining(networks, () => 0);
  const settings = { tests: 2, evaluateEvery: 3, networks: 'own' } as const;
  return {
    advance: async (runs: readonly MatchingAsked[], limits: AdvanceLimits) =>
      structuredClone(await training.advance(structuredClone(runs), limits, settings, unwatched)),
    snapshot: async (version: number) => structuredClone(await training.snapshot(version)),
  };
}

/** A page of which a test keeps in mind with which knobs every step of every run was made. */
function openPage() {
  const knobs: Record<Id, MatchingKnobs> = { direct: paperKnobs, blackbox: paperKnobs };
  const used: Record<Id, MatchingKnobs[]> = { direct: [], blackbox: [] };
  /** Knobs of the last steps, by the version of the run. */
  const asked = new Map<number, MatchingKnobs>();
  const errors: unknown[] = [];
  const storage = memoryTabs().open();
  let page = new AbortController();
  let [worker, time, request] = [openWorker(), 0, 0];
  let play = one;
  let store: MatchingRunsStore;
  let step: () => Promise<void>;
  let leave: () => void;

  const specs = () =>
    ids.map((id, category): MatchingRunSpec => {
      return { id, name: id, category, setup: setupOf(id), knobs: knobs[id], stop };
    });

  const runOf = (id: Id) => store.getState().runs.find((run) => run.id === id)!;

  function move({ id, knobs: moved }: Move): void {
    knobs[id] = { ...knobs[id], ...moved };
    store.follow(specs());
  }

  /** What is lost has been made with one set of knobs: the past of a run is not made anew. */
  function rewind(run: MatchingRun, lost: MatchingKnobs | undefined): void {
    const dropped = used[run.id as Id].splice(run.step);
    if (lost) for (const knobs of dropped) expect(knobs).toEqual(lost);
  }

  function watch(run: MatchingRun, before: MatchingRun): void {
    checkRun(run);
    const own = used[run.id as Id];
    if (run.step < before.step) rewind(run, asked.get(before.version));
    while (own.length < run.step) own.push(asked.get(run.version)!);
  }

  async function load(): Promise<void> {
    store = createRunsStore<MatchingRunTypes>(kind);
    store.follow(specs());
    page.abort();
    page = new AbortController();
    const until = page.signal;
    const loop = createTrainingLoop<MatchingRunTypes>(store, {
      ...{ kind, until },
      async advance(runs, { maxSteps, milliseconds }) {
        time += REQUEST_MS;
        request++;
        if (play.deaths.includes(request)) worker = openWorker();
        for (const moved of play.moves) if (moved.request === request) move(moved);
        const limits = { maxSteps: Math.min(maxSteps, play.steps), milliseconds };
        const reply = await worker.advance(runs, limits);
        reply.runs.forEach(({ version, missing }, i) => {
          if (!missing) asked.set(version, runs[i].knobs);
        });
        return reply;
      },
      snapshot: (version) => worker.snapshot(version),
      speed: () => Infinity,
      async rest() {
        if (request >= play.requests) store.play(false);
      },
      now: () => time,
      onError: (error) => errors.push(error),
    });
    step = loop.step;
    await keepRuns({
      ...{ kind, store, storage, until, key: 'runs', ...onlyTab },
      onLeave: (write) => (leave = write),
      begin: () => () => undefined,
    });
    for (const id of ids) {
      checkRun(runOf(id));
      rewind(runOf(id), used[id].at(-1));
    }
    store.subscribe((_, before) => {
      try {
        for (const id of ids)
          watch(
            runOf(id),
            before.runs.find((run) => run.id === id)!,
          );
      } catch (error) {
        // not into the loop, which would take it for one of its own
        errors.push(error);
      }
    });
  }

  async function act(action: Action): Promise<void> {
    switch (action.does) {
      case 'play':
        [play, request] = [action, 0];
        store.play(true);
        break;
      case 'step':
        [play, request] = [one, 0];
        await step();
        break;
      case 'die':
        worker = openWorker();
        break;
      case 'move':
        move(action);
        break;
      case 'restore':
        // this is what the reader asks for: the past is made anew
        asked.delete(runOf(action.id).version);
        store.restore(action.id);
        break;
      case 'reload':
        leave();
        await load();
    }
    // nothing here takes longer than a turn
    await new Promise((resolve) => setImmediate(resolve));
    if (errors.length > 0) throw errors[0];
    expect(store.getState().playing).toBe(false);
  }

  return { load, act, runOf, used };
}

/** What holds of a run at every moment. */
function checkRun(run: MatchingRun): void {
  const { step, state, good, steps, tests, events } = run;
  const counted = Array.from({ length: step }, (_, s) => s + 1);
  expect(steps.step).toEqual(counted);
  for (const name of matchingKind.records) expect(steps[name]).toHaveLength(step);
  expect(tests.step).toEqual(counted.filter((s) => s % 3 === 0 || [1, 2, 5, 8, 13].includes(s)));
  for (const name of matchingKind.tests) expect(tests[name]).toHaveLength(tests.step.length);
  expect(state.step).toBeLessThanOrEqual(step);
  for (const [i, { step: at }] of good.entries()) {
    expect(at).toBeLessThanOrEqual(state.step);
    if (i > 0) expect(at).toBeGreaterThanOrEqual(good[i - 1].step + kind.keptEvery);
  }
  // one for every time that epsilon has grown, and one for a knob that was moved before the same step
  const grown = steps.step.filter((_, s) => steps.growths[s] > (steps.growths[s - 1] ?? 0));
  const growths = events.filter(({ note }) => note?.startsWith('no gradient'));
  expect(growths.map((event) => event.step)).toEqual(grown);
  const moved = events.filter((event) => !growths.includes(event));
  const names = moved.map(({ step: at, move }) => `${at} ${move!.symbol}`);
  expect(new Set(names).size).toBe(names.length);
  for (const event of moved) {
    expect(event.step).toBeGreaterThan(0);
    expect(event.step).toBeLessThanOrEqual(step);
  }
}

/** A run with the same knobs in every step, by a worker that does not lose it. */
async function uninterrupted(id: Id, used: readonly MatchingKnobs[]) {
  const worker = openWorker();
  const setup = setupOf(id);
  let run: MatchingAsked = askedOf({ setup, knobs: paperKnobs, stop, state: initialState(setup) });
  const found = {
    records: [] as StepRecord[],
    tests: [] as TestRecord[],
    states: [null] as (MatchingState | null)[],
  };
  for (const knobs of used) {
    const limits = { maxSteps: 1, milliseconds: Infinity };
    const answer = (await worker.advance([{ ...run, knobs }], limits)).runs[0];
    found.records.push(...answer.records);
    found.tests.push(...answer.tests);
    found.states.push(answer.state);
    run = goOn(run, answer);
  }
  return found;
}

const columnsOf = <Name extends string>(
  names: readonly Name[],
  rows: readonly Readonly<Record<Name, number>>[],
) => Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])]));

it('are those of one run from its first step to its last, whatever becomes of the worker', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAction, { minLength: 3, maxLength: 12 }), async (actions) => {
      const page = openPage();
      await page.load();
      for (const action of actions) await page.act(action);
      for (const id of ids) {
        const run = page.runOf(id);
        const { records, tests, states } = await uninterrupted(id, page.used[id]);
        expect(run.steps).toEqual(columnsOf(matchingKind.records, records));
        expect(run.tests).toEqual(columnsOf(matchingKind.tests, tests));
        for (const state of [run.state, ...run.good]) {
          if (state.step > 0) expect(state).toEqual(states[state.step]);
        }
      }
    }),
    { numRuns: 60, examples: [[twoMovesAndALoss]] },
  );
});
