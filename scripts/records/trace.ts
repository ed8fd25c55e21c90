import { hashOf, type Value } from './bits';

/** What a run measured and was after one step, by name. */
export type Row = Readonly<Record<string, Value>>;

/** A run as it is kept: enough to say whether it is the same one, and where it ceases to be. */
export interface Trace {
  /** Hash of everything, to the last bit. */
  readonly whole: string;
  /** Steps, from 1. */
  readonly steps: number;
  /** By name, the first digits of the hash of every step, one after the other. */
  readonly columns: Readonly<Record<string, string>>;
}

/** A run that has just been made. */
export interface Recording {
  readonly trace: Trace;
  /** What of each step can be said in a word. */
  readonly words: readonly Readonly<Record<string, string>>[];
}

/** Digits per step: one in 65,536 changes does not show here, but in `whole`. */
const DIGITS = 4;
/** What a step has not. */
const NOTHING = '-'.repeat(DIGITS);
const WHOLE_DIGITS = 16;

/** Collects the steps of a run, one row each. Hashes at once: arrays may change afterwards. */
export function createRecorder() {
  const words: Readonly<Record<string, string>>[] = [];
  const hashes: Readonly<Record<string, string>>[] = [];
  return {
    add(row: Row): void {
      const entries = Object.entries(row);
      hashes.push(Object.fromEntries(entries.map(([name, value]) => [name, hashOf(value)])));
      words.push(Object.fromEntries(entries.flatMap(([name, value]) => wordOf(name, value))));
    },
    end(): Recording {
      const names = [...new Set(hashes.flatMap((row) => Object.keys(row)))];
      const column = (name: string) =>
        hashes.map((row) => row[name]?.slice(0, DIGITS) ?? NOTHING).join('');
      const trace = {
        whole: hashOf(hashes).slice(0, WHOLE_DIGITS),
        steps: hashes.length,
        columns: Object.fromEntries(names.map((name) => [name, column(name)])),
      };
      return { trace, words };
    },
  };
}

const wordOf = (name: string, value: Value): [string, string][] =>
  typeof value === 'object' ? [] : [[name, String(value)]];

/** Where a run first differs from what is recorded of it, in words; null where it does not. */
export function differenceOf(recorded: Trace, { trace, words }: Recording): string | null {
  if (recorded.whole === trace.whole) return null;
  const names = [...new Set([...Object.keys(trace.columns), ...Object.keys(recorded.columns)])];
  const cell = ({ columns }: Trace, name: string, step: number) =>
    columns[name]?.slice((step - 1) * DIGITS, step * DIGITS) || NOTHING;
  for (let step = 1; step <= Math.max(recorded.steps, trace.steps); step++) {
    const differing = names.filter(
      (name) => cell(recorded, name, step) !== cell(trace, name, step),
    );
    if (differing.length === 0) continue;
    const values = differing.map((name) => {
      if (cell(trace, name, step) === NOTHING) return `${name} (which it no longer has)`;
      const added = cell(recorded, name, step) === NOTHING ? ', new' : '';
      const value = words[step - 1][name];
      return value === undefined ? `${name}${added}` : `${name} (now ${value}${added})`;
    });
    return `differs from step ${step} on, in ${values.join(', ')}`;
  }
  return 'differs, in a way that shows in the hash of the whole alone';
}
