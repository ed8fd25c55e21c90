import { withEarlier } from './earlier';
import type { AnsweredOf, RunKind, RunTypes } from './kind';

/** Measurements of a run as columns against its steps: what charts and tables read. */
export type Columns<Name extends string> = { readonly [Column in Name]: readonly number[] };

/** Something that happened to a run and can be read off its curves. */
export interface RunEvent {
  readonly step: number;
  /** What has changed, in as few signs as fit on a flag: "σ 1 → 8.7", "stopped". */
  readonly label: string;
  /** Why, where there is more to say. */
  readonly note?: string;
  /** Of a knob that was moved by hand. */
  readonly move?: Move;
}

interface Move {
  /** What the curves call the knob. */
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
}

/** `ready` to go on, `stopped` by its rule, `diverged` from all numbers. */
export type RunStatus = 'ready' | 'stopped' | 'diverged';

/** A training run as the page holds it: everything that is needed to go on, to draw and to store. */
export interface Run<E extends RunTypes> {
  readonly id: string;
  readonly name: string;
  /** Index of its ink and dash pattern. */
  readonly category: number;
  readonly setup: E['setup'];
  readonly knobs: E['knobs'];
  readonly stop: E['stop'];
  /** Another number, on the whole page, for whatever is not the continuation of the same training. */
  readonly version: number;
  /** Steps done. */
  readonly step: number;
  /** The last state that the page has been given, of this step or an earlier one; null at step 0. */
  readonly state: E['state'];
  /** Earlier states with reasonable numbers, oldest first: where a diverged run can go back to. */
  readonly good: readonly NonNullable<E['state']>[];
  /** States of earlier steps, oldest first, without what only training needs: what can be looked back at. */
  readonly earlier: readonly NonNullable<E['state']>[];
  readonly steps: Columns<keyof E['record'] & string>;
  readonly tests: Columns<keyof E['test'] & string>;
  readonly events: readonly RunEvent[];
  readonly status: RunStatus;
  /** Why it is not ready, in words. */
  readonly reason: string;
  readonly hidden: boolean;
  /** Kept as a picture: it is drawn and stored, and never trained on. */
  readonly pinned: boolean;
  /** Of a pinned run that came with the site: what made it. It is not stored. */
  readonly recorded?: Recorded;
  /** Of a run as it was at an earlier step: the steps that it has made by now. */
  readonly pastOf?: number;
}

/** Where a run that came with the site is from. */
export interface Recorded {
  /** The version of this project that made it. */
  readonly version: string;
  /** The command. */
  readonly made: string;
}

function emptyColumns<Name extends string>(names: readonly Name[]): Columns<Name> {
  const columns = {} as Record<Name, readonly number[]>;
  for (const name of names) columns[name] = [];
  return columns;
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

export interface RunSpec<E extends RunTypes> {
  readonly id: string;
  readonly name: string;
  readonly category: number;
  readonly setup: E['setup'];
  readonly knobs: E['knobs'];
  readonly stop: E['stop'];
}

let versions = 0;
const nextVersion = () => ++versions;

const stepOf = <E extends RunTypes>(state: E['state']): number => state?.step ?? 0;

export function startRun<E extends RunTypes>(kind: RunKind<E>, spec: RunSpec<E>): Run<E> {
  return {
    ...spec,
    version: nextVersion(),
    step: 0,
    state: kind.initialState(spec.setup),
    good: [],
    earlier: [],
    steps: emptyColumns(kind.records),
    tests: emptyColumns(kind.tests),
    events: [],
    status: 'ready',
    reason: '',
    hidden: false,
    pinned: false,
  };
}

/** The run after a reply of the worker. */
export function extendRun<E extends RunTypes>(
  kind: RunKind<E>,
  run: Run<E>,
  reply: AnsweredOf<E>,
): Run<E> {
  const { step, state, records, stopped, diverged } = reply;
  const events = [...run.events];
  const before = run.steps as Columns<'growths' | 'epsilon'>;
  let growths = before.growths.at(-1) ?? 0;
  let epsilon = before.epsilon.at(-1);
  for (const record of records) {
    if (record.growths > growths) {
      const from = epsilon === undefined ? '' : `${textOf(epsilon)} `;
      const label = `ε ${from}→ ${textOf(record.epsilon)}`;
      events.push({ step: record.step, label, note: 'no gradient was left, so ε grows' });
    }
    ({ growths, epsilon } = record);
  }
  const end = diverged ?? stopped;
  if (end !== null) events.push({ step, label: 'stopped', note: end });
  return {
    ...run,
    step,
    state: state ?? run.state,
    good: state && diverged === null ? keepGood(kind, run.good, state) : run.good,
    earlier: withEarlier(kind, run, state),
    steps: append(kind.records, run.steps, records as readonly Row<keyof E['record']>[]),
    tests: append(kind.tests, run.tests, reply.tests as readonly Row<keyof E['test']>[]),
    events,
    status: diverged !== null ? 'diverged' : stopped !== null ? 'stopped' : 'ready',
    reason: end ?? '',
  };
}

type Row<Name extends PropertyKey> = { readonly [Column in Name]: number };

function keepGood<E extends RunTypes>(
  kind: RunKind<E>,
  good: Run<E>['good'],
  state: NonNullable<E['state']>,
): Run<E>['good'] {
  const last = good.at(-1);
  if (last && state.step < last.step + kind.keptEvery) return good;
  if (!kind.isReasonable(state)) return good;
  return [...good, state].slice(-kind.keptStates);
}

/** Takes a run back to its last good state, or to the start, to go on from there. */
export function restoreRun<E extends RunTypes>(kind: RunKind<E>, run: Run<E>): Run<E> {
  const state = run.good.at(-1) ?? kind.initialState(run.setup);
  const good = run.good.slice(0, -1);
  return { ...cutBack(kind, run, state), good, status: 'ready', reason: '' };
}

/**
 * A run as it stood at the last state that the page has been given: what came after it has been lost
 * where it was computed, and is computed again to the same numbers.
 */
export function rewindRun<E extends RunTypes>(kind: RunKind<E>, run: Run<E>): Run<E> {
  const step = stepOf(run.state);
  if (run.step === step) return run;
  const back = cutBack(kind, run, run.state);
  // at its beginning a run has no other knobs than those that it goes on with
  if (step === 0) return back;
  let { events } = back;
  for (const symbol of Object.values<string | undefined>(kind.symbols)) {
    const lost = run.events.flatMap(({ step: at, move }) =>
      move && at > step && move.symbol === symbol ? move : [],
    );
    const [first, last] = [lost[0], lost.at(-1)];
    if (last) events = withMove(events, step, { ...last, from: first.from });
  }
  return { ...back, events };
}

/** The steps of a run that can be looked back at, the first one first. */
export const earlierSteps = <E extends RunTypes>({ earlier, step, steps }: Run<E>): number[] =>
  steps.step.length === 0
    ? []
    : [0, ...earlier.map((state) => state.step).filter((kept) => kept < step)];

/** A run as it was at a step, to be looked at; null where its weights of that step are not kept. */
export function runAt<E extends RunTypes>(
  kind: RunKind<E>,
  run: Run<E>,
  step: number,
): Run<E> | null {
  const kept = [...run.earlier, run.state].find((state) => state?.step === step);
  if (!kept && step > 0) return null;
  const state = kept ?? kind.initialState(run.setup);
  return { ...cutBack(kind, run, state), status: 'ready', reason: '', pastOf: run.step };
}

/** The run up to a state of it. */
function cutBack<E extends RunTypes>(kind: RunKind<E>, run: Run<E>, state: E['state']): Run<E> {
  const step = stepOf(state);
  type Step = Columns<(typeof kind.records)[number] | 'step'>;
  type Test = Columns<(typeof kind.tests)[number] | 'step'>;
  return {
    ...run,
    version: nextVersion(),
    ...{ step, state },
    earlier: run.earlier.filter((kept) => kept.step <= step),
    steps: cut(kind.records, run.steps as Step, step),
    // whoever trains it tests it again before its first step
    tests: step === 0 ? emptyColumns(kind.tests) : cut(kind.tests, run.tests as Test, step),
    events: run.events.filter((event) => event.step <= step),
  };
}

/** A setting in a few signs; a switch that is not there is off. */
const textOf = (value: unknown = false) =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(3))).replace(/^-/, '−')
    : typeof value === 'boolean'
      ? value
        ? 'on'
        : 'off'
      : String(value);

