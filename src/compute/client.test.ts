import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCompute, type Compute, type ComputeOptions } from './client';
import { createHost, type HostApi } from './host';
import type { Call, CallContext, Calls, ComputeModule, Handlers, PageFacts } from './service';
import { testMachine } from './testing/machine';
import { until } from './testing/until';
import { createTestWorkers, type TestWorkers } from './testing/workers';

type ToyCalls = {
  double: Call<number, number>;
  /** Counts on from 1 and tells every number, until nobody wants to hear them. */
  count: Call<number, number, number>;
  fail: Call<{ readonly name: string; readonly message: string }, never>;
  /** Does not answer before it is let go. */
  wait: Call<string, string>;
  /** Is the death of every worker whose number is lower. */
  deadlyUntil: Call<number, number>;
  where: Call<null, PageFacts & { readonly lab: string }>;
  report: Call<string, null>;
};

/** What has been asked of one worker, by its number; the page's own thread outlives all. */
interface Asked {
  readonly worker: number;
  readonly name: string;
  readonly context: CallContext<unknown>;
  /** Lets a waiting call go. */
  release(): void;
}

const page: PageFacts = {
  base: 'https://example.org/lab/',
  search: '?backend=cpu',
  cores: 3,
};

/** Some work behind the border, with all that is asked of it on whatever worker. */
function openToy(patch: Partial<ComputeOptions> = {}) {
  const workers = createTestWorkers();
  const asked: Asked[] = [];
  const tracked: Promise<unknown>[] = [];

  function serve(worker: number, die: () => void): HostApi {
    const heard = (name: string, context: CallContext<unknown>) =>
      new Promise<void>((release) => asked.push({ worker, name, context, release }));
    const handlers = (lab: string, facts: PageFacts, report: (note: string) => void) =>
      ({
        async double(number, context) {
          void heard('double', context);
          return 2 * number;
        },
        async count(to, context) {
          void heard('count', context);
          for (let number = 1; number <= to; number++) {
            context.progress(number);
            await context.breathe();
          }
          return to;
        },
        async fail({ name, message }, context) {
          void heard('fail', context);
          throw Object.assign(new Error(message), { name });
        },
        async wait(text, context) {
          await heard('wait', context);
          return text;
        },
        async deadlyUntil(number, context) {
          void heard('deadlyUntil', context);
          if (worker >= number) return worker;
          die();
          return new Promise<never>(() => undefined);
        },
        where: async () => ({ lab, base: facts.base, search: facts.search, cores: facts.cores }),
        async report(note) {
          report(note);
          return null;
        },
      }) satisfies Handlers<ToyCalls>;
    const moduleOf = (lab: string): ComputeModule<ToyCalls> => ({
      open(machine) {
        machine.report({ status: 'ready', adapter: `worker ${worker}` });
        const report = (note: string) => machine.report({ note });
        return {
          handlers: handlers(lab, machine, report),
          loseDevice: async () => report('lost'),
        };
      },
    });
    return createHost({
      load: async (lab) => moduleOf(lab) as unknown as ComputeModule<Calls>,
      machine: (_, facts, report) => ({ ...testMachine(), ...facts, report }),
    });
  }

  const compute: Compute<ToyCalls> = openCompute({
    lab: 'toy',
    page,
    spawn: () => workers.start((die) => serve(workers.started, die)),
    inline: async () => serve(Infinity, () => undefined),
    track(work) {
      tracked.push(work);
      return work;
    },
    ...patch,
  });
  open.push(compute, workers);
  const askedOf = (name: string) => asked.filter((one) => one.name === name);
  const states = () => asked.map(({ worker, name }) => [worker, name]);
  return { compute, workers, asked, askedOf, states, tracked };
}

const open: (Compute<ToyCalls> | TestWorkers)[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('end' in one) one.end();
    else one.dispose();
  }
});

