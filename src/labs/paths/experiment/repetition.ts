import type { NetworkSpec } from '../../../core/networks/layers';
import type { Network } from '../../../core/networks/plain';
import { trainToEnd } from '../../../core/training/job';
import { evaluate, EVALUATION_BLOCK, type PathsTest } from './evaluation';
import { stepsPerEpoch, type PathMaps } from './maps';
import { networkOf, trainingMaps } from './networks';
import { advance, initialState, type PathsRecord } from './run';
import {
  pathsVariants,
  printedKnobs,
  rateFactor,
  type LayeredName,
  type LayeredSetup,
  type PathsKnobs,
  type PathsSetup,
  type PathsVariant,
} from './spec';

/** One curve of the figure: a method trained on some maps for some epochs. Plain data. */
export interface PathsJob {
  /** `terrain`, or the name of the reader's own maps. */
  readonly dataset: string;
  readonly variant: PathsVariant;
  readonly network: LayeredName;
  /** Maps that are trained on, and tested on. */
  readonly maps: number;
  readonly testMaps: number;
  readonly epochs: number;
  /** Learning rate before it falls. */
  readonly rate: number;
  readonly seed: number;
}

/** A test after some epochs. */
export interface PathsPoint extends PathsTest {
  readonly epoch: number;
}

export interface PathsResult extends PathsJob {
  readonly steps: number;
  /** Tests along the training, the last one at its end. */
  readonly curve: readonly PathsPoint[];
  /** The same on as many of the maps that were trained on, at the end. */
  readonly train: PathsTest;
  /** Over the last epoch: shares of noisy costs below 0, and of cells on which the gradient acts. */
  readonly clamped: number;
  readonly active: number;
  readonly millisecondsPerStep: number;
  /** Why training ended before its time, else ''. */
  readonly fault: string;
}

export interface PathsData {
  readonly train: PathMaps;
  readonly test: PathMaps;
}

/** What a repetition runs on. */
export interface RepetitionMachine {
  /** Makes networks for batches of a size. */
  readonly createNetwork: (spec: NetworkSpec, capacity: number) => Network;
  /** Milliseconds of any clock. */
  now(): number;
  /** Called between steps with the share of the job that is done; may throw to give up. */
  pause?(done: number): void | Promise<void>;
}

/** Tests along a training. */
const POINTS = 10;

/** The knobs of a job: those of its method, as printed. */
const jobKnobs = ({ variant, rate }: Pick<PathsJob, 'variant' | 'rate'>): PathsKnobs => ({
  ...printedKnobs,
  ...pathsVariants[variant].knobs,
  rate,
});

const jobSetup = ({ variant, network, seed }: PathsJob): PathsSetup & LayeredSetup => ({
  ...{ network, seed },
  method: pathsVariants[variant].method,
});

/** Trains for the epochs of the job, whose rate falls twice, and tests along the way. */
export async function runPathsRepetition(
  job: PathsJob,
  { train, test }: PathsData,
  { createNetwork, now, pause }: RepetitionMachine,
): Promise<PathsResult> {
  const setup = jobSetup(job);
  const knobs = jobKnobs(job);
  const { method } = setup;
  const source = createNetwork(networkOf(setup), Math.max(knobs.batch, EVALUATION_BLOCK));
  const state = initialState(setup);
  const maps = trainingMaps(train);
  const perEpoch = stepsPerEpoch(train.count, knobs.batch);
  const steps = perEpoch * job.epochs;
  const curve: PathsPoint[] = [];
  const look = async () => {
    const measured = await evaluate(method, source, state.params, test);
    curve.push({ ...measured, epoch: state.step / perEpoch });
  };
  const last: PathsRecord[] = [];
  const { stopped, diverged, spent } = await trainToEnd({
    step() {
      const rate = knobs.rate * rateFactor(state.step, steps);
      return advance(setup, state, { ...knobs, rate }, { maps, source });
    },
    async after(record) {
      if (record.step > steps - perEpoch) last.push(record);
      await pause?.(record.step / steps);
      const due = Math.floor((POINTS * record.step) / steps);
      if (due > Math.floor((POINTS * (record.step - 1)) / steps)) await look();
      return record.step >= steps ? 'it has had its epochs' : null;
    },
    now,
  });
  if (diverged) await look();
  const mean = (value: (record: PathsRecord) => number) =>
    last.reduce((sum, record) => sum + value(record), 0) / Math.max(1, last.length);
  return {
    ...job,
    steps: state.step,
    curve,
    train: await evaluate(method, source, state.params, train, {
      to: Math.min(train.count, test.count),
    }),
    clamped: mean(({ clamped }) => clamped),
    active: mean(({ active }) => active),
    millisecondsPerStep: spent / Math.max(1, state.step),
    fault: diverged ? stopped : '',
  };
}
