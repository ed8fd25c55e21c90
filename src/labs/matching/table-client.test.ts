import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { RepetitionJob, RepetitionResult } from './experiment/repetition';
import { runTable } from './table-client';

const jobs = Array.from({ length: 6 }, (_, repetition): RepetitionJob => {
  return { variant: 'direct-sigma-0', d: 5, seed: 1, repetition };
});
const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

/** A worker on this thread: a message port with what the client needs besides. */
function fakeWorker(answer: (job: RepetitionJob, die: () => void) => Promise<RepetitionResult>) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const target = new EventTarget();
  const die = () => target.dispatchEvent(new Event('error'));
  expose({ ready: () => true, repetition: (job: RepetitionJob) => answer(job, die) }, port2);
  const worker = {
    postMessage: port1.postMessage.bind(port1),
    addEventListener(type: string, listener: (event: Event) => void) {
      if (type === 'error') target.addEventListener(type, listener);
      else port1.addEventListener(type, listener);
    },
    removeEventListener: port1.removeEventListener.bind(port1),
    start: () => port1.start(),
    terminate: () => undefined,
  };
  return worker as unknown as Worker;
}

const done = (job: RepetitionJob) => Promise.resolve({ ...job, wrong: 0 } as RepetitionResult);

describe('a table', () => {
  it('has every job done once, on as many workers as there are', async () => {
    const found: number[] = [];
    let started = 0;
    await runTable(
      jobs,
      {
        threads: 3,
        spawn: () => {
          started++;
          return fakeWorker(done);
        },
      },
      {
        onResult: ({ repetition }) => found.push(repetition),
        signal: new AbortController().signal,
      },
    );
    expect(found.sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(started).toBe(3);
  });

  it('has a job done again whose worker dies', async () => {
    const found: number[] = [];
    let deaths = 0;
    const spawn = () =>
      fakeWorker((job, die) => {
        if (job.repetition === 2 && deaths++ === 0) {
          die();
          return new Promise(() => undefined);
        }
        return done(job);
      });
    const signal = new AbortController().signal;
    await runTable(
      jobs,
      { threads: 1, spawn },
      { onResult: (r) => found.push(r.repetition), signal },
    );
    expect(found).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is given up with a sentence when workers keep dying', async () => {
    const spawn = () =>
      fakeWorker((_, die) => {
        die();
        return new Promise(() => undefined);
      });
    const signal = new AbortController().signal;
    const table = runTable(jobs, { threads: 1, spawn }, { onResult: () => undefined, signal });
    await expect(table).rejects.toThrow('stopped several times');
  });

  it('ends at once when it is stopped, with the results so far', async () => {
    const stop = new AbortController();
    const found: number[] = [];
    const spawn = () =>
      fakeWorker((job) => (job.repetition === 3 ? new Promise(() => undefined) : done(job)));
    const onResult = ({ repetition }: RepetitionResult) => {
      found.push(repetition);
      if (repetition === 2) setTimeout(() => stop.abort(), 5);
    };
    await runTable(jobs, { threads: 1, spawn }, { onResult, signal: stop.signal });
    expect(found).toEqual([0, 1, 2]);
  });
});
