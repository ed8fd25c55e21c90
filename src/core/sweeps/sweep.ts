import { createRng } from '../rng/rng';
import { number, orNothing, text, whole, type Check } from '../training/fields';
import { processorFirst, type DeviceMade } from '../training/devices';
import { inShard, type ResultsKind, type Shard } from '../training/results';
import { coarseToFine } from './order';

/** A setting that is swept, and the values that it takes, ascending. */
export interface SweepAxis {
  /** As the lab's parameter table has it. */
  readonly name: string;
  readonly values: readonly number[];
}

/** What a sweep is of: every value of x with every value of y, some times over. */
export interface SweepRequest {
  readonly lab: string;
  /** All other settings, as the query of a link to the lab. */
  readonly settings: string;
  readonly x: SweepAxis;
  readonly y: SweepAxis;
  /** See `SweepJob`. */
  readonly data?: string | undefined;
  readonly repetitions: number;
  readonly seed: number;
  readonly shard?: Shard;
}

/** One cell once, described completely: equal jobs give equal results. */
export interface SweepJob {
  readonly lab: string;
  readonly settings: string;
  /** Names of the axes, and the values of the cell. */
  readonly xName: string;
  readonly yName: string;
  readonly x: number;
  readonly y: number;
  /** Seed of the whole sweep, and the number of the repetition: all cells have the same draws in it. */
  readonly seed: number;
  readonly repetition: number;
  /** Which data of the reader's own it is measured on: what no link can say; left out elsewhere. */
  readonly data?: string;
}

/** What was measured by name. */
export type Measured = Readonly<Record<string, number>>;

export interface SweepResult extends SweepJob, DeviceMade {
  /** What JSON can't hold, as a loss of a run that diverged, is null. */
  readonly values: Readonly<Record<string, number | null>>;
}

/**
 * Repetition after repetition, each from coarse to fine: however early a sweep is stopped, there is a map. A
 * shard is every n-th of them.
 */
export function sweepJobs(request: SweepRequest): readonly SweepJob[] {
  const { lab, settings, x, y, repetitions, seed, data, shard } = request;
  const cells = coarseToFine(x.values.length, y.values.length);
  const jobs = Array.from({ length: repetitions }, (_, repetition) =>
    cells.map((cell) => ({
      ...{ lab, settings, xName: x.name, yName: y.name, seed, repetition },
      x: x.values[cell % x.values.length],
      y: y.values[Math.floor(cell / x.values.length)],
      ...(data !== undefined && { data }),
    })),
  );
  return inShard(jobs.flat(), shard);
}

/** Seed of a repetition: a word of its own, so that neighbouring seeds share none. */
export const sweepSeed = ({ seed, repetition }: Pick<SweepJob, 'seed' | 'repetition'>): number =>
  createRng(seed, 'sweep/repetition').word(repetition, 0);

/** A job and what was measured, by a graphics device where it names one. */
export const resultOf = (job: SweepJob, measured: Measured, device?: string): SweepResult => ({
  ...job,
  ...(device !== undefined && { device }),
  values: Object.fromEntries(
    Object.entries(measured).map(([name, value]) => [name, Number.isFinite(value) ? value : null]),
  ),
});

const isMeasured = (value: unknown) => value === null || typeof value === 'number';

const measurements: Check = {
  fits: (value) =>
    typeof value === 'object' && value !== null && Object.values(value).every(isMeasured),
  must: 'be an object of numbers',
};

/** Of one seed; two of one job by one device, or none, are equal to the bit. */
export const sweepResults: ResultsKind<SweepJob, SweepResult> = {
  kind: 'sweep',
  title: 'a sweep',
  seeded: true,
  nameOf: ({ lab, settings, xName, yName, x, y, seed, repetition, data }) =>
    `#/${lab}?${settings} ${xName}=${x} ${yName}=${y} seed=${seed} repetition=${repetition}${data === undefined ? '' : ` data=${data}`}`,
  checks: {
    ...{ lab: text(), settings: text(), xName: text(), yName: text() },
    ...{ x: number, y: number, seed: whole(), repetition: whole(), values: measurements },
    data: orNothing(text()),
    device: orNothing(text()),
  },
  prefers: processorFirst,
  conflict(a, b) {
    if (a.device !== b.device) return null;
    const name = Object.keys(a.values).find((each) => a.values[each] !== b.values[each]);
    return name === undefined ? null : `${name} is ${a.values[name]}, and ${b.values[name]}`;
  },
};