/** One event per knob and step: several moves between two steps are one, from the first to the last. */
function withMove(events: readonly RunEvent[], step: number, move: Move): readonly RunEvent[] {
  const isEarlier = (event: RunEvent) => event.step === step && event.move?.symbol === move.symbol;
  const from = events.find(isEarlier)?.move?.from ?? move.from;
  const label = `${move.symbol} ${from} → ${move.to}`;
  return [
    ...events.filter((event) => !isEarlier(event)),
    ...(from === move.to ? [] : [{ step, label, move: { ...move, from } }]),
  ];
}

/** A run that an earlier page stored: what that did not measure is not a number. */
export const withAllColumns = <E extends RunTypes>(kind: RunKind<E>, run: Run<E>): Run<E> => ({
  ...run,
  earlier: (run as Partial<Run<E>>).earlier ?? [],
  steps: completed(kind.records, run.steps as Partial<Columns<keyof E['record'] & string>>),
  tests: completed(kind.tests, run.tests as Partial<Columns<keyof E['test'] & string>>),
});

function completed<Name extends string>(
  names: readonly Name[],
  columns: Partial<Columns<Name | 'step'>>,
): Columns<Name> {
  const rows = columns.step?.length ?? 0;
  const entries = names.map((name) => [name, columns[name] ?? new Array<number>(rows).fill(NaN)]);
  return Object.fromEntries(entries) as Columns<Name>;
}

/** A run that was stored, under a version of this page. */
export const takeUp = <E extends RunTypes>(run: Run<E>): Run<E> => ({
  ...run,
  version: nextVersion(),
});

/**
 * New knobs act from the next step on, and the curves say so; a run that its rule has stopped may go
 * on under a new rule.
 */
export function changeKnobs<E extends RunTypes>(
  kind: RunKind<E>,
  run: Run<E>,
  knobs: E['knobs'],
  stop: E['stop'],
): Run<E> {
  if (same(run.knobs, knobs) && same(run.stop, stop)) return run;
  const freed = run.status === 'stopped' && !same(run.stop, stop);
  const events = withChange(kind, run, knobs);
  return { ...run, knobs, stop, events, ...(freed && { status: 'ready', reason: '' }) };
}

/** The events of a run and those of the knobs that are others now. */
function withChange<E extends RunTypes>(
  kind: RunKind<E>,
  { step, knobs: before, events }: Run<E>,
  knobs: E['knobs'],
): readonly RunEvent[] {
  if (step === 0) return events;
  let next = events;
  for (const [name, symbol] of Object.entries<string | undefined>(kind.symbols)) {
    const key = name as keyof E['knobs'];
    if (before[key] === knobs[key]) continue;
    const [from, to] = [textOf(before[key]), textOf(knobs[key])];
    next = withMove(next, step, { symbol: symbol!, from, to });
  }
  return next;
}

export const same = (a: object, b: object) => JSON.stringify(a) === JSON.stringify(b);
