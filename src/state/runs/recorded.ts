import { floatsOfText, shortened, textOfFloats } from '../../core/float-text';
import { faultOf, oneOf, text, whole, type Check, type Checks } from '../../core/training/fields';
import { allFinite } from '../../core/vector';
import type { RunKind, RunTypes } from './kind';
import { startRun, type Columns, type Recorded, type Run } from './run';

/** Weights of a run at some step. */
interface Weights {
  readonly step: number;
  /** See core/float-text.ts. */
  readonly params: string;
}

/** A run as it stands in a file: what it was asked to be, what it measured, and some of its weights. */
interface FiledRun extends Pick<
  Run<RunTypes>,
  'id' | 'name' | 'category' | 'setup' | 'knobs' | 'stop' | 'step' | 'events' | 'status' | 'reason'
> {
  /** Numbers; null where nothing was measured. */
  readonly steps: Columns<string>;
  readonly tests: Columns<string>;
  /** By steps. */
  readonly weights: readonly Weights[];
}

/** Runs that come with the site. */
export interface RecordedFile<E extends RunTypes> extends Recorded {
  readonly runs: readonly Run<E>[];
}

export type ParsedRecorded<E extends RunTypes> =
  | { readonly ok: true; readonly file: RecordedFile<E> }
  | { readonly ok: false; readonly fault: string };

const KIND = 'recorded-runs';

/** A run with states of it, of all steps whose weights are to be kept. */
export interface Recording<E extends RunTypes> {
  readonly run: Run<E>;
  readonly states: readonly { readonly step: number; readonly params: ArrayLike<number> }[];
}

/**
 * Runs as the text of a file; numbers are rounded, and weights become float32.
 * @param more what else of them stands in the file, by name
 */
export function encodeRecorded<E extends RunTypes>(
  { version, made }: Recorded,
  recordings: readonly Recording<E>[],
  more: Readonly<Record<string, unknown>> = {},
): string {
  const runs = recordings.map(({ run, states }): FiledRun => {
    const { id, name, category, setup, knobs, stop, step, events, status, reason } = run;
    const weights = states.map(({ step: at, params }) => ({
      step: at,
      params: textOfFloats(params),
    }));
    return {
      ...{ id, name, category, setup, knobs, stop, step, events, status, reason },
      ...{ steps: roundedColumns(run.steps), tests: roundedColumns(run.tests), weights },
    };
  });
  return `${JSON.stringify({ app: 'noisy-argmax', kind: KIND, version, made, runs, ...more })}\n`;
}

const roundedColumns = (columns: Columns<string>): Columns<string> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, values.map(shortened)]),
  );

/** Never throws; a fault is one sentence that names the field and what would be right. */
export function parseRecorded<E extends RunTypes>(
  kind: RunKind<E>,
  json: string,
): ParsedRecorded<E> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return failed('The file is not JSON.');
  }
  const file = value as (Partial<Recorded> & { kind?: unknown; runs?: unknown }) | null;
  if (file?.kind !== KIND) return failed('The file does not hold recorded runs.');
  const fault = faultOf(file, headChecks);
  if (fault) return failed(`The file: ${fault}`);
  const { version, made } = file as Recorded;
  const runs: Run<E>[] = [];
  for (const [i, filed] of (file.runs as unknown[]).entries()) {
    const run = readRun(kind, filed, { version, made });
    if (typeof run === 'string') return failed(`Run ${i + 1} of the file: ${run}`);
    runs.push(run);
  }
  return { ok: true, file: { version, made, runs } };
}

const failed = (fault: string) => ({ ok: false, fault }) as const;

const list: Check = { fits: Array.isArray, must: 'be a list' };
const object: Check = {
  fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  must: 'be an object',
};

const headChecks: Checks<RecordedFile<RunTypes>> = { version: text(), made: text(), runs: list };

const runChecks: Checks<FiledRun> = {
  ...{ id: text(), name: text(), category: whole(), reason: text() },
  ...{ setup: object, knobs: object, stop: object, step: whole() },
  status: oneOf(['ready', 'stopped', 'diverged']),
  ...{ events: list, steps: object, tests: object, weights: list },
};

const weightsChecks: Checks<Weights> = { step: whole(), params: text() };

/** @returns the run, or what is wrong with it */
function readRun<E extends RunTypes>(
  kind: RunKind<E>,
  value: unknown,
  recorded: Recorded,
): Run<E> | string {
  const fault = faultOf<FiledRun>(value, runChecks);
  if (fault) return fault;
  const { steps, tests, weights, ...filed } = value as FiledRun;
  const missing =
    columnFault('steps', steps, kind.records) ?? columnFault('tests', tests, kind.tests);
  if (missing) return missing;
  const states = readStates(kind, filed.setup, weights);
  if (typeof states === 'string') return states;
  const run = startRun(kind, filed);
  return {
    ...run,
    ...filed,
    state: states.at(-1) ?? run.state,
    earlier: states.slice(0, -1),
    steps: revived(steps),
    tests: revived(tests),
    ...{ pinned: true, recorded },
  };
}

function columnFault(
  field: string,
  columns: Columns<string>,
  names: readonly string[],
): string | null {
  const steps = columns['step'] as readonly unknown[] | undefined;
  for (const name of names) {
    const column = columns[name] as unknown;
    const fits = Array.isArray(column) && column.length === steps?.length && column.every(isNumber);
    if (!fits) return `"${field}.${name}" must be a list of numbers, as long as "${field}.step".`;
  }
  return null;
}

const isNumber = (value: unknown) => value === null || typeof value === 'number';

/** JSON writes null for a number that is none. */
const revived = (columns: Columns<string>): Columns<string> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      values.map((value) => (value as number | null) ?? NaN),
    ]),
  );

function readStates<E extends RunTypes>(
  kind: RunKind<E>,
  setup: E['setup'],
  weights: readonly unknown[],
): NonNullable<E['state']>[] | string {
  const states: NonNullable<E['state']>[] = [];
  for (const [i, entry] of weights.entries()) {
    const fault = faultOf<Weights>(entry, weightsChecks);
    if (fault) return `weights ${i + 1}: ${fault}`;
    const { step, params } = entry as Weights;
    const floats = floatsOfText(params);
    if (!floats || !allFinite(floats)) {
      return `weights ${i + 1}: "params" must be base64 of finite float32 numbers.`;
    }
    const state = kind.stillState(setup, step, floats);
    if (!state) return `weights ${i + 1}: "params" must fit the networks of "setup".`;
    states.push(state);
  }
  return states;
}
