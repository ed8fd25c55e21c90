import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import {
  runRepetition,
  type RepetitionJob,
  type RepetitionResult,
} from '../../experiment/repetition';
import type { MatchingVariant } from '../../experiment/spec';
import { openSideBySide, sideBySideOn } from './device';
import { runSideBySide } from './run';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const now = () => performance.now();

const jobsOf = (variant: MatchingVariant, d: number, count: number): RepetitionJob[] =>
  Array.from({ length: count }, (_, repetition) => ({ variant, d, seed: 1, repetition }));

async function sideBySide(jobs: readonly RepetitionJob[], cores = 0) {
  const results: RepetitionResult[] = [];
  const left = await runSideBySide(open, jobs, {
    now,
    // without processors a device is always faster
    cores,
    onResults: (found) => results.push(...found),
    breathe: () => Promise.resolve(),
  });
  return { results, left };
}

describe('repetitions to their end, side by side', () => {
  it.each([
    ...(['direct-learned-sigma', 'direct-sigma-0'] as const),
    ...(['gumbel-sinkhorn', 'fenchel-young', 'blackbox'] as const),
  ])('of %s, end as those of the CPU', async (variant) => {
    const jobs = jobsOf(variant, 3, 4);
    const { results, left } = await sideBySide(jobs);
    expect(left).toEqual([]);
    expect(results).toHaveLength(jobs.length);
    for (const job of jobs) {
      const mine = results.find(({ repetition }) => repetition === job.repetition)!;
      const { millisecondsPerStep, loss, bestLoss, sigma, ...cpu } = await runRepetition(job, now);
      expect(mine).toMatchObject({ ...cpu, device: open.adapter.name });
      expect(mine.loss).toBeCloseTo(loss, 6);
      expect(mine.bestLoss).toBeCloseTo(bestLoss, 6);
      expect(mine.sigma).toBeCloseTo(sigma, 5);
      expect([mine.millisecondsPerStep, millisecondsPerStep].every((time) => time > 0)).toBe(true);
    }
  });

  it('of Gumbel-Sinkhorn, whose five hundred steps keep two digits of the loss', async () => {
    const job = { variant: 'gumbel-sinkhorn', d: 3, seed: 1, repetition: 7 } as const;
    const { results, left } = await sideBySide([job]);
    expect(left).toEqual([]);
    const { loss, bestLoss, wrong, ...cpu } = await runRepetition(job, now);
    expect(results).toMatchObject([{ steps: cpu.steps, stopped: cpu.stopped, wrong }]);
    expect(results[0].loss / loss).toBeCloseTo(1, 2);
    expect(results[0].bestLoss / bestLoss).toBeCloseTo(1, 3);
  });

  it('are left to processors that are faster', async () => {
    const slow = jobsOf('direct-sigma-0', 5, 2);
    expect(await sideBySide(slow, 1e9)).toEqual({ results: [], left: slow });
  });

  it('go on without a device that is lost among them: what has a result keeps it', async () => {
    const own = await openDevice(navigator.gpu);
    const results: RepetitionResult[] = [];
    const jobs = [...jobsOf('direct-sigma-0', 3, 1), ...jobsOf('blackbox', 3, 2)];
    const left = await sideBySideOn(own, { now, cores: 0 }).run(jobs, {
      onResults(found) {
        results.push(...found);
        // the second cell has begun
        if (results.length === 1 && found.length === 0) own.device.destroy();
      },
      breathe: () => Promise.resolve(),
    });
    expect(results.map(({ variant }) => variant)).toEqual(['direct-sigma-0']);
    expect(left).toEqual(jobs.slice(1));
  });

  it('are the same where one device after the other is lost among them', async () => {
    const jobs = [3, 4, 5].flatMap((d) => jobsOf('blackbox', d, 2));
    const results: RepetitionResult[] = [];
    let left: readonly RepetitionJob[] = jobs;
    let losses = 0;
    while (left.length > 0) {
      const own = await openDevice(navigator.gpu);
      const before = results.length;
      left = await sideBySideOn(own, { now, cores: 0 }).run(left, {
        onResults(found) {
          results.push(...found);
          // one cell has come to its end, and the next one has begun
          if (results.length - before === 2 && found.length === 0) own.device.destroy();
        },
        breathe: () => Promise.resolve(),
      });
      if (left.length > 0) losses++;
      own.device.destroy();
    }
    expect(losses).toBe(2);
    const whole = await sideBySide(jobs);
    const untimed = (made: readonly RepetitionResult[]) =>
      jobs.map(({ d, repetition }) => ({
        ...made.find((one) => one.d === d && one.repetition === repetition),
        millisecondsPerStep: 0,
      }));
    expect(results).toHaveLength(jobs.length);
    expect(untimed(results)).toEqual(untimed(whole.results));
  });

  it('end when nobody wants them any more', async () => {
    const given = sideBySideOn(open, { now, cores: 0 }).run(jobsOf('blackbox', 3, 2), {
      onResults: () => undefined,
      breathe: () => Promise.reject(new Error('The table was stopped.')),
    });
    await expect(given).rejects.toThrow('The table was stopped.');
  });
});

it('opens no device that is a program, none where the address wants the CPU, and none where none is', async () => {
  const machine = { gpu: navigator.gpu, search: '', now, cores: 2 };
  const { adapter, device } = await openDevice(navigator.gpu);
  device.destroy();
  const opened = await openSideBySide(machine);
  expect(opened === null).toBe(adapter.software);
  opened?.destroy();
  expect(await openSideBySide({ ...machine, search: '?backend=cpu' })).toBeNull();
  expect(await openSideBySide({ ...machine, gpu: undefined })).toBeNull();
});
