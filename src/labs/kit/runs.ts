import type { Calls } from '../../compute/service';
import { messageOf } from '../../core/message-of';
import { keepRuns } from '../../state/runs/keep';
import type { RunKind, RunTypes } from '../../state/runs/kind';
import { createTrainingLoop, type LoopOptions, type TrainingLoop } from '../../state/runs/loop';
import type { RunsStore } from '../../state/runs/store';
import type { ConnectOptions } from './connect';
import { keptAs } from './page';
import { rest } from './rest';

type Page = ConnectOptions<Calls>;

/** The training loop of some runs, which ends with the lab and tells the reader why it stopped. */
export const trainRuns = <E extends RunTypes>(
  runs: RunsStore<E>,
  own: Pick<LoopOptions<E>, 'kind' | 'advance' | 'snapshot' | 'speed'>,
  { until, now, notify, track }: Pick<Page, 'until' | 'now' | 'notify' | 'track'>,
): TrainingLoop =>
  createTrainingLoop(runs, {
    ...{ ...own, until, now },
    // a training that waits for its next step has not come to rest
    rest: (milliseconds) => track(rest(milliseconds)),
    onError(error) {
      const message = messageOf(error);
      runs.setState({ error: message });
      notify(`Training stopped: ${message}`, 'error');
    },
  });

/** Brings back the runs of the last visit, which is said, and keeps them from then on. */
export async function takeUpRuns<E extends RunTypes>(
  runs: RunsStore<E>,
  { kind, key }: { readonly kind: RunKind<E>; readonly key: string },
  { until, storage, begin, notify }: Pick<Page, 'until' | 'storage' | 'begin' | 'notify'>,
): Promise<void> {
  const found = await keepRuns({
    ...{ kind, store: runs, storage, begin },
    ...keptAs(key, { until, notify }),
  });
  if (found) notify(FOUND[found], 'info');
}

const FOUND = {
  own: 'Your runs of the last visit are back where they were.',
  changed:
    'Your runs of the last visit are back where they were, and go on with the settings that are shown now: their curves mark the step. “Back to step 0” begins anew.',
  copies: 'These runs are copies of those in another tab: each tab goes on with its own.',
};
