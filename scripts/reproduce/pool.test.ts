import { expect, it } from 'vitest';
import { runJobs } from './pool';

const options = {
  worker: './matching.worker.ts',
  processes: 2,
  nice: false,
  ended: () => false,
};

const job = (variant: string, repetition: number) => ({ variant, d: 3, seed: 1, repetition });

it('tells the message of a job that fails, with the job, and does not try it again', async () => {
  const results: unknown[] = [];
  const run = runJobs([job('magic', 0)], {
    ...options,
    onResult: (result) => results.push(result),
  });
  await expect(run).rejects.toThrow(/unknown method "magic".*"variant":"magic"/);
  expect(results).toEqual([]);
});

it('keeps the results of the jobs before it', async () => {
  const results: { readonly repetition: number }[] = [];
  const run = runJobs([job('blackbox', 0), job('magic', 1)], {
    ...options,
    processes: 1,
    onResult: (result: { readonly repetition: number }) => results.push(result),
  });
  await expect(run).rejects.toThrow('unknown method "magic"');
  expect(results).toMatchObject([{ variant: 'blackbox', repetition: 0 }]);
});
