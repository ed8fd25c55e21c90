import { Workbox } from 'workbox-window';
import type { NoticeStore } from '../state/notices';

/** A tab that stays open for days looks for a new version this often, when it comes into sight: in milliseconds. */
const LOOK_EVERY = 60 * 60 * 1000;

const NEW_VERSION =
  'A new version of this page is there. Loading it loads every open tab of the page anew; settings and runs stay.';

/**
 * Lets the browser keep the site, so that it works without a network, and asks the reader before a new version takes
 * the place of the one that is open. Where service workers are denied the page is as it was.
 */
export async function keepSite(notices: NoticeStore): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // the first one that takes over a page brings no new version
  let follows = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (follows) location.reload();
    follows = true;
  });
  // what was kept before is followed all the same: another tab may have agreed to a new version
  if (savesData()) return;
  const workbox = new Workbox(new URL('service-worker.js', document.baseURI).href);
  workbox.addEventListener('waiting', () =>
    notices.add(NEW_VERSION, 'info', [], {
      label: 'Load it',
      run: () => workbox.messageSkipWaiting(),
    }),
  );
  const registration = await workbox.register().catch(() => undefined);
  if (registration) lookNowAndThen(registration);
}

/** Whether the reader has asked for little traffic. */
const savesData = () =>
  (navigator as { connection?: { readonly saveData?: boolean } }).connection?.saveData === true;

function lookNowAndThen(registration: ServiceWorkerRegistration): void {
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - looked < LOOK_EVERY) return;
    looked = Date.now();
    // without a network there is nothing to find
    registration.update().catch(() => undefined);
  });
}
