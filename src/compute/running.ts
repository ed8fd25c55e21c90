import { wrap, type Remote } from 'comlink';
import { createPatience } from './patience';
import { within } from './within';

/** What does the work now: one worker, or this thread; and the signal that tells of its end. */
export interface Running<Api> {
  readonly api: Remote<Api> | Api;
  /** False where its greeting failed or stayed without an answer, so that no other is tried. */
  readonly greeted: Promise<boolean>;
  /** Aborted when it stops: with a WorkerDeath where it died, else with the reason of its disposal. */
  readonly died: AbortSignal;
  /** Somebody waits for an answer until the returned function is called. */
  wait(milliseconds: number): () => void;
  end(reason: Error): void;
}

/** The worker stopped or went silent; what it was asked for can be asked again. */
export class WorkerDeath extends Error {}

/** It went silent. */
class Silence extends WorkerDeath {
  constructor(milliseconds: number) {
    super(`The background thread did not answer within ${milliseconds / 1000} s.`);
  }
}

/** Long enough for a slow telephone; work that pauses less often says so. */
export const PATIENCE_MS = 20_000;

/**
 * A worker that has been started, until it dies or `disposed` is aborted.
 * @param greet called at once; its second argument is to be called with each sign of life that is no answer
 */
export function runWorker<Api>(
  worker: Worker,
  greet: (api: Remote<Api>, heard: () => void) => Promise<unknown>,
  disposed: AbortSignal,
): Running<Api> {
  const death = new AbortController();
  const died = death.signal;
  const end = (reason: Error) => death.abort(reason);
  const fail = () => end(new WorkerDeath('The background thread stopped.'));
  worker.addEventListener('error', fail);
  worker.addEventListener('messageerror', fail);
  died.addEventListener('abort', () => worker.terminate());
  disposed.addEventListener('abort', () => end(disposed.reason as Error));
  const { wait, heard } = createPatience((milliseconds) => end(new Silence(milliseconds)));
  const api = wrap<Api>(worker);
  const answered = wait(PATIENCE_MS);
  const greeted = within(greet(api, heard), died)
    .finally(answered)
    .then(
      () => true,
      () => {
        // one that has stopped may have been stopped by its first work
        const stopped = died.aborted && !(died.reason instanceof Silence);
        end(new WorkerDeath('The background thread did not start.'));
        return stopped;
      },
    );
  return { api, greeted, died, wait, end };
}

/** The same work on this thread, which neither dies nor falls silent. */
export function runInline<Api>(api: Api, disposed: AbortSignal): Running<Api> {
  const death = new AbortController();
  const end = (reason: Error) => death.abort(reason);
  disposed.addEventListener('abort', () => end(disposed.reason as Error));
  return {
    api,
    greeted: Promise.resolve(true),
    died: death.signal,
    wait: () => () => undefined,
    end,
  };
}
