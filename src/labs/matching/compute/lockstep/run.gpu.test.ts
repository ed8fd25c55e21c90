import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import { runRepetition, type RepetitionJob, type RepetitionResult } from '../../experiment/repetition';
import type { MatchingVariant } from '../../experiment/spec';
import { runSideBySide } from './run';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

const jobsOf = (variant: MatchingVariant, d: number, count: number): RepetitionJob[] =>
  Array.from({ length: count }, (_, repetition) => ({ variant, d, seed: 1, repetition }));

async function sideBySide(jobs: readonly RepetitionJob[], cores = 0) {
  const results: RepetitionResult[] = [];
  const left = await runSideBySide(open, jobs, {
    now: () => performance.now(),
    // without processors a device is always faster
    cores,
    onResults: (found) => results.push(...found),
    breathe: () => Promise.resolve(),
  });
  return { results, left };
}

describe('repetitions to their end, side by side', () => {
  it.each(['direct-learned-sigma', 'direct-sigma-0', 'fenchel-young', 'blackbox'] as const)(
    'of %s',
    async (variant) => {
      const jobs = jobsOf(variant, 3, 4);
      const { results, left } = await sideBySide(jobs);
      expect(left).toEqual([]);
      for (const job of jobs) {
        const mine = results.find(({ repetition }) => repetition === job.repetition)!;
        const cpu = await runRepetition(job, () => performance.now());
        console.log('PAIR', JSON.stringify(mine), JSON.stringify(cpu));
      }
    },
  );
});
