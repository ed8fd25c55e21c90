/**
 * One request in flight and one pending: the latest wins. A request that arrives while another runs
 * replaces the one that waits, whose promise resolves to null because nobody needs its answer.
 */
export function latestWins<Request, Reply>(
  run: (request: Request) => Promise<Reply>,
): (request: Request) => Promise<Reply | null> {
  interface Waiting {
    readonly request: Request;
    resolve(reply: Reply | null): void;
    reject(error: unknown): void;
  }
  let busy = false;
  let pending: Waiting | null = null;

  async function start(job: Waiting): Promise<void> {
    busy = true;
    try {
      job.resolve(await run(job.request));
    } catch (error) {
      job.reject(error);
    } finally {
      busy = false;
      const next = pending;
      pending = null;
      if (next) void start(next);
    }
  }

  return (request) =>
    new Promise((resolve, reject) => {
      const job = { request, resolve, reject };
      if (!busy) return void start(job);
      pending?.resolve(null);
      pending = job;
    });
}
