import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInline, runWorker, WorkerDeath, type Running } from './running';
import { createTestWorkers } from './testing/workers';

interface Toy {
  open(): Promise<string>;
}

const never = () => new Promise<never>(() => undefined);

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A worker that is greeted by its `open`. */
function rig(open: (die: () => void) => unknown = () => 'here') {
  const workers = createTestWorkers();
  ends.push(workers.end);
  const disposal = new AbortController();
  const worker = workers.start((die) => ({ open: () => open(die) }));
  const signs: (() => void)[] = [];
  const running = runWorker<Toy>(
    worker,
    (api, heard) => {
      signs.push(heard);
      return api.open();
    },
    disposal.signal,
  );
  const heard = () => signs.forEach((sign) => sign());
  return { running, worker, workers, heard, dispose: () => disposal.abort(new Error('disposed')) };
}

const messageOf = ({ died }: Running<Toy>) => (died.reason as Error | undefined)?.message;

describe('a running worker', () => {
  it('has been greeted once it has answered, and lives', async () => {
    const { running, workers } = rig();
    expect(await running.greeted).toBe(true);
    expect(await running.api.open()).toBe('here');
    expect([running.died.aborted, workers.terminated]).toEqual([false, 0]);
  });

  it.each<[string, (die: () => void) => unknown, boolean, string]>([
    ['fails', () => Promise.reject(new Error('no')), false, 'The background thread did not start.'],
    ['is its death', (die) => (die(), never()), true, 'The background thread stopped.'],
  ])('dies where its greeting %s', async (_, open, greeted, message) => {
    const { running, workers } = rig(open);
    expect(await running.greeted).toBe(greeted);
    expect(running.died.reason).toBeInstanceOf(WorkerDeath);
    expect([messageOf(running), workers.terminated]).toEqual([message, 1]);
  });

  it.each(['error', 'messageerror'])('dies of a message of the kind %s', async (kind) => {
    const { running, worker, workers } = rig();
    await running.greeted;
    worker.dispatchEvent(new Event(kind));
    expect(running.died.reason).toBeInstanceOf(WorkerDeath);
    expect(workers.terminated).toBe(1);
  });

  it('ends for the first of all reasons', async () => {
    const { running, workers, dispose } = rig();
    await running.greeted;
    running.end(new Error('enough'));
    dispose();
    expect([messageOf(running), workers.terminated]).toEqual(['enough', 1]);
  });

  it('ends with its disposal, which is no death', async () => {
    const { running, workers, dispose } = rig();
    dispose();
    expect(running.died.reason).not.toBeInstanceOf(WorkerDeath);
    expect([messageOf(running), workers.terminated]).toEqual(['disposed', 1]);
    // that it has not answered is no reason to do without workers
    expect(await running.greeted).toBe(true);
  });
});

describe('a worker that is silent', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  it('under its greeting has not started', async () => {
    const { running, heard } = rig(never);
    vi.advanceTimersByTime(19_999);
    heard();
    vi.advanceTimersByTime(19_999);
    expect(running.died.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await running.greeted).toBe(false);
    expect(messageOf(running)).toBe('The background thread did not answer within 20 s.');
  });

  it('dies only while somebody waits', async () => {
    const { running } = rig();
    await running.greeted;
    running.wait(1000)();
    vi.advanceTimersByTime(1e6);
    expect(running.died.aborted).toBe(false);
    running.wait(1000);
    vi.advanceTimersByTime(1000);
    expect(running.died.reason).toBeInstanceOf(WorkerDeath);
    expect(messageOf(running)).toBe('The background thread did not answer within 1 s.');
  });
});

describe('work on this thread', () => {
  it('is there at once, may be silent, and ends when it is told to', async () => {
    const api: Toy = { open: async () => 'here' };
    const running = runInline(api, new AbortController().signal);
    expect([await running.greeted, running.api]).toEqual([true, api]);
    running.wait(0)();
    expect(running.died.aborted).toBe(false);
    running.end(new Error('enough'));
    expect(messageOf(running)).toBe('enough');
  });

  it('ends with its disposal', () => {
    const disposal = new AbortController();
    const running = runInline<Toy>({ open: never }, disposal.signal);
    disposal.abort(new Error('disposed'));
    expect(messageOf(running)).toBe('disposed');
  });
});
