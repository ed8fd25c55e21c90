import { messageOf } from '../../src/core/message-of';
import type { SweepRequest } from '../../src/core/sweeps/sweep';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { printedVariants } from '../../src/labs/matching/experiment/printed';
import {
  MAX_NUMBERS,
  MIN_NUMBERS,
  variantNames as methodNames,
} from '../../src/labs/matching/experiment/spec';
import { knownRankings } from '../../src/data/label-ranking/catalogue';
import type { Shard } from '../../src/core/training/results';
import type { TableRequest } from '../../src/labs/matching/experiment/table';
import { embeddingNames, layeredNames } from '../../src/core/networks/embeddings';
import { lossNames } from '../../src/labs/perturbed/experiment/classification/spec';
import type { ClassRequest } from '../../src/labs/perturbed/experiment/classification/table';
import { MAX_K, variantNames } from '../../src/labs/knn/experiment/spec';
import type { KnnTableRequest } from '../../src/labs/knn/experiment/table';
import {
  layeredNames as pathsNetworks,
  printedKnobs,
  variantNames as pathsNames,
} from '../../src/labs/paths/experiment/spec';
import type { PathsTableRequest } from '../../src/labs/paths/experiment/table';
import { FOLDS } from '../../src/labs/rankings/experiment/repetition';
import { rankingMethods, STEPS } from '../../src/labs/rankings/experiment/spec';
import type { NoisyRequest } from '../../src/labs/rankings/experiment/noisy-table';
import type { RankingRequest } from '../../src/labs/rankings/experiment/table';
import { readSweep } from './sweeps';

/** A command line that can't be used: one sentence, exit 2. */
export class UsageError extends Error {}

export interface MatchingCommand {
  readonly kind: 'matching';
  readonly request: TableRequest;
  /** Side by side on the graphics device of a browser, but for what only processors can do. */
  readonly gpu: boolean;
  readonly out: string;
  readonly processes: number;
  readonly nice: boolean;
  /** No new repetition starts after this many minutes. */
  readonly minutes: number;
}

export interface KnnCommand {
  readonly kind: 'knn';
  readonly request: KnnTableRequest;
  /** Folder with one sub-folder of original files per set. */
  readonly from: string;
  /** On the graphics device of a browser. */
  readonly gpu: boolean;
  readonly out: string;
  readonly processes: number;
  readonly nice: boolean;
}

export interface PathsCommand {
  readonly kind: 'paths';
  readonly request: PathsTableRequest;
  /** Folder with warcraft/ in it, for the reader's own maps. */
  readonly from: string;
  readonly out: string;
  readonly processes: number;
  readonly nice: boolean;
}

/** Maps of a table of paths: generated, or the reader's own. */
const mapSets = ['terrain', 'warcraft'] as const;

export interface RankingCommand {
  readonly kind: 'ranking';
  readonly request: RankingRequest;
  /** Folder with the known sets in its `label-ranking`. */
  readonly from: string;
  readonly out: string;
  readonly processes: number;
  readonly nice: boolean;
  /** No new fold starts after this many minutes. */
  readonly minutes: number;
}

export interface NoisyRankingsCommand extends Omit<RankingCommand, 'kind' | 'request' | 'from'> {
  readonly kind: 'noisy-rankings';
  readonly request: NoisyRequest;
}

export interface ClassifyCommand extends Omit<RankingCommand, 'kind' | 'request'> {
  readonly kind: 'classify';
  readonly request: ClassRequest;
}

export interface MapCommand extends Omit<RankingCommand, 'kind' | 'request'> {
  readonly kind: 'map';
  readonly request: SweepRequest;
  /** Trainings of matching side by side on the graphics device of a browser. */
  readonly gpu: boolean;
}

interface MergeCommand {
  readonly kind: 'merge';
  readonly files: readonly string[];
  readonly out: string;
}

/** What can be recorded: a run of each lab that trains, and those of the paper's Figure 3. */
const recordedNames = ['matching', 'sign', 'knn', 'paths'] as const;
export type RecordedName = (typeof recordedNames)[number];

export interface RunCommand {
  readonly kind: 'run';
  readonly experiment: RecordedName;
  /** The settings of the page as its address has them; '' for the defaults. */
  readonly link: string;
  readonly out: string;
}

interface CompactCommand {
  readonly kind: 'compact';
  readonly files: readonly string[];
  readonly out: string;
}