describe('a call', () => {
  it('is answered by its name, and the first one starts the worker', async () => {
    const { compute, workers, tracked } = openToy();
    expect(workers.started).toBe(0);
    expect(await compute.call('double', 21)).toBe(42);
    expect(await compute.call('double', 4)).toBe(8);
    expect(workers.started).toBe(1);
    expect(await Promise.all(tracked)).toEqual([42, 8]);
  });

  it('does not wait for a worker to say that it is there', async () => {
    const ready = createTestWorkers();
    open.push(ready);
    const never = () => new Promise<never>(() => undefined);
    const spawn = () => ready.start(() => ({ open: never, call: () => 42 }));
    const { compute } = openToy({ spawn });
    expect(await compute.call('double', 21)).toBe(42);
  });

  it('is made when work may be done, and not at all where nobody wants it any more', async () => {
    let begin: () => void = () => undefined;
    const may = new Promise<void>((resolve) => (begin = resolve));
    const { compute, workers } = openToy({ mayWork: () => may });
    const wanted = compute.call('double', 21);
    const off = new AbortController();
    const unwanted = compute.call('double', 1, { signal: off.signal });
    off.abort(new Error('Nobody wants it.'));
    await expect(unwanted).rejects.toThrow('Nobody wants it.');
    expect(workers.started).toBe(0);
    begin();
    expect(await wanted).toBe(42);
  });

  it('finds the lab and the page as they are', async () => {
    const { compute } = openToy();
    expect(await compute.call('where', null)).toEqual({ lab: 'toy', ...page });
  });

  it.each(['nothing', 'toString', 'constructor'])(
    'fails where nobody answers it: %s',
    async (name) => {
      const { compute } = openToy();
      const wrong = compute as unknown as Compute<Record<string, Call<null, unknown>>>;
      await expect(wrong.call(name, null)).rejects.toThrow(`There is no call "${name}".`);
      expect(await compute.call('double', 1)).toBe(2);
    },
  );

  it('fails with the message and the name of its error, and is not made again', async () => {
    const { compute, workers, asked } = openToy();
    const wrong = { name: 'DivergedError', message: 'The gradient is not a finite number.' };
    await expect(compute.call('fail', wrong)).rejects.toMatchObject(wrong);
    expect(asked).toHaveLength(1);
    expect(workers.started).toBe(1);
    expect(workers.terminated).toBe(0);
  });

  it('tells its progress in order, and only to whoever has made it', async () => {
    const { compute } = openToy();
    const [some, more]: [number[], number[]] = [[], []];
    const answers = [
      compute.call('count', 40, { onProgress: (value) => some.push(value) }),
      compute.call('count', 55, { onProgress: (value) => more.push(value) }),
      compute.call('count', 30),
    ];
    expect(await Promise.all(answers)).toEqual([40, 55, 30]);
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    expect(some).toEqual(upTo(40));
    expect(more).toEqual(upTo(55));
  });
});

describe('a call that nobody wants any more', () => {
  it('fails at once with the reason, and its work is told', async () => {
    const { compute, asked, workers } = openToy();
    const wanted = new AbortController();
    const answer = compute.call('wait', 'late', { signal: wanted.signal });
    const other = compute.call('wait', 'other');
    await until(() => asked.length === 2);
    wanted.abort(new Error('Another one is asked for.'));
    await expect(answer).rejects.toThrow('Another one is asked for.');
    const [{ context }, stays] = asked;
    await until(() => context.signal.aborted);
    await expect(context.breathe()).rejects.toThrow();
    // nothing is made again, and whoever else waits has an answer
    stays.release();
    expect(await other).toBe('other');
    expect(stays.context.signal.aborted).toBe(false);
    expect([asked.length, workers.started]).toEqual([2, 1]);
  });

  it('ends work that breathes', async () => {
    const { compute, asked } = openToy();
    const wanted = new AbortController();
    const heard: number[] = [];
    const answer = compute.call('count', Infinity, {
      signal: wanted.signal,
      onProgress: (value) => heard.push(value) > 20 && wanted.abort(new Error('enough')),
    });
    await expect(answer).rejects.toThrow('enough');
    const told = heard.length;
    await until(() => asked[0].context.signal.aborted);
    expect(await compute.call('double', 1)).toBe(2);
    // what was on its way when it was given up is not passed on
    expect(heard).toHaveLength(told);
  });

  it('is not made at all if that is known before', async () => {
    const { compute, asked, workers } = openToy();
    const signal = AbortSignal.abort(new Error('Never mind.'));
    await expect(compute.call('double', 1, { signal })).rejects.toThrow('Never mind.');
    expect([asked.length, workers.started]).toEqual([0, 0]);
  });

  it('does not wait for a worker that is still starting', async () => {
    const { compute, asked } = openToy();
    const wanted = new AbortController();
    const answer = compute.call('double', 1, { signal: wanted.signal });
    wanted.abort(new Error('Never mind.'));
    await expect(answer).rejects.toThrow('Never mind.');
    expect(await compute.call('double', 2)).toBe(4);
    expect(asked).toHaveLength(1);
  });

  it('is not made again by the next worker either', async () => {
    const { compute, askedOf, workers } = openToy();
    const wanted = new AbortController();
    const answer = compute.call('wait', 'late', { signal: wanted.signal });
    const kept = compute.call('wait', 'kept');
    await until(() => askedOf('wait').length === 2);
    compute.crash();
    wanted.abort(new Error('Never mind.'));
    await expect(answer).rejects.toThrow('Never mind.');
    await until(() => askedOf('wait').length === 3);
    askedOf('wait')[2].release();
    expect(await kept).toBe('kept');
    expect(askedOf('wait')).toHaveLength(3);
    expect(workers.started).toBe(2);
  });
});

