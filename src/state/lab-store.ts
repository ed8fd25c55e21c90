import { createStore } from 'zustand/vanilla';
import { merge, type Normalise } from './conform';
import { defaultsOf, sameValue, type ParamTable, type Values } from './params';

/** 'move' while a hand is on the control, 'commit' when it lets go: only then is the URL written. */
export type Phase = 'move' | 'commit';
/** Where the values come from. Presets and a reset make a history entry; values of the URL are not written back. */
export type Origin = 'user' | 'preset' | 'reset' | 'url';

export interface LabState<T extends ParamTable> {
  readonly values: Values<T>;
  readonly phase: Phase;
  readonly origin: Origin;
}

export interface Preset<T extends ParamTable> {
  readonly id: string;
  readonly label: string;
  /** One sentence: what to see here. */
  readonly story: string;
  readonly values: Partial<Values<T>>;
}

/**
 * The parameters of one lab. Invariant: `values` always fits the table and is normalised; whatever
 * is passed in is clamped, and what cannot be used (NaN, a wrong type) leaves its entry as it was.
 */
export interface LabStore<T extends ParamTable> {
  readonly table: T;
  normalise(values: Values<T>): Values<T>;
  getState(): LabState<T>;
  getInitialState(): LabState<T>;
  subscribe(listener: (state: LabState<T>, previous: LabState<T>) => void): () => void;
  set(patch: Partial<Values<T>>, phase?: Phase): void;
  /** Everything as it was at first, or the named parameters alone. */
  reset(names?: readonly (keyof T)[]): void;
  applyPreset(preset: Preset<T>): void;
  /** From now on only a link gives these parameters other values. */
  lock(names: readonly string[]): void;
  /** All values at once, as a link gives them. */
  load(values: Values<T>): void;
}

/** A store whose table is not known: for the shell, which serves every lab. */
export type AnyLabStore = LabStore<ParamTable>;

export interface LabStoreOptions<T extends ParamTable> {
  readonly normalise?: Normalise<T>;
  /** What a change by the reader brings with it; `before` are the values that it has changed. */
  follow?(values: Values<T>, before: Values<T>): Partial<Values<T>>;
  /** Where the store starts, if not at the defaults, which are what a link leaves out. */
  readonly initial?: Partial<Values<T>>;
}

export function createLabStore<T extends ParamTable>(
  table: T,
  options: LabStoreOptions<T> = {},
): LabStore<T> {
  const normalise: Normalise<T> = options.normalise ?? ((values) => values);
  const defaults = merge(table, defaultsOf(table), {}, normalise);
  const initial = merge(table, defaults, options.initial ?? {}, normalise);
  const store = createStore<LabState<T>>(() => ({
    values: initial,
    phase: 'commit',
    origin: 'url',
  }));
  let locked: readonly string[] = [];
  const put = (patch: Partial<Values<T>>, phase: Phase, origin: Origin) => {
    const before = store.getState().values;
    const held = origin === 'url' ? [] : locked;
    const asked = merge(table, before, without(patch, held), normalise);
    // a link says all that it means, and so does a preset
    const brought = origin === 'user' ? (options.follow?.(asked, before) ?? {}) : {};
    const values = merge(table, asked, without(brought, held), normalise);
    // what other settings cannot do without a locked one is not done
    if (held.some((name) => !sameValue(values[name], before[name]))) return;
    store.setState({ values, phase, origin }, true);
  };
  return {
    table,
    normalise,
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    set: (patch, phase = 'commit') => put(patch, phase, 'user'),
    reset: (names = Object.keys(table)) => put(pick(initial, names), 'commit', 'reset'),
    applyPreset: (preset) => put(preset.values, 'commit', 'preset'),
    lock: (names) => {
      locked = names;
    },
    load: (values) => put(values, 'commit', 'url'),
  };
}

function pick<T extends ParamTable>(values: Values<T>, names: readonly (keyof T)[]) {
  const entries = names.map((name) => [name, values[name]]);
  return Object.fromEntries(entries) as Partial<Values<T>>;
}

function without<T extends ParamTable>(patch: Partial<Values<T>>, names: readonly string[]) {
  if (names.length === 0) return patch;
  const entries = Object.entries(patch).filter(([name]) => !names.includes(name));
  return Object.fromEntries(entries) as Partial<Values<T>>;
}
