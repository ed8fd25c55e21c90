import { describe, expect, it, vi } from 'vitest';
import { NoRoomError } from '../core/no-room';
import { DivergedError } from '../core/training/diverged';
import { createLadder, type LadderChoice } from './ladder';
import type { Device } from './ladder-devices';

type Name = 'webgpu' | 'wasm';

interface FakeDevice extends Device {
  readonly name: Name;
  /** What it does at its next work. */
  next: 'work' | 'fail';
  readonly dispose: ReturnType<typeof vi.fn<() => void>>;
}

function fakeDevice(name: Name, patch: Partial<FakeDevice> = {}): FakeDevice {
  const broken = new AbortController();
  return {
    ...{ name, adapter: 'A', software: false, next: 'work', broken: broken.signal },
    lose: () => broken.abort(new Error('It is lost.')),
    dispose: vi.fn<() => void>(),
    ...patch,
  };
}

/** A ladder on fakes; `opened` are all devices so far, newest last. */
function fakeLadder(patch?: Record<Name, () => Promise<FakeDevice>>, now = () => 0) {
  const opened: FakeDevice[] = [];
  const opener = (name: Name) =>
    vi.fn(async () => {
      const device = fakeDevice(name);
      opened.push(device);
      return device;
    });
  const open = { webgpu: opener('webgpu'), wasm: opener('wasm') };
  const ladder = createLadder<Name, FakeDevice>(patch ?? open, { now });
  const work = async (device: FakeDevice | null) => {
    if (device?.broken?.aborted) throw device.broken.reason;
    if (device?.next === 'fail') throw new Error('The kernel threw.');
    return device?.name ?? 'own';
  };
  const run = (choice: LadderChoice<Name>, patient = false) =>
    ladder.run(choice, work, { patient });
  return { ladder, open, opened, run, work, last: () => opened.at(-1)! };
}

const notYet = () => new Promise<never>(() => undefined);