describe('the latest call', () => {
  it('waits for the one that is under way, and those in between are not made', async () => {
    const { compute, askedOf } = openToy();
    const ask = compute.latest('wait');
    const other = compute.latest('double');
    const answers = ['a', 'b', 'c'].map(ask);
    await until(() => askedOf('wait').length === 1);
    // other calls have a queue of their own
    expect(await other(4)).toBe(8);
    askedOf('wait')[0].release();
    await until(() => askedOf('wait').length === 2);
    askedOf('wait')[1].release();
    expect(await Promise.all(answers)).toEqual(['a', null, 'c']);
    expect(askedOf('wait')).toHaveLength(2);
  });
});

describe('a worker that dies', () => {
  it('is replaced, and every call that it owed an answer is made again', async () => {
    const { compute, workers, states } = openToy();
    expect(await compute.call('double', 1)).toBe(2);
    const answers = Array.from({ length: 5 }, () => compute.call('deadlyUntil', 2));
    expect(await Promise.all(answers)).toEqual([2, 2, 2, 2, 2]);
    expect([workers.started, workers.terminated]).toEqual([2, 1]);
    // what has been answered is not asked again
    expect(states().filter(([, name]) => name === 'double')).toEqual([[1, 'double']]);
    expect(await compute.call('deadlyUntil', 2)).toBe(2);
    expect(workers.started).toBe(2);
  });

  it('is replaced up to four times in all; then the page does the work itself, and says so', async () => {
    const { compute, workers } = openToy();
    expect(await compute.call('deadlyUntil', 4)).toBe(4);
    await until(() => compute.status.getState().adapter === 'worker 4');
    expect(compute.status.getState().degraded).toBe(false);
    expect(await compute.call('deadlyUntil', 5)).toBe(Infinity);
    expect([workers.started, workers.terminated]).toEqual([4, 4]);
    expect(compute.status.getState()).toMatchObject({
      ...{ status: 'ready', adapter: 'worker Infinity', degraded: true },
      note:
        'The background thread failed several times. ' +
        "Everything is computed on the page's own thread and moves less smoothly.",
    });
    expect(await compute.call('double', 3)).toBe(6);
    expect(workers.started).toBe(4);
  });

  it('fails its calls with a sentence where nothing can take its place', async () => {
    const { compute, workers } = openToy({ inline: null });
    const sentence = 'The background thread failed several times.';
    await expect(compute.call('deadlyUntil', 5)).rejects.toThrow(sentence);
    await expect(compute.call('double', 1)).rejects.toThrow(sentence);
    expect(workers.started).toBe(4);
    // there is nothing left to crash
    compute.crash();
  });

  it('is noticed before it has been asked for anything', async () => {
    const { compute, workers } = openToy();
    compute.start();
    await until(() => compute.status.getState().status === 'ready');
    compute.crash();
    await until(() => workers.terminated === 1);
    expect(await compute.call('double', 1)).toBe(2);
    expect(workers.started).toBe(2);
  });

  it('is followed by one that tells anew what it computes on', async () => {
    const { compute } = openToy();
    const told: string[] = [];
    compute.status.subscribe(({ status, adapter }) => told.push(`${status} ${adapter}`));
    await compute.call('deadlyUntil', 3);
    await until(() => told.includes('ready worker 3'));
    expect([...new Set(told)]).toEqual([
      'starting ',
      ...['ready worker 1', 'ready worker 2', 'ready worker 3'],
    ]);
    expect(told.filter((one) => one === 'starting ')).toHaveLength(3);
  });

  it('does not have its last word on what is computed on after it is ready', async () => {
    // the answer to the greeting and what is reported come by different ways
    for (let i = 0; i < 20; i++) {
      const { compute } = openToy();
      await compute.call('report', 'There is no WebGPU.');
      await until(() => compute.status.getState().note === 'There is no WebGPU.');
      await compute.call('double', 1);
      expect(compute.status.getState()).toMatchObject({ status: 'ready', adapter: 'worker 1' });
    }
  });
});

