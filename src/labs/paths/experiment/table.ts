import { groupBy } from '../../../core/group-by';
import { isWhole, number, oneOf, share, text, whole } from '../../../core/training/fields';
import {
  distinct,
  inShard,
  withRecorded,
  type ResultsKind,
  type Shard,
  type Shown,
} from '../../../core/training/results';
import { percentOf, type Percent } from '../../../core/training/statistics';
import type { PathsTest } from './evaluation';
import { printedOrders, type PrintedOrder } from './printed';
import type { PathsJob, PathsPoint, PathsResult } from './repetition';
import { layeredNames, variantNames, type PathsVariant } from './spec';

export interface PathsTableRequest extends Omit<PathsJob, 'variant' | 'seed'> {
  readonly variants: readonly PathsVariant[];
  /** Seeds seed .. seed + repetitions - 1, each with its own weights, batches and noise. */
  readonly seed: number;
  readonly repetitions: number;
  readonly shard?: Shard;
}

export function pathsJobs({
  variants,
  seed,
  repetitions,
  shard,
  ...job
}: PathsTableRequest): readonly PathsJob[] {
  const jobs = Array.from({ length: repetitions }, (_, r) =>
    variants.map((variant) => ({ ...job, variant, seed: seed + r })),
  ).flat();
  return inShard(jobs, shard);
}

const pathsJobName = ({
  dataset,
  variant,
  network,
  maps,
  testMaps,
  epochs,
  rate,
  seed,
}: PathsJob) =>
  `${dataset} ${variant} ${network} ${maps}+${testMaps} maps ${epochs} epochs ` +
  `rate=${rate} seed=${seed}`;

/** How good the paths of all repetitions together are. */
interface Moment {
  /** Test maps with a cheapest path, and with a path at all. */
  readonly optimal: Percent;
  readonly valid: Percent;
  /** Mean of the cost over that of the cheapest, where there is a path. */
  readonly ratio: number;
}

/** A method over all its repetitions, at the end of its training. */
export interface PathsRow extends Omit<PathsJob, 'seed'>, Moment {
  readonly repetitions: number;
  /** The same along the training. */
  readonly curve: readonly (Moment & { readonly epoch: number })[];
  readonly trainOptimal: number;
  readonly clamped: number;
  readonly active: number;
  readonly steps: number;
  readonly milliseconds: number;
  readonly faults: number;
}

const order = (variant: PathsVariant) => variantNames.indexOf(variant);
const rowName = ({ seed: _, ...job }: PathsJob) => pathsJobName({ ...job, seed: 0 });

/** Rows by what was trained and method; of several results of one job the first counts. */
export function pathsRows(results: readonly PathsResult[]): PathsRow[] {
  return [...groupBy(distinct(pathsResults, results), rowName).values()].map(rowOf).sort(inOrder);
}

const inOrder = (a: PathsRow, b: PathsRow) =>
  a.dataset.localeCompare(b.dataset) ||
  a.network.localeCompare(b.network) ||
  a.maps - b.maps ||
  a.epochs - b.epochs ||
  order(a.variant) - order(b.variant);

export type ShownRow = Shown<PathsRow>;

/** The reader's own rows, and those that came with the site for all others. */
export const shownRows = (
  own: readonly PathsResult[],
  recorded: readonly PathsResult[],
): ShownRow[] => withRecorded(own, recorded, rowName, pathsRows).sort(inOrder);

type Training = Omit<PathsJob, 'variant' | 'seed'>;

const trainingKey = ({ dataset, network, maps, testMaps, epochs, rate }: Training) =>
  [dataset, network, maps, testMaps, epochs, rate].join();

/** What is of one training, all but the method, together; in the order in which they come up. */
export const byTraining = <Row extends Training>(rows: readonly Row[]): Row[][] => [
  ...groupBy(rows, trainingKey).values(),
];

/** The test at the end of a training. */
export const finalTest = ({ curve }: Pick<PathsResult, 'curve'>): PathsPoint =>
  curve[curve.length - 1];

