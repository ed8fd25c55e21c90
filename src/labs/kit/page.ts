import type { Calls } from '../../compute/service';
import { keptIn } from '../../state/kept';
import type { ConnectOptions } from './connect';

/** Until the signal is aborted: writes when the page is left or hidden: it may not come back. */
function onLeave(write: () => void, until: AbortSignal): void {
  document.addEventListener('visibilitychange', () => document.hidden && write(), {
    signal: until,
  });
  window.addEventListener('pagehide', write, { signal: until });
}

const OTHERS = {
  apart:
    'This lab is open in another tab too, and each tab keeps its own runs: the next tab that you open has those that were trained last, one more tab the others.',
  rival:
    'This lab trains in another tab too: after a reload there are the runs of the tab that trained last.',
};

/** Where runs are kept, and what this page does about its end and about its other tabs. */
export const keptAs = (
  key: string,
  { until, notify }: Pick<ConnectOptions<Calls>, 'until' | 'notify'>,
) => ({
  ...{ key, onLeave, until, memory: keptIn(() => sessionStorage, `noisy-argmax:place:${key}`) },
  onOther: (how: keyof typeof OTHERS) => notify(OTHERS[how], how === 'rival' ? 'warning' : 'info'),
});