describe('a worker that can not be had', () => {
  const refused = () => {
    throw new Error('module workers are not supported');
  };
  const cost = "Everything is computed on the page's own thread and moves less smoothly.";

  it('is done without: the page does the work and says why', async () => {
    const { compute } = openToy({ spawn: refused });
    const heard: number[] = [];
    const counted = compute.call('count', 3, { onProgress: (value) => heard.push(value) });
    expect(await counted).toBe(3);
    expect(heard).toEqual([1, 2, 3]);
    const { degraded, note } = compute.status.getState();
    expect(degraded).toBe(true);
    expect(note).toBe(`This browser cannot start a background thread. ${cost}`);
    // what the work itself has to say comes after it
    await compute.call('report', 'There is no WebGPU.');
    expect(compute.status.getState()).toMatchObject({
      ...{ degraded: true, note: `${note} There is no WebGPU.` },
    });
  });

  it('leaves errors, names and ends of calls as they are', async () => {
    const { compute, asked } = openToy({ spawn: refused });
    const wrong = { name: 'RangeError', message: 'sigma must be positive' };
    await expect(compute.call('fail', wrong)).rejects.toMatchObject(wrong);
    const wanted = new AbortController();
    const answer = compute.call('wait', 'late', { signal: wanted.signal });
    await until(() => asked.length === 2);
    wanted.abort(new Error('Never mind.'));
    await expect(answer).rejects.toThrow('Never mind.');
    expect(asked[1].context.signal.aborted).toBe(true);
  });

  it('is the reason of every failure where the page can not do the work', async () => {
    const { compute } = openToy({ spawn: refused, inline: null });
    const sentence = 'This browser cannot start a background thread.';
    await expect(compute.call('double', 1)).rejects.toThrow(sentence);
    compute.start();
    await expect(compute.call('double', 1)).rejects.toThrow(sentence);
  });

  it('is one that can not open the work of its lab', async () => {
    const broken = createTestWorkers();
    open.push(broken);
    const load = () => Promise.reject(new Error('The file is gone.'));
    const { compute } = openToy({
      spawn: () => broken.start(() => createHost({ load, machine: () => testMachine() })),
    });
    expect(await compute.call('double', 1)).toBe(2);
    expect(compute.status.getState().note).toBe(`The background thread did not start. ${cost}`);
    expect([broken.started, broken.terminated]).toEqual([1, 1]);
  });

  it('is one that stops whenever it starts: its first work may have stopped the first', async () => {
    const dying = createTestWorkers();
    open.push(dying);
    const { compute } = openToy({
      spawn: () =>
        dying.start((die) => ({
          open() {
            die();
            return new Promise<never>(() => undefined);
          },
        })),
    });
    expect(await compute.call('double', 1)).toBe(2);
    expect(compute.status.getState().note).toBe(
      `The background thread failed several times. ${cost}`,
    );
    expect([dying.started, dying.terminated]).toEqual([4, 4]);
  });
});