describe('work on the ladder', () => {
  it('starts on own code, and waits for a device only where it is asked for', async () => {
    const arrive: ((device: FakeDevice) => void)[] = [];
    const webgpu = () => new Promise<FakeDevice>((resolve) => void arrive.push(resolve));
    const { ladder, run } = fakeLadder({ webgpu, wasm: notYet });
    expect(await ladder.lap('run', ['webgpu', 'wasm'], () => 'own')).toBeNull();
    expect(await run('auto')).toBe('own');
    expect(await run('own')).toBe('own');
    const waiting = run('webgpu');
    arrive[0](fakeDevice('webgpu'));
    expect(await waiting).toBe('webgpu');
    expect(arrive).toHaveLength(1);
  });

  it('opens nothing that is not asked for', async () => {
    const { open, run } = fakeLadder();
    await run('own');
    await run('auto');
    expect(await run('wasm')).toBe('wasm');
    expect(open.webgpu).not.toHaveBeenCalled();
    expect(open.wasm).toHaveBeenCalledTimes(1);
  });

  it('is own code where there is no device, which is asked once, or the next one of a list', async () => {
    const webgpu = vi.fn(() => Promise.reject(new Error('There is none.')));
    const { ladder, run } = fakeLadder({ webgpu, wasm: async () => fakeDevice('wasm') });
    expect([await run('webgpu'), await run('webgpu')]).toEqual(['own', 'own']);
    expect(await run(['webgpu', 'wasm'])).toBe('wasm');
    expect(webgpu).toHaveBeenCalledTimes(1);
    const why = 'There is none.';
    expect(ladder.state().lives.webgpu).toMatchObject({ at: 'given up', losses: 0, why });
  });

  it.each(['webgpu', 'wasm'] as const)(
    'is done by own code when %s fails in the middle of it, several times, and goes back',
    async (name) => {
      const { open, run, last } = fakeLadder();
      for (let loss = 1; loss <= 4; loss++) {
        expect(await run(name)).toBe(name);
        last().next = 'fail';
        expect(await run(name)).toBe('own');
        expect(open[name]).toHaveBeenCalledTimes(loss + 1);
      }
      expect(await run(name)).toBe(name);
    },
  );

  it('is not done on a device again that has failed six times', async () => {
    const { ladder, open, opened, run, last } = fakeLadder();
    for (let loss = 0; loss < 6; loss++) {
      await run('webgpu', true);
      last().next = 'fail';
      await run('webgpu');
    }
    expect([await run('webgpu'), await run('webgpu', true)]).toEqual(['own', 'own']);
    expect(open.webgpu).toHaveBeenCalledTimes(6);
    expect(ladder.state().lives.webgpu).toMatchObject({ at: 'given up', losses: 6 });
    for (const { dispose } of opened) expect(dispose).toHaveBeenCalledTimes(1);
    expect(await run('wasm')).toBe('wasm');
  });

  it('goes on while a device is being reopened, or waits for it where it must', async () => {
    const second: ((device: FakeDevice) => void)[] = [];
    const first = fakeDevice('webgpu', { next: 'fail' });
    const webgpu = vi.fn<() => Promise<FakeDevice>>();
    webgpu.mockResolvedValueOnce(first);
    webgpu.mockImplementation(() => new Promise((resolve) => void second.push(resolve)));
    const { run } = fakeLadder({ webgpu, wasm: notYet });
    expect(await run('webgpu')).toBe('own');
    expect(await run('webgpu')).toBe('own');
    const waiting = run('webgpu', true);
    second[0](fakeDevice('webgpu'));
    expect(await waiting).toBe('webgpu');
  });

  it('has a device back that is refused at first after a loss, and gives it up where it stays away', async () => {
    const webgpu = vi.fn<() => Promise<FakeDevice>>();
    webgpu.mockResolvedValueOnce(fakeDevice('webgpu', { next: 'fail' }));
    for (let refusal = 0; refusal < 3; refusal++) webgpu.mockRejectedValueOnce(new Error('Busy.'));
    webgpu.mockResolvedValueOnce(fakeDevice('webgpu', { next: 'fail' }));
    webgpu.mockRejectedValue(new Error('There is none.'));
    const { ladder, run } = fakeLadder({ webgpu, wasm: notYet });
    const work = async (device: FakeDevice | null) => device?.name ?? 'own';
    expect(await run('webgpu')).toBe('own');
    expect(await ladder.run('webgpu', work, { patient: true })).toBe('webgpu');
    expect(webgpu).toHaveBeenCalledTimes(5);
    expect(await run('webgpu', true)).toBe('own');
    expect(ladder.state().lives.webgpu).toMatchObject({ at: 'given up', why: 'There is none.' });
    expect(webgpu).toHaveBeenCalledTimes(9);
  });

  it('counts a loss once that several calls and the device itself tell of', async () => {
    const { ladder, open, run, last } = fakeLadder();
    await run('webgpu');
    const lost = last();
    const calls = [0, 1, 2].map(() =>
      ladder.run('webgpu', async (device) => {
        if (device !== lost) return 'another';
        await Promise.resolve();
        lost.lose();
        throw new Error('It is lost.');
      }),
    );
    expect(await Promise.all(calls)).toEqual(['another', 'another', 'another']);
    ladder.leave(lost, new Error('again'));
    expect(ladder.state().lives.webgpu).toMatchObject({ losses: 1, why: 'It is lost.' });
    expect(open.webgpu).toHaveBeenCalledTimes(2);
  });

  it('goes on to the next where a device has no room for it, which stays and is not asked that again', async () => {
    const { ladder, open, run } = fakeLadder();
    const why = 'The graphics device takes 3 MB at once at most, and maps would take 4 MB.';
    const asked: string[] = [];
    const large = (device: FakeDevice | null, refusal: string) => {
      if (device) asked.push(device.name);
      if (device?.name === 'webgpu') throw new NoRoomError(why);
      return [device?.name ?? 'own', refusal];
    };
    expect(await ladder.run('webgpu', large, { size: '200 images' })).toEqual(['own', why]);
    const both = ['webgpu', 'wasm'] as const;
    const terms = { size: '200 images', patient: true };
    expect(await ladder.run(both, large, terms)).toEqual(['wasm', why]);
    expect(asked).toEqual(['webgpu', 'wasm']);
    // another size is asked for, and what says no size always is
    await ladder.run('webgpu', large, { size: '150 images' });
    await ladder.run('webgpu', large);
    await ladder.run('webgpu', large);
    expect(asked.slice(2)).toEqual(['webgpu', 'webgpu', 'webgpu']);
    expect(await run('webgpu')).toBe('webgpu');
    expect(ladder.state().lives.webgpu).toMatchObject({ at: 'open', losses: 0, why: '' });
    expect(open.webgpu).toHaveBeenCalledTimes(1);
  });

  it('is asked again of a device that has been opened anew', async () => {
    const { ladder, opened } = fakeLadder();
    let room = false;
    const work = (device: FakeDevice | null) => {
      if (device && !room) throw new NoRoomError('It is small.');
      return device?.name ?? 'own';
    };
    expect(await ladder.run('webgpu', work, { size: 'a' })).toBe('own');
    room = true;
    expect(await ladder.run('webgpu', work, { size: 'a' })).toBe('own');
    ladder.leave(opened[0], new Error('It is lost.'));
    expect(await ladder.run('webgpu', work, { size: 'a', patient: true })).toBe('webgpu');
  });

  it.each([new RangeError('k is negative'), new DivergedError('The scores are NaN.')])(
    'that fails by its own fault is no loss: %s',
    async (error) => {
      const { ladder, open, run } = fakeLadder();
      await run('webgpu');
      await expect(ladder.run('webgpu', () => Promise.reject(error))).rejects.toBe(error);
      expect(ladder.state().lives.webgpu).toMatchObject({ at: 'open', losses: 0 });
      expect(open.webgpu).toHaveBeenCalledTimes(1);
    },
  );

  it('notices a loss before there is work, also one that comes while the device opens', async () => {
    const dead = fakeDevice('wasm');
    dead.lose();
    const wasm = vi.fn<() => Promise<FakeDevice>>();
    wasm.mockResolvedValueOnce(dead).mockImplementation(async () => fakeDevice('wasm'));
    const { ladder, run } = fakeLadder({ webgpu: notYet, wasm });
    expect(await run('wasm', true)).toBe('wasm');
    expect(ladder.state().lives.wasm).toMatchObject({ at: 'open', losses: 1 });
    const there = await ladder.find(['wasm']);
    there!.lose();
    expect(ladder.state().lives.wasm).toMatchObject({ at: 'recovering', losses: 2 });
  });

  it('loses all devices at once when told to', async () => {
    const { ladder, run } = fakeLadder();
    await run('webgpu');
    await run('wasm');
    await ladder.lose();
    expect(Object.values(ladder.state().lives)).toMatchObject([{ losses: 1 }, { losses: 1 }]);
  });
});

