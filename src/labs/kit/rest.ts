import { nextPicture } from '../../ui/next-picture';

/** At least until the next picture has been drawn; a hidden page draws none and is not waited for. */
export function rest(milliseconds: number): Promise<void> {
  const page = document;
  if (page.hidden) return restUnseen(milliseconds);
  return new Promise((resolve) => {
    if (milliseconds > 16) {
      setTimeout(resolve, milliseconds);
      return;
    }
    nextPicture(() => {
      // hidden between the two: a timer of its own would be held back from here on
      if (page.hidden) void restUnseen(0).then(resolve);
      else setTimeout(resolve, 0);
    });
  });
}

let clock: Pick<Worker, 'postMessage'> | undefined;

const openClock = () =>
  new Worker(new URL('../../worker/clock.worker.ts', import.meta.url), {
    type: 'module',
    name: 'clock',
  });

/**
 * Browsers let a hidden page have its timers once a second, and after some minutes once a minute. Messages are not
 * held back: a page that need not wait sends one to itself, and one that does is woken by a worker.
 */
function restUnseen(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // should the worker not come
    const late = milliseconds > 0 ? setTimeout(end, milliseconds) : undefined;
    function end(): void {
      clearTimeout(late);
      port1.close();
      resolve();
    }
    port1.onmessage = end;
    if (milliseconds <= 0) return port2.postMessage(null);
    try {
      clock ??= openClock();
      clock.postMessage(milliseconds, [port2]);
    } catch {
      port2.close();
    }
  });
}