describe('a worker that is silent', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  it('is given up if it has not started within 20 seconds', async () => {
    const silent = createTestWorkers();
    open.push(silent);
    const never = () => new Promise<never>(() => undefined);
    const { compute } = openToy({ spawn: () => silent.start(() => ({ open: never })) });
    const answer = compute.call('double', 1);
    await until(() => vi.getTimerCount() === 1);
    vi.advanceTimersByTime(20_000);
    expect(await answer).toBe(2);
    expect(silent.terminated).toBe(1);
    expect(compute.status.getState().note).toContain('did not start');
  });

  it('is replaced when it owes an answer for 20 seconds, or for as long as the call puts up with', async () => {
    const { compute, workers, askedOf } = openToy();
    await compute.call('double', 1);
    const patient = compute.call('wait', 'patient', { patience: 60_000 });
    const plain = compute.call('wait', 'plain');
    await until(() => askedOf('wait').length === 2);
    vi.advanceTimersByTime(59_999);
    await compute.call('double', 1);
    vi.advanceTimersByTime(59_999);
    expect(workers.terminated).toBe(0);
    vi.advanceTimersByTime(1);
    await until(() => askedOf('wait').length === 4);
    expect([workers.started, workers.terminated]).toEqual([2, 1]);
    const [, , first, second] = askedOf('wait');
    first.release();
    // nobody is as patient any more
    expect(await patient).toBe('patient');
    vi.advanceTimersByTime(20_000);
    await until(() => askedOf('wait').length === 5);
    expect(workers.started).toBe(3);
    second.release();
    askedOf('wait')[4].release();
    expect(await plain).toBe('plain');
  });

  it('is not dead as long as it tells of its progress, nor while nobody waits', async () => {
    const { compute, workers, askedOf } = openToy();
    const heard: number[] = [];
    const answer = compute.call('wait', 'slow', { onProgress: (value) => heard.push(value) });
    await until(() => askedOf('wait').length === 1);
    for (let i = 1; i <= 5; i++) {
      vi.advanceTimersByTime(19_999);
      askedOf('wait')[0].context.progress(i);
      await until(() => heard.length === i);
    }
    askedOf('wait')[0].release();
    expect(await answer).toBe('slow');
    vi.advanceTimersByTime(1e7);
    expect(await compute.call('double', 1)).toBe(2);
    expect(workers.started).toBe(1);
  });
});

describe('the end', () => {
  it('lets calls that are under way fail, and those that come after', async () => {
    const { compute, workers, asked } = openToy();
    const answers = ['a', 'b'].map((text) => compute.call('wait', text));
    await until(() => asked.length === 2);
    compute.dispose();
    const sentence = 'The background thread has been stopped.';
    const ended = await Promise.allSettled([...answers, compute.call('double', 1)]);
    const reasons = ended.map((one) => one.status === 'rejected' && (one.reason as Error).message);
    expect(reasons).toEqual([sentence, sentence, sentence]);
    expect([workers.started, workers.terminated]).toEqual([1, 1]);
    compute.dispose();
  });

  it('does not wait for a worker that is still starting', async () => {
    const silent = createTestWorkers();
    open.push(silent);
    const never = () => new Promise<never>(() => undefined);
    const inline = vi.fn();
    const spawn = () => silent.start(() => ({ open: never }));
    const { compute } = openToy({ spawn, inline });
    const answer = compute.call('double', 1);
    compute.dispose();
    await expect(answer).rejects.toThrow('The background thread has been stopped.');
    expect(silent.terminated).toBe(1);
    expect(inline).not.toHaveBeenCalled();
  });

  it('of a worker that has never been asked is no event', async () => {
    const { compute, workers } = openToy();
    compute.dispose();
    compute.crash();
    await expect(compute.call('double', 1)).rejects.toThrow('has been stopped');
    expect(workers.started).toBe(0);
  });
});

describe('a graphics device', () => {
  it('is lost by whoever has it', async () => {
    const { compute } = openToy();
    await compute.loseDevice();
    await until(() => compute.status.getState().note === 'lost');
  });
});

describe('the host', () => {
  it('answers nothing before it has been opened', async () => {
    const host = createHost({
      load: () => Promise.reject(new Error('not asked for')),
      machine: () => testMachine(),
    });
    await expect(host.call(0, 'double', 1)).rejects.toThrow('Nothing has been opened');
    host.cancel(0);
  });
});
