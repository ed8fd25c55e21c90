import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createThread, createThreads } from './threads';
import { helpers } from './testing/threads';
import { until } from './testing/until';
import { createTestWorkers } from './testing/workers';

type Here = { double(number: number): number; where(request: null): string };

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Threads that tell their numbers; 0 is this one. */
function open(count: number, dies?: Parameters<typeof helpers<Here>>[1]) {
  let tables = 0;
  const createTasks = (): Here => {
    const thread = tables++;
    return { double: (number) => 2 * number, where: () => `thread ${thread}` };
  };
  const tasks = createTasks();
  const { spawn, end } = helpers(createTasks, dies);
  ends.push(end);
  const spawned = vi.fn(spawn);
  return { spawned, threads: createThreads({ lab: 'toy', count, tasks, spawn: spawned }) };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const nulls = (count: number) => numbers(count).map(() => null);

describe('threads', () => {
  it('start with the first piece of work, and get some once they have started', async () => {
    const { threads, spawned } = open(3);
    expect(spawned).not.toHaveBeenCalled();
    expect(threads.count).toBe(1);
    expect(await threads.map('where', nulls(2))).toEqual(['thread 0', 'thread 0']);
    expect(spawned).toHaveBeenCalledTimes(2);
    await threads.ready();
    expect(threads.count).toBe(3);
    const places = await threads.map('where', nulls(7));
    expect(places).toEqual([0, 1, 2, 0, 1, 2, 0].map((number) => `thread ${number}`));
    await threads.ready();
    expect(spawned).toHaveBeenCalledTimes(2);
  });

  it('answer in the order of the requests', async () => {
    const { threads } = open(4);
    await threads.ready();
    expect(await threads.map('double', numbers(10))).toEqual(numbers(10).map((n) => 2 * n));
    expect(await threads.map('double', [])).toEqual([]);
  });

  it('do their work where it was dealt to, and find what is left there', async () => {
    const { threads } = open(3);
    await threads.ready();
    const places = threads.deal(4);
    expect(places).toEqual([0, 1, 2, 0]);
    const asked = [places[2], places[1], places[3]];
    const found = await threads.map('where', nulls(3), asked);
    expect(found).toEqual(['thread 2', 'thread 1', 'thread 0']);
  });

  it('work at the same time', async () => {
    const begun: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let tables = 0;
    const createTasks = () => {
      const thread = tables++;
      const hold = async (_: null) => {
        begun.push(`thread ${thread}`);
        await held;
      };
      return { hold };
    };
    const tasks = createTasks();
    const { spawn, end } = helpers(createTasks);
    ends.push(end);
    const threads = createThreads({ lab: 'toy', count: 3, tasks, spawn });
    await threads.ready();
    const done = threads.map('hold', nulls(3));
    await until(() => begun.length === 3);
    expect(begun.sort()).toEqual(['thread 0', 'thread 1', 'thread 2']);
    release();
    await done;
  });

  it('are one where nothing can be started', async () => {
    const tasks = { double: (number: number) => 2 * number };
    const refused = () => {
      throw new Error('no nested workers');
    };
    for (const spawn of [null, refused]) {
      const threads = createThreads({ lab: 'toy', count: 4, tasks, spawn });
      await threads.ready();
      expect(threads.count).toBe(1);
      expect(threads.deal(3)).toEqual([0, 0, 0]);
      expect(await threads.map('double', [1, 2])).toEqual([2, 4]);
    }
  });

  it('pass on the errors of their tasks, whichever thread has met them', async () => {
    const createTasks = () => ({
      positive(number: number) {
        if (number < 0) throw new RangeError(`${number} is negative`);
        return number;
      },
    });
    const { spawn, end } = helpers(createTasks);
    ends.push(end);
    const threads = createThreads({ lab: 'toy', count: 2, tasks: createTasks(), spawn });
    await threads.ready();
    for (const asked of [
      [-1, 1],
      [1, -1],
    ]) {
      const wrong = { name: 'RangeError', message: '-1 is negative' };
      await expect(threads.map('positive', asked)).rejects.toMatchObject(wrong);
    }
    expect(threads.count).toBe(2);
    expect(await threads.map('positive', [1, 2])).toEqual([1, 2]);
  });
});

describe('a thread that dies', () => {
  it('under its work has that done here, and gets none any more', async () => {
    const { threads } = open(3, (thread) => thread === 1);
    await threads.ready();
    expect(threads.count).toBe(3);
    const places = threads.deal(3);
    const found = await threads.map('where', nulls(3), places);
    expect(found).toEqual(['thread 0', 'thread 0', 'thread 2']);
    expect(threads.count).toBe(2);
    expect(threads.deal(4)).toEqual([0, 2, 0, 2]);
    // what was dealt to it is done here
    expect(await threads.map('where', nulls(3), places)).toEqual(found);
  });

  it('with several pieces has all of them done here', async () => {
    const { threads } = open(2, () => true);
    await threads.ready();
    expect(await threads.map('double', numbers(6))).toEqual(numbers(6).map((n) => 2 * n));
    expect(threads.count).toBe(1);
  });

  it('between two pieces of work is not missed', async () => {
    const { threads, spawned } = open(2);
    await threads.ready();
    const worker = spawned.mock.results[0].value as Worker;
    worker.dispatchEvent(new Event('error'));
    expect(threads.count).toBe(1);
    expect(await threads.map('where', nulls(2))).toEqual(['thread 0', 'thread 0']);
  });

  it('while it starts is done without', async () => {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const never = () => new Promise<never>(() => undefined);
    const spawn = () => workers.start((die) => ({ open: () => (die(), never()) }));
    const tasks = { double: (number: number) => 2 * number };
    const threads = createThreads({ lab: 'toy', count: 3, tasks, spawn });
    await threads.ready();
    expect(threads.count).toBe(1);
    expect(workers.terminated).toBe(2);
  });
});

describe('a thread that does not start', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is waited for ten seconds, and ended', async () => {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const silent = { open: () => new Promise<never>(() => undefined) };
    const good = createThread(async () => ({ createTasks: () => ({ where: () => 'there' }) }));
    const spawn = () => workers.start(() => (workers.started === 1 ? silent : good));
    const tasks = { where: (_: null) => 'here' };
    const threads = createThreads({ lab: 'toy', count: 3, tasks, spawn });
    const ready = threads.ready();
    await until(() => threads.count === 2);
    expect(await threads.map('where', nulls(2))).toEqual(['here', 'there']);
    vi.advanceTimersByTime(10_000);
    await ready;
    expect([threads.count, workers.terminated]).toEqual([2, 1]);
  });

  it('as its code can not be had is ended', async () => {
    const workers = createTestWorkers();
    ends.push(workers.end);
    const broken = createThread(() => Promise.reject(new Error('no such file')));
    const spawn = () => workers.start(() => broken);
    const tasks = { where: (_: null) => 'here' };
    const threads = createThreads({ lab: 'toy', count: 2, tasks, spawn });
    await threads.ready();
    expect([threads.count, workers.terminated]).toEqual([1, 1]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the side of a thread', () => {
  it('knows the tasks of its lab, by name', async () => {
    const load = vi.fn(async () => ({ createTasks: () => ({ double: (n: number) => 2 * n }) }));
    const thread = createThread(load);
    await expect(thread.run('double', 1)).rejects.toThrow('There is no task "double".');
    expect(await thread.open('toy')).toBe(true);
    expect(load).toHaveBeenCalledExactlyOnceWith('toy');
    expect(await thread.run('double', 4)).toBe(8);
    for (const name of ['where', 'toString', 'constructor']) {
      await expect(thread.run(name, 1)).rejects.toThrow(`There is no task "${name}".`);
    }
  });
});