export const usage = `Usage:
  npm run reproduce -- matching --d 5,10,25 --methods all --reps 200 --seed 1 --out FILE.json
      --methods   all, table (the four of the paper's Table 1), or some of
                  ${methodNames.join(', ')}
      --full      all 2000 steps, without early stopping
      --gpu       side by side on the graphics device, through a browser; BROWSER_ARGS are the flags that reach it.
                  Gumbel-Sinkhorn is left to the processors; every row says what made it
      --shard i/n only every n-th job, beginning with the i-th: for job arrays
                  Every row says what made it
      --jobs N    processes (default: one per core)
      --nice      at the lowest priority
      An existing FILE.json is taken up where it was left. FILE.md and FILE.csv hold the table.
  npm run reproduce -- knn --dataset mnist --from public/data --k 5 --minutes 60 --out FILE.json
      --dataset   drawn (generated), mnist, fashion-mnist or cifar10, from DIR/<set> of --from DIR
      --methods   all, or some of
                  ${variantNames.join(', ')}
      --k         neighbours that are trained for, such as 1,3,5,9
      --minutes   training time of every run (default: 60; evaluation is not counted)
      --steps N   instead of a time exactly N steps: the same results on every machine
      --network   ${layeredNames.join(' or ')} (default: lenet); with --gpu also resnet18
      --gpu       on the graphics device, through a browser; BROWSER_ARGS are the flags that reach it
      --queries, --candidates   per step (default: 100 each)
      --seed, --shard, --jobs, --nice as above
  npm run reproduce -- paths --maps 2000 --epochs 50 --reps 1 --out FILE.json
      --dataset   terrain (generated), or warcraft from DIR/warcraft of --from DIR
      --methods   all, or some of
                  ${pathsNames.join(', ')}
      --network   ${pathsNetworks.join(' or ')} (default: cells)
      --maps, --test-maps, --epochs, --rate   (defaults: 2000, 1000, 50, 0.0005)
      --reps      seeds, from --seed on
      --seed, --shard, --jobs, --nice as above
  npm run reproduce -- ranking --sets all --methods all --out FILE.json
      --sets      all (the 21 of the paper, in DIR/label-ranking of --from DIR), or some of them, or files of
                  one's own: features and a column "ranking" (b>a>c) or columns "place:LABEL"
      --methods   all, or some of
                  ${rankingMethods.join(', ')}
      --folds N   the first N of the ${FOLDS} folds (default: all)
      --inner N   examples that settings are chosen on, at most (default: 2000)
      --steps N   of every training (default: ${STEPS})
      --minutes, --seed, --shard, --jobs, --nice as above
  npm run reproduce -- ranking --synthetic --noise 0.001,0.01,0.1,1,10 --out FILE.json
      rankings that a model has made under noise
      --labels, --features, --examples   (default: 100, 50, 500 to train on and as many to test on)
      --reps N    repetitions (default: 3); --methods, --inner, --steps and all others as above
  npm run reproduce -- classify --dataset drawn --network compact --steps 400 --out FILE.json
      --methods   all, or some of ${lossNames.join(', ')}
      --noise     noise scales, 0 for the perceptron; --draws 1,1000 of the sampled loss
      --dataset, --network, --from as with knn; --minutes, --seed, --shard, --jobs, --nice as above
  npm run reproduce -- map --link '#/matching?d=10' --x sigma=0.1..10:21 --y epsilon=-100..-1:11 --out FILE.json
      two settings of a lab (argmax, matching, knn) against each other; FILE.csv has a line per cell and quantity
      --link      all other settings, as the address of the page has them
      --x, --y    setting=from..to:count, spaced as its control is, or setting=value,value,...
      --from      images of the neighbours, as with knn
      --gpu       trainings of matching side by side, as with matching; every row says what made it, and without
                  it all cells are those of processors to the bit
      --reps N    of every cell (default: 1); --minutes, --seed, --shard, --jobs, --nice as above
  npm run reproduce -- merge A.json B.json ... --out ALL.json
  npm run reproduce -- compact A.json B.json ... --out public/recorded/matching-table.json
      the same, rounded and without spaces between: what comes with the site
  npm run reproduce -- run matching --out public/recorded/matching.json
      a training of the page, as a file that comes with the site: matching, knn, or sign (Figure 3)
      --link      settings as the address of the page has them, such as "#/matching?d=25"`;

/** Tables that can be run again. */
const experimentNames = ['matching', 'knn', 'paths', 'ranking', 'classify', 'map'] as const;

type Command =
  | MatchingCommand
  | KnnCommand
  | PathsCommand
  | RankingCommand
  | NoisyRankingsCommand
  | ClassifyCommand
  | MapCommand
  | MergeCommand
  | CompactCommand
  | RunCommand;

