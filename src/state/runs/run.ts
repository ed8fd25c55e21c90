import {
  copyState,
  initialState,
  type MatchingState,
  type StepRecord,
} from '../../core/experiments/matching/run';
import type { MatchingKnobs, MatchingSetup, StopRule } from '../../core/experiments/matching/spec';
import type { RunReply, TestRecord } from '../../worker/training-protocol';

/** Measurements of a run as columns against its steps: what charts and tables read. */
export type Columns<Name extends string> = { readonly [Column in Name]: readonly number[] };
export type StepColumns = Columns<keyof StepRecord>;
export type TestColumns = Columns<keyof TestRecord>;

/** Something that happened to a run and can be read off its curves. */
export interface RunEvent {
  readonly step: number;
  readonly label: string;
}

/** `ready` to go on, `stopped` by its rule, `diverged` from all numbers. */
export type RunStatus = 'ready' | 'stopped' | 'diverged';

/** A training run as the page holds it: everything that is needed to go on, to draw and to store. */
export interface Run {
  readonly id: string;
  readonly name: string;
  /** Index of its colour and dash pattern. */
  readonly category: number;
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
  readonly state: MatchingState;
  /** Earlier states with reasonable numbers, oldest first: where a diverged run can go back to. */
  readonly good: readonly MatchingState[];
  readonly steps: StepColumns;
  readonly tests: TestColumns;
  readonly events: readonly RunEvent[];
  readonly status: RunStatus;
  /** Why it is not ready, in words. */
  readonly reason: string;
  readonly hidden: boolean;
  /** Kept as a picture: it is drawn and stored, and never trained on. */
  readonly pinned: boolean;
}

const stepNames = [
  'step',
  'loss',
  'right',
  'rightAugmented',
  'perfect',
  'sigmaMean',
  'sigmaSpread',
  'gradientNorm',
  'epsilon',
  'growths',
  'changed',
] as const satisfies readonly (keyof StepRecord)[];
const testNames = [
  'step',
  'wrong',
  'anyWrong',
  'kendall',
  'sequences',
] as const satisfies readonly (keyof TestRecord)[];

function emptyColumns<Name extends string>(names: readonly Name[]): Columns<Name> {
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Columns<Name>;
}

function append<Name extends string>(
  names: readonly Name[],
  columns: Columns<Name>,
  rows: readonly { readonly [Column in Name]: number }[],
): Columns<Name> {
  if (rows.length === 0) return columns;
  const entries = names.map((name) => [name, [...columns[name], ...rows.map((row) => row[name])]]);
  return Object.fromEntries(entries) as Columns<Name>;
}

/** The part of the columns up to a step. */
function cut<Name extends string>(
  names: readonly Name[],
  columns: Columns<Name | 'step'>,
  step: number,
): Columns<Name> {
  const end = columns.step.findIndex((at) => at > step);
  if (end < 0) return columns;
  const entries = names.map((name) => [name, columns[name].slice(0, end)]);
  return Object.fromEntries(entries) as Columns<Name>;
}

export interface RunSpec {
  readonly id: string;
  readonly name: string;
  readonly category: number;
  readonly setup: MatchingSetup;
  readonly knobs: MatchingKnobs;
  readonly stop: StopRule;
}

export function startRun(spec: RunSpec): Run {
  return {
    ...spec,
    state: initialState(spec.setup),
    good: [],
    steps: emptyColumns(stepNames),
    tests: emptyColumns(testNames),
    events: [],
    status: 'ready',
    reason: '',
    hidden: false,
    pinned: false,
  };
}

/** Good states that are kept, and the steps between two of them. */
const KEPT_STATES = 6;
const KEPT_EVERY = 20;
/** A state with weights beyond this is not worth going back to. */
const REASONABLE = 1e4;

/** The run after a reply of the worker. */
export function extendRun(run: Run, reply: RunReply): Run {
  const { state, records, stopped, diverged } = reply;
  const events = [...run.events];
  let growths = run.steps.growths.at(-1) ?? 0;
  for (const record of records) {
    if (record.growths > growths) {
      const epsilon = Number(record.epsilon.toPrecision(3));
      events.push({ step: record.step, label: `no gradient: ε grows to ${epsilon}` });
    }
    growths = record.growths;
  }
  const end = diverged ?? stopped;
  if (end !== null) events.push({ step: state.step, label: `stopped: ${end}` });
  return {
    ...run,
    state,
    good: diverged === null ? keepGood(run.good, state) : run.good,
    steps: append(stepNames, run.steps, records),
    tests: append(testNames, run.tests, reply.tests),
    events,
    status: diverged !== null ? 'diverged' : stopped !== null ? 'stopped' : 'ready',
    reason: end ?? '',
  };
}

function keepGood(good: readonly MatchingState[], state: MatchingState): readonly MatchingState[] {
  const last = good.at(-1);
  if (last && state.step < last.step + KEPT_EVERY) return good;
  for (const weight of state.params) if (!(Math.abs(weight) < REASONABLE)) return good;
  return [...good, copyState(state)].slice(-KEPT_STATES);
}

/** Takes a run back to its last good state, or to the start, to go on from there. */
export function restoreRun(run: Run): Run {
  const state = run.good.at(-1);
  const back = state ? copyState(state) : initialState(run.setup);
  return {
    ...run,
    state: back,
    good: run.good.slice(0, -1),
    steps: cut(stepNames, run.steps, back.step),
    tests: cut(testNames, run.tests, back.step),
    events: run.events.filter(({ step }) => step <= back.step),
    status: 'ready',
    reason: '',
  };
}

/**
 * New knobs act from the next step on, and the curves say so; a run that its rule has stopped may go
 * on under a new rule.
 */
export function changeKnobs(run: Run, knobs: MatchingKnobs, stop: StopRule): Run {
  if (same(run.knobs, knobs) && same(run.stop, stop)) return run;
  const freed = run.status === 'stopped' && !same(run.stop, stop);
  const events = withChange(run.events, run, knobs);
  return { ...run, knobs, stop, events, ...(freed && { status: 'ready', reason: '' }) };
}

const symbols: Partial<Record<keyof MatchingKnobs, string>> = {
  sigma: 'σ',
  epsilon: 'ε',
  lossForm: 'loss form',
  rate: 'learning rate',
  sigmaRate: 'learning rate of σ(x)',
  samples: 'samples',
  temperature: 'temperature',
  lambda: 'λ',
};

/** One event per knob and step: a drag between two steps leaves its last value. */
function withChange(
  events: readonly RunEvent[],
  { state, knobs: before }: Run,
  knobs: MatchingKnobs,
): readonly RunEvent[] {
  const { step } = state;
  if (step === 0) return events;
  let next = events;
  for (const [name, symbol] of Object.entries(symbols)) {
    const key = name as keyof MatchingKnobs;
    if (before[key] === knobs[key]) continue;
    const told = `${symbol} set to `;
    const earlier = next.filter((event) => event.step !== step || !event.label.startsWith(told));
    next = [...earlier, { step, label: `${told}${knobs[key]}` }];
  }
  return next;
}

export const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
