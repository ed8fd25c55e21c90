import { describe, expect, it } from 'vitest';
import { schedule, type Task } from './schedule.mjs';

/** Tasks that end when they are told to; `running` is what runs at the moment. */
function start(tasks: Task[], cores: number) {
  const running = new Map<string, (well: boolean) => void>();
  const done = schedule(tasks, {
    cores,
    run: ({ name }) =>
      new Promise<string>((resolve) =>
        running.set(name, (well) => {
          running.delete(name);
          resolve(well ? `${name} well` : `${name} badly`);
        }),
      ),
    endedWell: (result) => result.endsWith(' well'),
    withhold: ({ name }, need) => `${name} withheld by ${need}`,
  });
  /** Ends a task, and waits until what follows from that has happened. */
  const end = async (name: string, well = true) => {
    running.get(name)!(well);
    await new Promise((settled) => setImmediate(settled));
  };
  return { done, end, running: () => [...running.keys()] };
}

describe('the schedule', () => {
  it('starts as many as there are cores, in order, and the next where one ends', async () => {
    const { done, end, running } = start([{ name: 'a' }, { name: 'b' }, { name: 'c' }], 2);
    expect(running()).toEqual(['a', 'b']);
    await end('b');
    expect(running()).toEqual(['a', 'c']);
    await end('c');
    await end('a');
    expect(await done).toEqual(['a well', 'b well', 'c well']);
  });

  it('keeps within the cores, and lets small ones pass one that does not fit yet', async () => {
    const tasks = [{ name: 'a', cores: 2 }, { name: 'b', cores: 2 }, { name: 'c' }];
    const { done, end, running } = start(tasks, 3);
    expect(running()).toEqual(['a', 'c']);
    await end('c');
    expect(running()).toEqual(['a']);
    await end('a');
    expect(running()).toEqual(['b']);
    await end('b');
    expect(await done).toEqual(['a well', 'b well', 'c well']);
  });

  it('runs what wants more cores than there are alone', async () => {
    const { done, end, running } = start([{ name: 'a', cores: 4 }, { name: 'b' }], 2);
    expect(running()).toEqual(['a']);
    await end('a');
    expect(running()).toEqual(['b']);
    await end('b');
    await done;
  });

  it('starts a task after what it needs, also where there is room before', async () => {
    const tasks = [{ name: 'a' }, { name: 'b', needs: ['a'] }, { name: 'c' }];
    const { done, end, running } = start(tasks, 3);
    expect(running()).toEqual(['a', 'c']);
    await end('a');
    expect(running()).toEqual(['c', 'b']);
    await end('c');
    await end('b');
    await done;
  });

  it('withholds what needs a task that ended badly, and what needs that', async () => {
    const tasks = [
      { name: 'a' },
      { name: 'b', needs: ['a'] },
      { name: 'c', needs: ['b'] },
      { name: 'd' },
    ];
    const { done, end } = start(tasks, 1);
    await end('a', false);
    await end('d');
    expect(await done).toEqual(['a badly', 'b withheld by a', 'c withheld by b', 'd well']);
  });

  it('refuses a need that is not before the task, and waits for nothing where there is none', async () => {
    await expect(start([{ name: 'a', needs: ['b'] }, { name: 'b' }], 1).done).rejects.toThrow(
      '"a" needs "b", which is not before it.',
    );
    expect(await start([], 1).done).toEqual([]);
  });
});
