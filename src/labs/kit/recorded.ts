import type { DeviceMade } from '../../core/training/devices';
import { parseResults, type ResultsFile, type ResultsKind } from '../../core/training/results';
import type { RunKind, RunTypes } from '../../state/runs/kind';
import { parseRecorded } from '../../state/runs/recorded';
import type { Recorded, Run } from '../../state/runs/run';
import type { RunsStore } from '../../state/runs/store';
import type { FigureSource } from '../../ui/figure/types';
import type { ConnectOptions } from './connect';
import { madeSource } from './made';

/** The badge of what came with the site: what made it, as far as there is room. */
export const recordedSource = ({ made, version }: Recorded) => ({
  ...{ backend: 'cpu', adapter: made.slice(0, MOST_CHARACTERS), recorded: version },
});

const MOST_CHARACTERS = 300;

/**
 * Of the reader's own repetitions where there are any, else of those that came with the site.
 * @param results the reader's own, where a graphics device may have made some
 */
export function repetitionsSource(
  rows: readonly { readonly repetitions: number; readonly recorded: boolean }[],
  seed: number,
  file: ResultsFile<unknown> | null,
  results: readonly DeviceMade[] = [],
): FigureSource | undefined {
  const countOf = (some: typeof rows) =>
    some.reduce((sum, { repetitions }) => sum + repetitions, 0);
  const own = countOf(rows.filter(({ recorded }) => !recorded));
  const unit = 'repetitions';
  if (own > 0) return { ...madeSource(results), samples: own, unit, seed };
  if (!file) return undefined;
  return { ...recordedSource(file), samples: countOf(rows), unit, seed: file.seed ?? 0 };
}

type Notify = ConnectOptions<never>['notify'];

/** The text of a file that came with the site, or null where it can't be had. */
async function fetchRecorded(name: string): Promise<string | null> {
  try {
    const address = new URL(`recorded/${name}.json`, document.baseURI);
    // figures come first
    const response = await fetch(address, { priority: 'low' });
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}

/**
 * Shows the runs that came with the site until the reader's own are drawn over them.
 * @param more shows what else the file holds of its runs; a RangeError of it is told to the reader
 */
export async function addRecorded<E extends RunTypes>(
  name: string,
  { kind, store, notify }: { kind: RunKind<E>; store: RunsStore<E>; notify: Notify },
  more?: (text: string, runs: readonly Run<E>[]) => void,
): Promise<void> {
  const text = await fetchRecorded(name);
  if (text === null) return;
  const parsed = parseRecorded(kind, text);
  if (!parsed.ok) return notify(faultIn(name, parsed.fault), 'warning');
  for (const run of parsed.file.runs) store.add(run);
  try {
    more?.(text, parsed.file.runs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    notify(faultIn(name, error.message), 'warning');
  }
}

/** Results of a table that came with the site, or null where they can't be had. */
export async function recordedResults<Job extends object, Result extends Job>(
  name: string,
  kind: ResultsKind<Job, Result>,
  notify: Notify,
): Promise<ResultsFile<Result> | null> {
  const text = await fetchRecorded(name);
  if (text === null) return null;
  const parsed = parseResults(kind, text);
  if (!parsed.ok) notify(faultIn(name, parsed.fault), 'warning');
  return parsed.ok ? parsed.file : null;
}

const faultIn = (name: string, fault: string) => `What was recorded (${name}): ${fault}`;
