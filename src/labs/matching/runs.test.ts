import { describe, expect, it, vi } from 'vitest';
import { caller, testMachine } from '../../compute/testing/machine';
import type { AdvanceLimits } from '../../core/training/exchange';
import { keepRuns } from '../../state/runs/keep';
import { createTrainingLoop, type LoopOptions } from '../../state/runs/loop';
import { createResidence } from '../../state/runs/residence';
import { startRun } from '../../state/runs/run';
import { createRunsStore, nextInStep } from '../../state/runs/store';
import { onlyTab } from '../../state/runs/testing';
import { memoryTabs } from '../../state/testing';
import { createMatching } from './compute/module';
import type { MatchingAsked, MatchingCalls } from './compute/protocol';
import { matchingVariants, paperSetup, type MatchingVariant } from './experiment/spec';
import {
  matchingKind,
  type MatchingRun,
  type MatchingRunSpec,
  type MatchingRunsStore,
  type MatchingRunTypes,
} from './kind';

function spec(variant: MatchingVariant, patch: Partial<MatchingRunSpec> = {}): MatchingRunSpec {
  const { method, knobs, stop, short } = matchingVariants[variant];
  const setup = { ...paperSetup, method, d: 5, seed: 1 };
  return { id: variant, name: short, category: 0, setup, knobs, stop, ...patch };
}

/** The worker, on this thread. */
function openWorker(): Pick<LoopOptions<MatchingRunTypes>, 'advance' | 'snapshot'> {
  const openNetworks = () => Promise.reject(new Error('There is no tfjs here.'));
  const call = caller<MatchingCalls>(createMatching(testMachine(), { openNetworks }).handlers);
  const settings = { tests: 0, evaluateEvery: 10, networks: 'own' } as const;
  return {
    advance: (runs: readonly MatchingAsked[], limits: AdvanceLimits) =>
      call('advance', { runs, limits, settings }),
    snapshot: (version) => call('snapshot', version),
  };
}

function start(...specs: MatchingRunSpec[]) {
  const store = createRunsStore(matchingKind);
  store.follow(specs);
  const errors: unknown[] = [];
  const worker = openWorker();
  const loop = createTrainingLoop(store, {
    ...worker,
    kind: matchingKind,
    until: new AbortController().signal,
    speed: () => Infinity,
    rest: () => Promise.resolve(),
    now: () => 0,
    onError: (error) => errors.push(error),
  });
  return { store, loop, errors, worker };
}

const run = (store: MatchingRunsStore, id: string): MatchingRun =>
  store.getState().runs.find((one) => one.id === id)!;
const short = { maxSteps: 25, patience: Infinity };

describe('training', () => {
  it('plays until the rule of the runs stops them, and says why', async () => {
    const { store } = start(spec('direct-sigma-1', { stop: short }));
    store.play(true);
    await vi.waitFor(() => expect(store.getState().playing).toBe(false));
    const { step, state, status, reason, steps, events } = run(store, 'direct-sigma-1');
    expect([step, state.step, status]).toEqual([25, 25, 'stopped']);
    expect(reason).toContain('25 steps');
    expect(steps.step).toEqual(Array.from({ length: 25 }, (_, s) => s + 1));
    expect(steps.loss).toHaveLength(25);
    expect(events.at(-1)!.label).toContain('stopped');
  });

  it('keeps runs in step: a newcomer catches up and no further', async () => {
    const { store, loop } = start(spec('direct-sigma-1'));
    await loop.step();
    await loop.step();
    store.follow([spec('direct-sigma-1'), spec('direct-sigma-0')]);
    expect(nextInStep(store.getState().runs).map(({ id }) => id)).toEqual(['direct-sigma-0']);
    await loop.step();
    await loop.step();
    await loop.step();
    const steps = store.getState().runs.map(({ step, state }) => [step, state.step]);
    expect(steps).toEqual([
      [3, 3],
      [3, 3],
    ]);
  });

  it('lets knobs act on the next step without losing the run, and marks the change', async () => {
    const base = spec('direct-sigma-1');
    const { store, loop } = start(base);
    await loop.step();
    const before = run(store, base.id).state;
    store.follow([{ ...base, knobs: { ...base.knobs, epsilon: -3 } }]);
    expect(run(store, base.id).state).toBe(before);
    await loop.step();
    expect(run(store, base.id).steps.epsilon).toEqual([-12, -3]);
    expect(run(store, base.id).events).toMatchObject([{ step: 1, label: 'ε −12 → −3' }]);
  });

  it('starts anew under another setup', async () => {
    const base = spec('direct-sigma-1');
    const { store, loop } = start(base);
    await loop.step();
    store.follow([{ ...base, setup: { ...base.setup, seed: 2 } }]);
    expect(run(store, base.id).state.step).toBe(0);
    expect(run(store, base.id).steps.step).toEqual([]);
  });

  it('ignores the reply for a run that was replaced meanwhile', async () => {
    const base = spec('direct-sigma-1');
    const { store, worker } = start(base);
    const asked = createResidence(matchingKind, () => 0).ask(run(store, base.id), false);
    const reply = await worker.advance([asked], { maxSteps: 1, milliseconds: Infinity });
    expect(reply.runs[0].step).toBe(1);
    store.reset();
    store.absorb(reply);
    expect(run(store, base.id).state.step).toBe(0);
    expect(run(store, base.id).step).toBe(0);
  });

  it('stops at lost numbers, says so, and goes back to the last good state', async () => {
    const base = spec('direct-sigma-1', { stop: { maxSteps: 60, patience: Infinity } });
    const { store, loop } = start(base);
    store.play(true);
    await vi.waitFor(() => expect(run(store, base.id).state.step).toBe(60));
    const wild = { ...base.knobs, rate: 1e200 };
    store.follow([{ ...base, knobs: wild, stop: short }]);
    store.follow([{ ...base, knobs: wild, stop: { maxSteps: 100, patience: Infinity } }]);
    await loop.step();
    await loop.step();
    const lost = run(store, base.id);
    expect(lost.status).toBe('diverged');
    expect(lost.reason).toMatch(/weights have grown/);
    store.follow([{ ...base, stop: { maxSteps: 100, patience: Infinity } }]);
    store.restore(base.id);
    const back = run(store, base.id);
    expect(back.status).toBe('ready');
    expect(back.state.step).toBeGreaterThan(0);
    expect(back.state.step).toBeLessThanOrEqual(60);
    expect(Math.max(...back.steps.step)).toBe(back.state.step);
    await loop.step();
    expect(run(store, base.id).state.step).toBe(back.state.step + 1);
  });

  it('tells of an error of the worker and does not hang', async () => {
    const store = createRunsStore(matchingKind);
    store.follow([spec('direct-sigma-1')]);
    const errors: unknown[] = [];
    createTrainingLoop(store, {
      kind: matchingKind,
      until: new AbortController().signal,
      advance: () => Promise.reject(new Error('no worker')),
      snapshot: () => Promise.reject(new Error('no worker')),
      speed: () => Infinity,
      rest: () => Promise.resolve(),
      now: () => 0,
      onError: (error) => errors.push(error),
    });
    store.play(true);
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    expect(store.getState().playing).toBe(false);
  });
});