function rowOf(results: readonly PathsResult[]): PathsRow {
  const [{ seed: _, ...first }] = results;
  const mean = (value: (result: PathsResult) => number) =>
    results.reduce((total, result) => total + value(result), 0) / results.length;
  const { dataset, variant, network, maps, testMaps, epochs, rate } = first;
  return {
    ...{ dataset, variant, network, maps, testMaps, epochs, rate },
    repetitions: results.length,
    ...momentOf(results.map(finalTest)),
    curve: curveOf(results),
    trainOptimal: momentOf(results.map(({ train }) => train)).optimal.percent,
    clamped: mean(({ clamped }) => clamped),
    active: mean(({ active }) => active),
    steps: mean(({ steps }) => steps),
    milliseconds: mean(({ millisecondsPerStep }) => millisecondsPerStep),
    faults: results.filter(({ fault }) => fault !== '').length,
  };
}

/** Tests of several repetitions as one. */
function momentOf(tests: readonly PathsTest[]): Moment {
  const sum = (value: (test: PathsTest) => number) =>
    tests.reduce((total, test) => total + value(test), 0);
  const maps = sum((test) => test.maps);
  const valid = sum((test) => test.valid);
  return {
    optimal: percentOf(
      sum((test) => test.optimal),
      maps,
    ),
    valid: percentOf(valid, maps),
    ratio: sum((test) => (test.valid > 0 ? test.valid * test.ratio : 0)) / valid,
  };
}

/** All repetitions together after each number of epochs at which one was tested. */
function curveOf(results: readonly PathsResult[]): PathsRow['curve'] {
  const points = results.flatMap(({ curve }) => curve);
  const epochs = [...new Set(points.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  return epochs.map((epoch) => ({
    epoch,
    ...momentOf(points.filter((point) => point.epoch === epoch)),
  }));
}

/** A printed order beside ours: what of the maps is solved by each, and whether it is as printed. */
export interface OrderFound extends PrintedOrder {
  readonly aboveOptimal: Percent;
  readonly belowOptimal: Percent;
  /** `apart`: the intervals do not meet. */
  readonly found: 'as printed' | 'as printed, not apart' | 'reversed';
}

/** The printed orders among rows of one training. */
export function ordersFound(rows: readonly PathsRow[]): OrderFound[] {
  const of = (variant: PathsVariant) => rows.find((row) => row.variant === variant)?.optimal;
  return printedOrders.flatMap((printed) => {
    const [aboveOptimal, belowOptimal] = [of(printed.above), of(printed.below)];
    if (!aboveOptimal || !belowOptimal) return [];
    const apart = aboveOptimal.interval[0] > belowOptimal.interval[1];
    const above = aboveOptimal.percent > belowOptimal.percent;
    const found = !above ? 'reversed' : apart ? 'as printed' : 'as printed, not apart';
    return [{ ...printed, aboveOptimal, belowOptimal, found }];
  });
}

/** Results of Figure 6. Two of one job must agree in all that is not a time. */
export const pathsResults: ResultsKind<PathsJob, PathsResult> = {
  kind: 'paths-table',
  title: 'a table of paths',
  seeded: true,
  nameOf: pathsJobName,
  checks: {
    dataset: text('a name'),
    variant: oneOf(variantNames),
    network: oneOf(layeredNames),
    ...{ maps: whole(1, 1e6), testMaps: whole(1, 1e6), epochs: whole(1, 1e6) },
    ...{ rate: number, seed: whole(), steps: whole(), clamped: share, active: share },
    millisecondsPerStep: number,
    fault: text(),
    train: { fits: isTest, must: 'hold "maps", "optimal" and "valid"' },
    curve: {
      fits: (value) => Array.isArray(value) && value.length > 0 && value.every(isTest),
      must: 'be a list of tests',
    },
  },
  // where no map has a path there is no ratio, which JSON writes as null
  revive: (result) => ({
    ...result,
    train: revived(result.train),
    curve: result.curve.map(revived),
  }),
  conflict(a, b) {
    const [one, other] = [finalTest(a), finalTest(b)];
    const same = one.optimal === other.optimal && one.valid === other.valid;
    return same && a.steps === b.steps
      ? null
      : `${one.optimal} right after ${a.steps} steps, and ${other.optimal} after ${b.steps}`;
  },
};

const revived = <Test extends PathsTest>(test: Test): Test => ({
  ...test,
  ratio: test.ratio ?? NaN,
});

function isTest(value: unknown): boolean {
  const test = value as Partial<PathsTest> | null | undefined;
  return (
    isWhole(test?.maps, 1) &&
    isWhole(test.optimal, 0, test.maps) &&
    isWhole(test.valid, test.optimal, test.maps)
  );
}
