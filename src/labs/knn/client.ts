import { createRestarting } from '../../compute/restarting';
import type { KnnApi } from './compute/protocol';

export interface KnnClientOptions {
  spawn(): Worker;
  /** The same work on this thread, loaded only when no worker can be had. */
  inline(): Promise<KnnApi>;
  /** Address of the folder with the site's own sets, ending in a slash. */
  readonly base: string;
  /** Says something to the reader. */
  notify(message: string): void;
}

/** The worker as the page sees it: a call always answers or fails for a reason of its own. */
export type KnnClient = Omit<KnnApi, 'ready'> & { dispose(): void };

/**
 * A step of ResNet18 without a GPU takes two minutes; a worker that is silent for longer than this is
 * replaced.
 */
const TIME_LIMIT_MS = 300_000;

/** The page's side of the kNN worker: one that dies is replaced, and its call is made again. */
export function createKnnClient(options: KnnClientOptions): KnnClient {
  const worker = createRestarting<KnnApi>({
    spawn: options.spawn,
    timeLimit: TIME_LIMIT_MS,
    greet: (api) => api.ready(options.base),
    async inline(reason) {
      options.notify(
        `${reason} Training runs on the page's own thread, and the page moves less smoothly.`,
      );
      const api = await options.inline();
      await api.ready(options.base);
      return api;
    },
  });
  return {
    sets: () => worker.call((api) => api.sets()),
    open: (id) => worker.call((api) => api.open(id)),
    add: (files) => worker.call((api) => api.add(files)),
    images: (set, part, numbers) => worker.call((api) => api.images(set, part, numbers)),
    advance: (request) => worker.call((api) => api.advance(request)),
    scatter: (request) => worker.call((api) => api.scatter(request)),
    query: (request) => worker.call((api) => api.query(request)),
    entries: (request) => worker.call((api) => api.entries(request)),
    evaluate: (request) => worker.call((api) => api.evaluate(request)),
    loseDevice: () => worker.call((api) => api.loseDevice()),
    dispose: () => worker.dispose(),
  };
}