describe('the list of runs', () => {
  it('pins, renames, hides and removes', async () => {
    const { store, loop } = start(spec('direct-sigma-1'));
    store.pin('direct-sigma-1');
    expect(store.getState().runs).toHaveLength(1);
    await loop.step();
    store.pin('direct-sigma-1');
    store.rename('pin-1', '  mine  ');
    store.hide('pin-1', true);
    expect(run(store, 'pin-1')).toMatchObject({ name: 'mine', hidden: true, pinned: true });
    store.rename('pin-1', ' ');
    expect(run(store, 'pin-1').name).toBe('mine');
    await loop.step();
    expect(run(store, 'pin-1').state.step).toBe(1);
    expect(run(store, 'direct-sigma-1').state.step).toBe(2);
    store.unpin('pin-1');
    expect(store.getState().runs.map(({ id }) => id)).toEqual(['direct-sigma-1']);
  });

  it('drops runs that are no longer asked for and shows another one instead', () => {
    const { store } = start(spec('direct-sigma-1'), spec('direct-sigma-0'));
    store.select('direct-sigma-0');
    store.follow([spec('direct-sigma-1')]);
    expect(store.getState().current).toBe('direct-sigma-1');
  });
});

/** Neither the leaving nor a write that is due. */
const unheard = {
  ...{ kind: matchingKind, key: 'runs', ...onlyTab },
  until: AbortSignal.abort(),
  onLeave: () => undefined,
  begin: () => () => undefined,
};

describe('a reload', () => {
  it('brings the runs back where they were, and they go on as if nothing had happened', async () => {
    const storage = memoryTabs().open();
    const { store, loop } = start(spec('direct-sigma-1'));
    let leave = () => undefined as void;
    let due = 0;
    const begin = () => {
      due++;
      return () => void due--;
    };
    const page = new AbortController();
    await keepRuns({
      ...{ ...unheard, store, storage, begin, until: page.signal },
      onLeave: (write) => (leave = write),
    });
    await loop.step();
    await loop.step();
    store.pin('direct-sigma-1');
    expect(due).toBe(1);
    leave();
    expect(due).toBe(0);
    page.abort();
    const again = start(spec('direct-sigma-1'));
    expect(await keepRuns({ ...unheard, store: again.store, storage })).toBe('own');
    expect(again.store.getState().runs).toHaveLength(2);
    await again.loop.step();
    await loop.step();
    expect(run(again.store, 'direct-sigma-1').state).toEqual(run(store, 'direct-sigma-1').state);
  });

  it('starts afresh where the settings ask for another run, or what is stored is not a run', async () => {
    const storage = memoryTabs().open();
    await storage.write('runs', {
      version: 1,
      runs: [startRun(matchingKind, spec('direct-sigma-1'))],
    });
    const other = start(spec('direct-sigma-1', { setup: { ...paperSetup, d: 7, seed: 1 } }));
    expect(await keepRuns({ ...unheard, store: other.store, storage })).toBeNull();
    expect(run(other.store, 'direct-sigma-1').setup.d).toBe(7);
    await storage.write('runs', { version: 1, runs: [{ id: 3 }] });
    expect(await keepRuns({ ...unheard, store: other.store, storage })).toBeNull();
  });
});
