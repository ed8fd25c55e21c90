import { describe, expect, it, vi } from 'vitest';
import { caller, testMachine } from '../../../compute/testing/machine';
import { askedOf, goOn } from '../../../compute/testing/runs';
import { helpers, type Helpers } from '../../../compute/testing/threads';
import { uniformSequences } from '../experiment/data';
import { createEvaluation } from '../experiment/evaluation';
import { createLocalGradients } from '../experiment/gradients';
import { repetitionSeed, runRepetition, type RepetitionJob } from '../experiment/repetition';
import { advance, initialState, type StepRecord } from '../experiment/run';
import {
  matchingVariants,
  paperSetup,
  type MatchingSetup,
  type MatchingVariant,
} from '../experiment/spec';
import { createMatching } from './module';
import type {
  AdvanceReply,
  AdvanceRequest,
  MatchingAsked,
  MatchingCalls,
  MatchingSettings,
} from './protocol';
import { createTasks } from './tasks';

const variants = Object.keys(matchingVariants) as MatchingVariant[];
const job = { seed: 1, repetition: 2 };

type Answer = AdvanceReply['runs'][number];

/** A repetition of the command line as a run of the page. */
function runOf(variant: MatchingVariant, d: number): MatchingAsked {
  const { method, knobs, stop } = matchingVariants[variant];
  const seed = repetitionSeed(job.seed, job.repetition);
  const setup: MatchingSetup = { ...paperSetup, method, d, seed };
  return askedOf({ setup, state: initialState(setup), knobs, stop }, { id: variant });
}

/** The training of the page on some threads, all of which have started. */
async function openPage(threads: number, { spawn }: Partial<Pick<Helpers, 'spawn'>>) {
  const machine = testMachine({ cores: threads, spawn });
  const call = caller<MatchingCalls>(
    createMatching(machine, {
      openNetworks: () => Promise.reject(new Error('There is no tfjs here.')),
    }).handlers,
  );
  const settings: MatchingSettings = { tests: 2, evaluateEvery: 10, networks: 'own' };
  const page = (runs: readonly MatchingAsked[], maxSteps = 23) => {
    const limits = { maxSteps, milliseconds: Infinity };
    return call('advance', { runs, limits, settings } satisfies AdvanceRequest);
  };
  await machine.ready();
  await page([]);
  expect(machine.status().adapter).toBe(threads === 1 ? '1 CPU thread' : `${threads} CPU threads`);
  return page;
}

/** Trains runs of the page in step, request by request, until all have stopped. */
async function trainOnPage(
  asked: readonly MatchingAsked[],
  threads: number,
  threadHelpers: Partial<Pick<Helpers, 'spawn'>>,
) {
  const page = await openPage(threads, threadHelpers);
  const ended = new Map<string, Answer>();
  const records = new Map(asked.map(({ id }) => [id, [] as StepRecord[]]));
  let runs = asked;
  while (runs.length > 0) {
    const reply = await page(runs);
    for (const run of reply.runs) {
      records.get(run.id)!.push(...run.records);
      if (run.stopped ?? run.diverged) ended.set(run.id, run);
    }
    runs = runs.flatMap((run) =>
      ended.has(run.id)
        ? []
        : [
            goOn(
              run,
              reply.runs.find(({ id }) => id === run.id)!,
            ),
          ],
    );
  }
  return asked.map(({ id }) => ({ ...ended.get(id)!, records: records.get(id)! }));
}

/** What the command line says of a repetition, told from a run of the page. */
function told(variant: MatchingVariant, d: number, reply: Answer) {
  const { records, stopped, diverged } = reply;
  const state = reply.state!;
  const { setup, knobs } = runOf(variant, d);
  const evaluate = createEvaluation(setup);
  const test = uniformSequences(setup.seed, 'test', 1, d);
  const last = records.at(-1)!;
  const { wrong, kendall } = evaluate(state.params, test);
  return {
    ...{ variant, d, ...job, wrong, kendall },
    wrongBest: evaluate(state.bestParams, test).wrong,
    steps: state.step,
    loss: last.loss,
    bestLoss: state.bestLoss,
    growth: knobs.growth ** state.growths,
    sigma: last.sigmaMean,
    stopped: diverged ?? stopped,
  };
}

async function onCommandLine(asked: RepetitionJob) {
  const { millisecondsPerStep: _, ...result } = await runRepetition(asked, () => 0);
  return result;
}

describe('a run of the matching lab', () => {
  it('is that of the command line, whatever it is trained beside', async () => {
    const d = 3;
    const replies = await trainOnPage(
      variants.map((variant) => runOf(variant, d)),
      1,
      {},
    );
    const results = [];
    for (const variant of variants) results.push(await onCommandLine({ variant, d, ...job }));
    expect(variants.map((variant, i) => told(variant, d, replies[i]))).toEqual(results);
    // they stop at different times, for both reasons
    expect(new Set(results.map(({ steps }) => steps)).size).toBeGreaterThan(2);
    expect(new Set(results.map(({ stopped }) => stopped)).size).toBe(2);
  });

  it('is that of the command line, whatever the number of threads', async () => {
    // long enough to be shared, and with a test that goes wrong
    const d = 20;
    const asked = ['blackbox', 'direct-sigma-0'] as const;
    const results = [];
    for (const variant of asked) results.push(await onCommandLine({ variant, d, ...job }));
    for (const threads of [1, 4]) {
      const { spawn, end } = helpers(createTasks);
      const runs = asked.map((variant) => runOf(variant, d));
      const replies = await trainOnPage(runs, threads, { spawn });
      expect(asked.map((variant, i) => told(variant, d, replies[i]))).toEqual(results);
      end();
    }
  });

  it.each([1, 3])('has the weights, moments and records of the core on %i threads', async (n) => {
    const asked = vi.fn(() => false);
    const { spawn, end } = helpers(createTasks, asked);
    const page = await openPage(n, { spawn });
    for (const variant of ['direct-learned-sigma', 'gumbel-sinkhorn', 'fenchel-young'] as const) {
      const run = runOf(variant, 21);
      const first = (await page([run], 4)).runs[0];
      const { runs } = await page([goOn(run, first)], 3);
      const { setup, knobs } = run;
      const state = initialState(setup);
      const gradients = createLocalGradients(setup);
      const records = [];
      for (let s = 0; s < 7; s++) records.push(await advance(setup, state, knobs, gradients));
      expect([...first.records, ...runs[0].records]).toEqual(records);
      expect(runs[0].state).toEqual(state);
    }
    for (let helper = 1; helper < n; helper++) expect(asked).toHaveBeenCalledWith(helper, 'rows');
    end();
  });
});
