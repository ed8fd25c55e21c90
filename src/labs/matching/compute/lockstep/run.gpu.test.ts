import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StopRule } from '../../../../core/training/stop';
import { openDevice, type OpenDevice } from '../../../../gpu/device';
import {
  repetitionTraining,
  runRepetition,
  type RepetitionJob,
  type RepetitionResult,
  type Training,
} from '../../experiment/repetition';
import { measureTraining } from '../../experiment/cell';
import type { MatchingVariant } from '../../experiment/spec';
import type { MeasuredCell } from '../protocol';
import { openSideBySide, sideBySideOn } from './device';
import { forSweep, forTable, type PlacedCell } from './purposes';
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
  const left = await runSideBySide(open, jobs, forTable, {
    now,
    // without processors a device is always faster
    cores,
    onMade: (made) => results.push(...made.map(({ result }) => result)),
    breathe: () => Promise.resolve(),
  });
  return { results, left };
}

describe('repetitions to their end, side by side', () => {
  it.each(['direct-learned-sigma', 'direct-sigma-0', 'fenchel-young', 'blackbox'] as const)(
    'of %s, end as those of the CPU',
    async (variant) => {
      const jobs = jobsOf(variant, 3, 4);
      const { results, left } = await sideBySide(jobs);
      expect(left).toEqual([]);
      expect(results).toHaveLength(jobs.length);
      for (const job of jobs) {
        const mine = results.find(({ repetition }) => repetition === job.repetition)!;
        const { millisecondsPerStep, loss, bestLoss, sigma, ...cpu } = await runRepetition(
          job,
          now,
        );
        expect(mine).toMatchObject({ ...cpu, device: open.adapter.name });
        expect(mine.loss).toBeCloseTo(loss, 6);
        expect(mine.bestLoss).toBeCloseTo(bestLoss, 6);
        expect(mine.sigma).toBeCloseTo(sigma, 5);
        expect([mine.millisecondsPerStep, millisecondsPerStep].every((time) => time > 0)).toBe(
          true,
        );
      }
    },
  );

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
    const left = await sideBySideOn(own, { now, cores: 0 }).table(jobs, {
      onMade(made) {
        results.push(...made.map(({ result }) => result));
        // the second cell has begun
        if (results.length === 1 && made.length === 0) own.device.destroy();
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
      left = await sideBySideOn(own, { now, cores: 0 }).table(left, {
        onMade(made) {
          results.push(...made.map(({ result }) => result));
          // one cell has come to its end, and the next one has begun
          if (results.length - before === 2 && made.length === 0) own.device.destroy();
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
    const given = sideBySideOn(open, { now, cores: 0 }).table(jobsOf('blackbox', 3, 2), {
      onMade: () => undefined,
      breathe: () => Promise.reject(new Error('The table was stopped.')),
    });
    await expect(given).rejects.toThrow('The table was stopped.');
  });
});

describe('cells of a sweep, side by side', () => {
  interface Patch {
    readonly setup?: Partial<Training['setup']>;
    readonly knobs?: Partial<Training['knobs']>;
    readonly stop?: StopRule;
  }

  /** Short trainings of a method: each of some patches with each of others. */
  function cellsOf(variant: MatchingVariant, across: readonly Patch[], up: readonly Patch[]) {
    const plain = repetitionTraining({ variant, d: 4, seed: 2, repetition: 0 });
    return up
      .flatMap((one) =>
        across.map((other) => ({
          setup: { ...plain.setup, sequences: 3, ...one.setup, ...other.setup },
          knobs: { ...plain.knobs, samples: 2, sigmaRate: 1e-3, ...one.knobs, ...other.knobs },
          stop: one.stop ?? { maxSteps: 12, patience: 50 },
        })),
      )
      .map((training, at): PlacedCell => ({ at, training }));
  }

  const each = <Name extends keyof Training['knobs']>(
    name: Name,
    ...values: readonly Training['knobs'][Name][]
  ): Patch[] => values.map((value) => ({ knobs: { [name]: value } }));
  const sizes: Patch[] = [3, 5].map((d) => ({ setup: { d } }));
  const exact = { lossForm: 'exact', optimiser: 'sgd', rate: 0.01 } as const;

  async function made(cells: readonly PlacedCell[]) {
    const found: MeasuredCell[] = [];
    const left = await runSideBySide(open, cells, forSweep, {
      ...{ now, cores: 0 },
      onMade: (some) => found.push(...some.map(({ result }) => result)),
      breathe: () => Promise.resolve(),
    });
    return { found, left };
  }

  it.each([
    [
      'scales and loss weights of both signs',
      cellsOf('direct-learned-sigma', each('sigma', 0.3, 1, 3), each('epsilon', -30, -2, 15)),
    ],
    [
      'rates',
      cellsOf('direct-learned-sigma', each('rate', 0.02, 0.1), each('sigmaRate', 1e-4, 0.01)),
    ],
    [
      'numbers and samples, each a plan of its own',
      cellsOf('direct-learned-sigma', sizes, each('samples', 1, 3)),
    ],
    ['interpolations', cellsOf('blackbox', each('lambda', 0.5, 8), sizes)],
    [
      'the exact loss and plain descent',
      cellsOf('direct-sigma-1', each('epsilon', -8, 8), [{ knobs: exact }]),
    ],
  ] as const)('of %s, are those of the CPU up to float32', async (_, cells) => {
    const { found, left } = await made(cells);
    expect(left).toEqual([]);
    expect(found.map(({ at }) => at).sort((a, b) => a - b)).toEqual(cells.map(({ at }) => at));
    for (const { at, measured, device } of found) {
      expect(device).toBe(open.adapter.name);
      const cpu = await measureTraining(cells[at].training);
      expect(Object.keys(measured)).toEqual(Object.keys(cpu));
      // counts are equal; a sum of some hundred terms in float32 is right to some hundred roundings of 2^-24
      for (const name of ['wrong', 'imperfect', 'steps', 'growths']) {
        expect(measured[name]).toBe(cpu[name]);
      }
      for (const name of ['loss', 'sigma', 'gain']) {
        expect(Math.abs(measured[name] - cpu[name])).toBeLessThanOrEqual(
          500 * 2 ** -24 * Math.abs(cpu[name]),
        );
      }
    }
  });

  it('that lose their numbers are left to the CPU', async () => {
    const cells = cellsOf('direct-sigma-1', each('rate', 0.001, 1e12), [
      { knobs: { optimiser: 'sgd' } },
    ]);
    const { found, left } = await made(cells);
    expect(found.map(({ at }) => at)).toEqual([0]);
    expect(left).toEqual([cells[1]]);
  });

  it('of Sinkhorn at other temperatures than those of the table are left to the CPU', async () => {
    const cells = cellsOf('gumbel-sinkhorn', each('temperature', 0.1, 1), [{}]);
    const { found, left } = await made(cells);
    expect(found.map(({ at }) => at)).toEqual([1]);
    expect(left).toEqual([cells[0]]);
  });

  it('that have no room on a device are left to the CPU', async () => {
    const cells = cellsOf('direct-sigma-1', [{}], [{ stop: { maxSteps: 20_000 } }]);
    expect(await made(cells)).toEqual({ found: [], left: cells });
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
