import type { Storage } from '../storage';
import type { Run } from './run';
import type { RunsStore } from './store';

/** What is stored, with a version of its own: another shape is not read. */
interface Kept {
  readonly version: 1;
  readonly runs: readonly Run[];
}

/** Least time between two writes while something runs, and after the last change at rest. */
const RUNNING_MS = 2000;
const RESTING_MS = 100;

/**
 * Keeps runs over a reload: takes up what is stored, then writes every change, at most every two
 * seconds while something runs, and once more when the page is left.
 * @returns resolves when what was stored has been taken up, to whether there was anything
 */
export async function keepRuns(
  store: RunsStore,
  storage: Storage,
  key: string,
  onLeave: (write: () => void) => void,
): Promise<boolean> {
  const kept = await storage.read(key);
  const found = isKept(kept);
  if (found) store.resume(kept.runs);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const { runs } = store.getState();
    void storage.write(key, { version: 1, runs } satisfies Kept);
  };
  store.subscribe(({ runs, playing }, before) => {
    if (!playing && before.playing) return write();
    if (runs === before.runs) return;
    if (!playing) clearTimeout(timer);
    if (!playing || timer === undefined)
      timer = setTimeout(write, playing ? RUNNING_MS : RESTING_MS);
  });
  onLeave(write);
  return found && kept.runs.some(({ state }) => state.step > 0);
}

/** The least that a stored run must have; anything else was written by another version. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { version, runs } = value as Partial<Kept>;
  return (
    version === 1 &&
    Array.isArray(runs) &&
    runs.every(
      (run: Partial<Run>) =>
        typeof run.id === 'string' &&
        run.state?.params instanceof Float64Array &&
        Array.isArray(run.steps?.step),
    )
  );
}
