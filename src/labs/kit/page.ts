import type { Calls } from '../../compute/service';
import type { OtherTabs } from '../../state/runs/keep';
import type { ConnectOptions } from './connect';

/** At least until the next picture has been drawn; a hidden page draws none and is not waited for. */
export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds > 16 || document.hidden) {
      setTimeout(resolve, Math.max(0, milliseconds));
      return;
    }
    // a page that is hidden meanwhile gets no frame
    const late = setTimeout(resolve, 200);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve, 0);
    });
  });
}

/** Until the signal is aborted: writes when the page is left or hidden: it may not come back. */
function onLeave(write: () => void, until: AbortSignal): void {
  document.addEventListener('visibilitychange', () => document.hidden && write(), {
    signal: until,
  });
  window.addEventListener('pagehide', write, { signal: until });
}

/** The tabs of this page that keep something in the same place, until the signal is aborted. */
function otherTabs(key: string, until: AbortSignal): OtherTabs {
  const channel = new BroadcastChannel(`noisy-argmax:${key}`);
  until.addEventListener('abort', () => channel.close());
  return {
    tell: () => channel.postMessage(null),
    hear: (listener) => channel.addEventListener('message', listener),
  };
}

const RIVAL =
  'This lab trains in another tab too: after a reload there are the runs of the tab that trained last.';

/** Where runs are kept, and what this page does about its end and about its other tabs. */
export const keptAs = (
  key: string,
  { until, notify }: Pick<ConnectOptions<Calls>, 'until' | 'notify'>,
) => ({
  ...{ key, onLeave, until, tabs: otherTabs(key, until) },
  onRival: () => notify(RIVAL, 'warning'),
});
