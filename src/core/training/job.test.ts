import { describe, expect, it } from 'vitest';
import { DivergedError } from './diverged';
import { trainToEnd, type Job } from './job';

/** Steps of 5 ms on a clock that stands still in between, up to a number of them. */
function jobOf(most: number, change: Partial<Job<number>> = {}) {
  let [time, steps] = [0, 0];
  const heard: (readonly [record: number, spent: number])[] = [];
  const job: Job<number> = {
    async step() {
      time += 5;
      return ++steps;
    },
    after(record, spent) {
      time += 1000;
      heard.push([record, spent]);
      return record === most ? `made its ${most}` : null;
    },
    now: () => time,
    ...change,
  };
  return { job, heard };
}

describe('training to its end', () => {
  it('makes steps until it is told why not, and counts their time alone', async () => {
    const { job, heard } = jobOf(3);
    expect(await trainToEnd(job)).toEqual({ stopped: 'made its 3', diverged: false, spent: 15 });
    expect(heard).toEqual([
      [1, 5],
      [2, 10],
      [3, 15],
    ]);
  });

  it('ends with a sentence where the numbers are lost', async () => {
    const { job, heard } = jobOf(9);
    const step = async () => {
      const record = await job.step();
      if (record === 3) throw new DivergedError('Lost in step 3.');
      return record;
    };
    expect(await trainToEnd({ ...job, step })).toEqual({
      ...{ stopped: 'Lost in step 3.', diverged: true, spent: 15 },
    });
    expect(heard).toHaveLength(2);
  });

  it('fails with any other fault, also of whoever hears of its steps', async () => {
    const broken = () => Promise.reject(new Error('no memory'));
    await expect(trainToEnd(jobOf(3, { step: broken }).job)).rejects.toThrow('no memory');
    const given = () => Promise.reject(new DivergedError('no longer finite'));
    await expect(trainToEnd(jobOf(3, { after: given }).job)).rejects.toThrow('no longer finite');
  });
});
