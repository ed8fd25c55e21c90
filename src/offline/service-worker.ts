import { clientsClaim } from 'workbox-core';
import { precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

/*
 * Keeps the site in the browser, whole: after the first visit it needs no network. A tab and its files are of one
 * version always, since a new version waits, whole, until the reader asks for it (`keep.ts`).
 */

/** The files of this build, which the build writes in. */
declare const __SITE_FILES__: (string | PrecacheEntry)[];

/** What a service worker has and a page has not. */
declare function skipWaiting(): Promise<void>;

// the page that installs it may lose the network a second later
clientsClaim();
addEventListener('message', ({ data }: MessageEvent<{ readonly type?: string } | null>) => {
  if (data?.type === 'SKIP_WAITING') void skipWaiting();
});

// files are what their names say, whatever a query asks the page for
precacheAndRoute(__SITE_FILES__, { ignoreURLParametersMatching: [/./] });

/** Image sets are large and nobody needs them all: each is kept once it was asked for. */
const data = new URL('data/', self.location.href).href;
registerRoute(
  ({ url }) => url.href === `${data}index.json`,
  new NetworkFirst({ cacheName: 'data' }),
);
registerRoute(({ url }) => url.href.startsWith(data), new CacheFirst({ cacheName: 'data' }));