describe('laps', () => {
  const of = ['webgpu', 'wasm'] as const;

  /** A ladder whose clock goes by as work is done, at the given milliseconds each. */
  function timedLadder(costs: Record<Name | 'own', number>) {
    let time = 0;
    const done: string[] = [];
    const fake = fakeLadder(undefined, () => time);
    const step = async (on: FakeDevice | null) => {
      const name = await fake.work(on);
      done.push(name);
      time += costs[name];
      return name;
    };
    const lap = (run = 'run') => fake.ladder.lap(run, of, step);
    const ready = () => Promise.all(of.map((name) => fake.ladder.find([name], true)));
    return { ...fake, lap, step, done, ready };
  }

  /** Laps until they say that there is nothing to find out. */
  async function lapsUntilSettled({ lap, ready }: ReturnType<typeof timedLadder>) {
    await ready();
    let laps = 0;
    while ((await lap()) !== null) laps++;
    return laps;
  }

  it('open devices behind the work, do each step on all in turn, and give what own code gave', async () => {
    const timed = timedLadder({ own: 10, webgpu: 7, wasm: 5 });
    expect(await timed.lap()).toBeNull();
    await timed.ready();
    for (let lap = 0; lap < 4; lap++) {
      expect(await timed.run('auto')).toBe('own');
      expect(await timed.lap()).toBe('own');
    }
    const turn = ['own', 'webgpu', 'wasm'];
    expect(timed.done).toEqual([...turn, ...turn, ...turn, ...turn]);
    expect(await timed.lap()).toBeNull();
    expect(await timed.run('auto')).toBe('wasm');
  });

  it.each([
    ['own', { own: 10, webgpu: 8, wasm: 9 }],
    ['webgpu', { own: 10, webgpu: 7, wasm: 9 }],
    ['wasm', { own: 10, webgpu: 7, wasm: 6 }],
  ] as const)('take what is clearly the fastest: %s', async (fastest, costs) => {
    const timed = timedLadder(costs);
    expect(await lapsUntilSettled(timed)).toBe(4);
    expect(await timed.run('auto')).toBe(fastest);
  });

  it('do not count the work of others, which waits for the end of a lap', async () => {
    const timed = timedLadder({ own: 10, webgpu: 7, wasm: 9 });
    await timed.ready();
    const lap = timed.lap();
    const others = [timed.ladder.run('own', timed.step), timed.lap()];
    await lap;
    expect(timed.done.slice(0, 3)).toEqual(['own', 'webgpu', 'wasm']);
    expect(await Promise.all(others)).toEqual(['own', null]);
  });

  it('begin again when a device is lost between them, and go without it when it is given up', async () => {
    const timed = timedLadder({ own: 10, webgpu: 1, wasm: 5 });
    await timed.ready();
    for (let lap = 0; lap < 3; lap++) await timed.lap();
    await timed.ladder.lose();
    expect(timed.ladder.state().lives.webgpu).toMatchObject({ losses: 1 });
    expect(await lapsUntilSettled(timed)).toBe(4);
    expect(await timed.run('auto')).toBe('webgpu');

    const failing = timedLadder({ own: 10, webgpu: 1, wasm: 5 });
    await failing.ready();
    while (failing.ladder.state().lives.webgpu.at !== 'given up') {
      const device = await failing.ladder.find(['webgpu'], true);
      device!.next = 'fail';
      expect(await failing.lap()).toBe('own');
    }
    expect(await lapsUntilSettled(failing)).toBe(4);
    expect(await failing.run('auto')).toBe('wasm');
  });

  it('are not made where nothing but software can be had', async () => {
    const { ladder, work } = fakeLadder({
      webgpu: async () => fakeDevice('webgpu', { software: true }),
      wasm: () => Promise.reject(new Error('There is none.')),
    });
    await ladder.find(['wasm', 'webgpu']);
    expect(await ladder.lap('run', of, work)).toBeNull();
    expect(ladder.state().choice).toMatchObject({ at: 'settled', on: null });
  });

  it('are made once, whatever is lost afterwards', async () => {
    const timed = timedLadder({ own: 10, webgpu: 7, wasm: 9 });
    await lapsUntilSettled(timed);
    await timed.ladder.lose();
    expect(await lapsUntilSettled(timed)).toBe(0);
    expect(await timed.run('auto')).toBe('webgpu');
  });

  it('leave a device alone that computes what is no number', async () => {
    const timed = timedLadder({ own: 10, webgpu: 1, wasm: 9 });
    await timed.ready();
    const wrong = (device: FakeDevice | null) => {
      if (device?.name === 'webgpu') throw new DivergedError('The scores are NaN.');
      return timed.step(device);
    };
    let laps = 0;
    while (timed.ladder.state().choice.at !== 'settled') {
      await timed.ready();
      expect(await timed.ladder.lap('run', of, wrong)).toBe('own');
      laps++;
    }
    expect(laps).toBe(6 + 4);
    expect(await timed.run('auto')).toBe('own');
  });

  it('fail where own code fails, and are made again', async () => {
    const timed = timedLadder({ own: 10, webgpu: 7, wasm: 9 });
    await timed.ready();
    const bad = () => Promise.reject(new DivergedError('The scores are NaN.'));
    await expect(timed.ladder.lap('run', of, bad)).rejects.toThrow('NaN');
    expect(await lapsUntilSettled(timed)).toBe(4);
  });
});
