import { formatNumber } from '../../charts/shared/format';
import type { RunTypes } from '../../state/runs/kind';
import { presentRun } from '../../state/runs/shown';
import type { Runs } from '../../state/runs/store';
import { pastStatus } from './past';

/** A step that takes no longer needs no word that it is under way. */
const SLOW_MS = 1000;
/** Steps of a training from which on it is said aloud how far it has come. */
const SPOKEN_FROM = 100;

/**
 * Where training stands, in a line.
 * @param where what trains, to be said behind the numbers
 */
export function statusOf(state: Runs<RunTypes>, where: string, stages: readonly string[]): string {
  if (state.past) return pastStatus(state.past);
  const run = presentRun(state);
  if (!run) return '';
  const { stage, millisecondsPerStep } = state;
  if (stage !== null) {
    return `slow step, stage ${stage + 1} of ${stages.length}: ${stages[stage]}`;
  }
  const waits = waitsFor(state);
  const last = run.steps.loss.at(-1);
  if (last === undefined) {
    return run.pinned ? 'trained elsewhere' : `step 0: ${waits || 'not trained yet'}`;
  }
  const speed = millisecondsPerStep > 0 ? ` · ${formatNumber(millisecondsPerStep, 2)} ms/step` : '';
  const end = run.status === 'ready' ? '' : ` · ${run.status}`;
  return `step ${run.step} · loss ${formatNumber(last, 2)}${speed}${where}${end}${waits && ` · ${waits}`}`;
}

/** What a slow step that is under way is of, or '': a worker ends one that nobody waits for any more, too. */
function waitsFor({ runs, asked, playing, millisecondsPerStep }: Runs<RunTypes>): string {
  if (asked.length === 0) return '';
  if (!runs.some(({ version, pinned }) => !pinned && asked.includes(version)))
    return 'a step under the settings before is being finished';
  const slow = millisecondsPerStep === 0 || millisecondsPerStep > SLOW_MS;
  if (!slow) return '';
  return playing ? 'a step is under way' : 'a step is being finished';
}

/** The same for who hears it: that it has begun, how far it has come now and then, and where it has stopped. */
export function spokenOf(state: Runs<RunTypes>, stages: readonly string[]): string {
  if (!state.playing) return statusOf(state, '', stages);
  const step = presentRun(state)?.step ?? 0;
  return step < SPOKEN_FROM ? 'training' : `training, past step ${roundBelow(step)}`;
}

/** The last of 100, 200, 500, 1000, ... that has been passed. */
function roundBelow(step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step));
  const [factor] = [5, 2, 1].filter((one) => one * unit <= step);
  return factor * unit;
}