export function readArguments(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parse(args);
  if (values.help === true || positionals.length === 0) return 'help';
  const [kind, ...rest] = positionals;
  if (!values.out)
    throw new UsageError('--out must name the file for the results, such as table.json.');
  if (!values.out.endsWith('.json')) {
    throw new UsageError(`--out must end with .json, not "${values.out}".`);
  }
  if (kind === 'merge' || kind === 'compact') {
    if (rest.length === 0) throw new UsageError(`${kind} needs the files to join.`);
    return { kind, files: rest, out: values.out };
  }
  if (kind === 'run') {
    const [name = '', more] = rest;
    if (more !== undefined) throw new UsageError(`"${more}" is one word too many.`);
    const experiment = readName('run', name, recordedNames, recordedNames.join(', '));
    return { kind, experiment, link: values.link, out: values.out };
  }
  const experiment = experimentNames.find((name) => name === kind);
  if (!experiment) {
    throw new UsageError(
      `There is no experiment "${kind}"; it can be ${experimentNames.join(', ')}, merge, compact or run.`,
    );
  }
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many.`);
  return readTable(experiment, values.out, values);
}

/** What is to be run of a table, and how. */
function readTable(kind: (typeof experimentNames)[number], out: string, values: Values): Command {
  const shard = values.shard === undefined ? undefined : readShard(values.shard);
  const common = {
    out,
    processes: whole('--jobs', values.jobs ?? String(availableParallelism()), 1, 1024),
    nice: values.nice === true,
  };
  const seed = whole('--seed', values.seed, 0, 0xffffffff);
  const runs = { seed, ...(shard && { shard }) };
  const { from } = values;
  if (kind === 'knn') {
    const gpu = values.gpu === true;
    const request = { ...readKnn(values, gpu), ...runs };
    // one device is shared by none
    return { ...common, ...(gpu && { processes: 1 }), kind, from, gpu, request };
  }
  if (kind === 'paths')
    return { ...common, kind, from, request: { ...readPaths(values), ...runs } };
  const minutes = values.minutes === undefined ? Infinity : positive('--minutes', values.minutes);
  const timed = { ...common, minutes };
  if (kind === 'classify')
    return { ...timed, kind, from, request: { ...readClassify(values), ...runs } };
  if (kind === 'ranking' && values.synthetic === true)
    return { ...timed, kind: 'noisy-rankings', request: { ...readNoisy(values), ...runs } };
  if (kind === 'ranking')
    return { ...timed, kind, from, request: { ...readRanking(values), ...runs } };
  const gpu = values.gpu === true;
  if (kind === 'map')
    return { ...timed, kind, from, gpu, request: { ...readMap(values), ...runs } };
  return { ...timed, kind, gpu, request: { ...readMatching(values), ...runs } };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        d: { type: 'string', default: '5,10,25' },
        methods: { type: 'string', default: 'all' },
        reps: { type: 'string' },
        seed: { type: 'string', default: '1' },
        dataset: { type: 'string' },
        from: { type: 'string', default: 'public/data' },
        k: { type: 'string', default: '5' },
        network: { type: 'string' },
        maps: { type: 'string', default: '2000' },
        'test-maps': { type: 'string', default: '1000' },
        epochs: { type: 'string', default: '50' },
        rate: { type: 'string', default: '0.0005' },
        sets: { type: 'string', default: 'all' },
        folds: { type: 'string', default: String(FOLDS) },
        inner: { type: 'string', default: '2000' },
        synthetic: { type: 'boolean' },
        noise: { type: 'string', default: '0.001,0.003,0.01,0.03,0.1,0.3,1,3,10' },
        draws: { type: 'string', default: '1,1000' },
        labels: { type: 'string', default: '100' },
        features: { type: 'string', default: '50' },
        examples: { type: 'string', default: '500' },
        queries: { type: 'string', default: '100' },
        candidates: { type: 'string', default: '100' },
        link: { type: 'string', default: '' },
        x: { type: 'string', default: '' },
        y: { type: 'string', default: '' },
        full: { type: 'boolean' },
        gpu: { type: 'boolean' },
        shard: { type: 'string' },
        minutes: { type: 'string' },
        steps: { type: 'string' },
        jobs: { type: 'string' },
        nice: { type: 'boolean' },
        out: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** Names of known sets, or paths of files. */
const setNames = (text: string): readonly string[] =>
  text === 'all' ? knownRankings.map(({ id }) => id) : text.split(',');

/** Some of the methods, or a group of them by its name. */
function readMethods<Name extends string>(
  text: string,
  names: readonly Name[],
  groups: Readonly<Record<string, readonly Name[]>>,
): readonly Name[] {
  if (Object.hasOwn(groups, text)) return groups[text];
  const words = `${Object.keys(groups).join(', ')}, or some of ${names.join(', ')}`;
  return text.split(',').map((name) => readName('--methods', name, names, words));
}

function readName<Name extends string>(
  option: string,
  text: string,
  names: readonly Name[],
  words: string,
): Name {
  const known = names.find((name) => name === text);
  if (known) return known;
  throw new UsageError(`${option} has no "${text}"; it can be ${words}.`);
}

type Values = ReturnType<typeof parse>['values'];

const readMatching = (values: Values): Omit<TableRequest, 'seed' | 'shard'> => ({
  ds: values.d.split(',').map((text) => whole('--d', text, MIN_NUMBERS, MAX_NUMBERS)),
  variants: readMethods(values.methods, methodNames, { all: methodNames, table: printedVariants }),
  repetitions: whole('--reps', values.reps ?? '200', 1, 100_000),
  ...(values.full === true && { full: true }),
});

/** @param gpu own code has every network there */
const readKnn = (values: Values, gpu: boolean): Omit<KnnTableRequest, 'seed' | 'shard'> => ({
  dataset: values.dataset ?? 'mnist',
  variants: readMethods(values.methods, variantNames, { all: variantNames }),
  network: readNetwork(values.network ?? 'lenet', gpu ? embeddingNames : layeredNames),
  ks: values.k.split(',').map((text) => whole('--k', text, 1, MAX_K)),
  queries: whole('--queries', values.queries, 1, 2000),
  candidates: whole('--candidates', values.candidates, MAX_K, 5000),
  ...readBudget(values.steps, values.minutes),
});

const readNetwork = <Name extends string>(text: string, names: readonly Name[]) =>
  readName('--network', text, names, names.join(' or '));

/** What a table of paths is of; its maps must fill a batch. */
const readPaths = (values: Values): Omit<PathsTableRequest, 'seed' | 'shard'> => ({
  dataset: readName('--dataset', values.dataset ?? 'terrain', mapSets, mapSets.join(' or ')),
  variants: readMethods(values.methods, pathsNames, { all: pathsNames }),
  network: readNetwork(values.network ?? 'cells', pathsNetworks),
  maps: whole('--maps', values.maps, printedKnobs.batch, 1_000_000),
  testMaps: whole('--test-maps', values['test-maps'], 1, 1_000_000),
  epochs: whole('--epochs', values.epochs, 1, 100_000),
  rate: positive('--rate', values.rate),
  repetitions: whole('--reps', values.reps ?? '1', 1, 1000),
});

const readRanking = (values: Values): Omit<RankingRequest, 'seed' | 'shard'> => ({
  ...readRankingRule(values),
  datasets: setNames(values.sets),
  folds: whole('--folds', values.folds, 1, FOLDS),
});

const readNoisy = (values: Values): Omit<NoisyRequest, 'seed' | 'shard'> => ({
  ...readRankingRule(values),
  sigmas: values.noise.split(',').map((text) => positive('--noise', text)),
  labels: whole('--labels', values.labels, 2, 1000),
  features: whole('--features', values.features, 1, 1000),
  rows: whole('--examples', values.examples, 10, 100_000),
  repetitions: whole('--reps', values.reps ?? '3', 1, 100_000),
});

const readClassify = (values: Values): Omit<ClassRequest, 'seed' | 'shard'> => ({
  dataset: values.dataset ?? 'mnist',
  network: readNetwork(values.network ?? 'lenet', layeredNames),
  losses: readMethods(values.methods, lossNames, { all: lossNames }),
  law: 'normal',
  sigmas: values.noise.split(',').map((text) => (text === '0' ? 0 : positive('--noise', text))),
  samples: values.draws.split(',').map((text) => whole('--draws', text, 1, 100_000)),
  steps: whole('--steps', values.steps ?? '400', 1, 1_000_000),
});

function readMap(values: Values): Omit<SweepRequest, 'seed' | 'shard'> {
  const repetitions = whole('--reps', values.reps ?? '1', 1, 100_000);
  try {
    return { ...readSweep(values.link, [values.x, values.y]), repetitions };
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(error.message) : error;
  }
}

const readRankingRule = (values: Values) => ({
  methods: readMethods(values.methods, rankingMethods, { all: rankingMethods }),
  steps: whole('--steps', values.steps ?? String(STEPS), 1, 100_000),
  inner: whole('--inner', values.inner, 10, 1_000_000),
});

/** How long every run of a kNN table is trained: steps, or else minutes. */
function readBudget(
  steps: string | undefined,
  minutes: string | undefined,
): Pick<KnnTableRequest, 'minutes' | 'maxSteps'> {
  if (steps === undefined) return { minutes: positive('--minutes', minutes ?? '60') };
  if (minutes !== undefined) throw new UsageError('Only one of --steps and --minutes can be used.');
  return { maxSteps: whole('--steps', steps, 1, 1_000_000) };
}

function readShard(text: string): Shard {
  const [index, count, more] = text.split('/').map(Number);
  const fits = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count;
  if (!fits || more !== undefined) {
    throw new UsageError(`--shard must be i/n with i from 1 to n, such as 2/8, not "${text}".`);
  }
  return { index, count };
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  }
  return value;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new UsageError(`${name} must be a number above 0, not "${text}".`);
  }
  return value;
}
