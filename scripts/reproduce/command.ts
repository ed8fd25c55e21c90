import {
  sweepJobs,
  sweepResults,
  type SweepJob,
  type SweepResult,
} from '../../src/core/sweeps/sweep';
import { knnJobs, knnResults } from '../../src/labs/knn/experiment/table';
import { matchingResults, tableJobs } from '../../src/labs/matching/experiment/table';
import { pathsJobs, pathsResults } from '../../src/labs/paths/experiment/table';
import type { PathsJob, PathsResult } from '../../src/labs/paths/experiment/repetition';
import type {
  ClassJob,
  ClassResult,
} from '../../src/labs/perturbed/experiment/classification/repetition';
import { classJobs, classResults } from '../../src/labs/perturbed/experiment/classification/table';
import type { NoisyJob, NoisyResult } from '../../src/labs/rankings/experiment/noisy-repetition';
import { noisyJobs, noisyResults } from '../../src/labs/rankings/experiment/noisy-table';
import type { RankingJob, RankingResult } from '../../src/labs/rankings/experiment/repetition';
import { rankingJobs, rankingResults } from '../../src/labs/rankings/experiment/table';
import type { KnnJob, KnnResult } from '../../src/labs/knn/experiment/repetition';
import type {
  RepetitionJob,
  RepetitionResult,
} from '../../src/labs/matching/experiment/repetition';
import {
  readArguments,
  usage,
  UsageError,
  type ClassifyCommand,
  type KnnCommand,
  type MapCommand,
  type MatchingCommand,
  type NoisyRankingsCommand,
  type PathsCommand,
  type RankingCommand,
} from './arguments';
import { kindOf } from './file';
import { classTables } from './classify-report';
import type { ClassTask } from './classify.worker';
import { compactTables } from './compact';
import { knnTables } from './knn-report';
import type { KnnTask } from './knn.worker';
import { mapTables } from './map-report';
import type { SweepTask } from './map.worker';
import { cellsOnDevice, repetitionsOnDevice } from './matching-gpu';
import { matchingTables } from './matching-report';
import { readMaps } from './maps';
import { noisyTables } from './noisy-rankings-report';
import { pathsTables } from './paths-report';
import type { PathsTask } from './paths.worker';
import { rankingTables } from './ranking-report';
import { readExamples } from './ranking-sets';
import type { RankingTask } from './ranking.worker';
import { record } from './record';
import { checkSet } from './sets';
import { imagesOf } from './sweeps';
import { mergeTables, reproduceTable, type PaperTable } from './table';

/** Where the lines go: the console, or a test. */
export interface Lines {
  log(line: string): void;
  error(line: string): void;
}

/** Table 1 of the paper. */
const matchingTable: PaperTable<RepetitionJob, RepetitionResult> = {
  kind: matchingResults,
  worker: 'matching.worker.ts',
  jobsName: 'repetitions',
  tables: matchingTables,
};

/** Table 3. */
const knnTable: PaperTable<KnnJob, KnnResult> = {
  kind: knnResults,
  worker: 'knn.worker.ts',
  jobsName: 'runs',
  tables: knnTables,
};

/** Figure 6 of Berthet et al. (2020). */
const pathsTable: PaperTable<PathsJob, PathsResult> = {
  kind: pathsResults,
  worker: 'paths.worker.ts',
  jobsName: 'runs',
  tables: pathsTables,
};

/** Figure 3 of the same paper. */
const rankingTable: PaperTable<RankingJob, RankingResult> = {
  kind: rankingResults,
  worker: 'ranking.worker.ts',
  jobsName: 'folds',
  tables: rankingTables,
};

/** Figure 4. */
const noisyTable: PaperTable<NoisyJob, NoisyResult> = {
  kind: noisyResults,
  worker: 'noisy-rankings.worker.ts',
  jobsName: 'repetitions',
  tables: noisyTables,
};

/** Figure 2. */
const classTable: PaperTable<ClassJob, ClassResult> = {
  kind: classResults,
  worker: 'classify.worker.ts',
  jobsName: 'trainings',
  tables: classTables,
};

/** Two settings of a lab against each other. */
const sweepTable: PaperTable<SweepJob, SweepResult> = {
  kind: sweepResults,
  worker: 'map.worker.ts',
  jobsName: 'cells',
  tables: mapTables,
};

/** What `merge` and `compact` join. */
const paperTables: readonly PaperTable<object, object>[] = [
  matchingTable,
  knnTable,
  pathsTable,
  rankingTable,
  noisyTable,
  classTable,
  sweepTable,
];

/** The table that files are of, as the first of them tells; what tells none is refused as of matching. */
function tableOf([first]: readonly string[]): PaperTable<object, object> {
  const told = kindOf(first);
  return paperTables.find(({ kind }) => kind.kind === told) ?? matchingTable;
}

/** An argument as a shell takes it. */
const quoted = (arg: string) => (/^[\w./,=-]+$/.test(arg) ? arg : `'${arg}'`);

/** `npm run reproduce` with these arguments. @returns the exit code: 2 where they can't be used */
export async function reproduce(args: readonly string[], { log, error }: Lines): Promise<number> {
  const made = `npm run reproduce -- ${args.map(quoted).join(' ')}`;
  try {
    const command = readArguments(args);
    if (command === 'help') log(usage);
    else if (command.kind === 'merge') mergeTables(tableOf(command.files), command, made, log);
    else if (command.kind === 'compact')
      compactTables(tableOf(command.files).kind, command.files, command.out, made, log);
    else if (command.kind === 'run') await record(command, made, log);
    else if (command.kind === 'knn') await knn(command, made, log);
    else if (command.kind === 'paths') await paths(command, made, log);
    else if (command.kind === 'ranking') await ranking(command, made, log);
    else if (command.kind === 'noisy-rankings') await noisyRankings(command, made, log);
    else if (command.kind === 'map') await map(command, made, log);
    else if (command.kind === 'classify') await classify(command, made, log);
    else await matching(command, made, log);
    return 0;
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    error(`${problem.message}\n\n${usage}`);
    return 2;
  }
}

function matching(command: MatchingCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, gpu } = command;
  const work = { jobs: tableJobs(request), task: (job: RepetitionJob) => job };
  const how = {
    ...command,
    ...work,
    seed: request.seed,
    ahead: gpu ? repetitionsOnDevice : undefined,
  };
  return reproduceTable(matchingTable, how, made, log);
}

async function knn(command: KnnCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from, gpu } = command;
  // a folder that can't be used is told before anything is trained
  await checkSet(from, request.dataset);
  const work = { jobs: knnJobs(request), task: (job: KnnJob): KnnTask => ({ job, from }) };
  const how = { ...command, ...work, seed: request.seed, minutes: Infinity };
  const table = gpu ? { ...knnTable, worker: 'knn-gpu.worker.ts' } : knnTable;
  await reproduceTable(table, how, made, log);
}

async function paths(command: PathsCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from } = command;
  // a folder that can't be used is told before anything is trained; there is nothing to see of what is generated
  if (request.dataset === 'warcraft') readMaps(from, request);
  const work = { jobs: pathsJobs(request), task: (job: PathsJob): PathsTask => ({ job, from }) };
  const how = { ...command, ...work, seed: request.seed, minutes: Infinity };
  await reproduceTable(pathsTable, how, made, log);
}

async function ranking(command: RankingCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from } = command;
  for (const name of request.datasets) await readExamples(from, name);
  const work = {
    jobs: rankingJobs(request),
    task: (job: RankingJob): RankingTask => ({ job, from }),
  };
  await reproduceTable(rankingTable, { ...command, ...work, seed: request.seed }, made, log);
}

function noisyRankings(
  command: NoisyRankingsCommand,
  made: string,
  log: Lines['log'],
): Promise<void> {
  const { request } = command;
  const work = { jobs: noisyJobs(request), task: (job: NoisyJob) => job };
  return reproduceTable(noisyTable, { ...command, ...work, seed: request.seed }, made, log);
}

async function map(command: MapCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from, gpu } = command;
  if (gpu && request.lab !== 'matching') {
    throw new UsageError(`--gpu is for maps of matching; ${request.lab} is swept on processors.`);
  }
  const images = imagesOf(request);
  if (images === 'own') {
    throw new UsageError('dataset=own is of images of your own, which only the page has.');
  }
  if (images !== null) await checkSet(from, images);
  const work = { jobs: sweepJobs(request), task: (job: SweepJob): SweepTask => ({ job, from }) };
  const how = { ...command, ...work, seed: request.seed, ahead: gpu ? cellsOnDevice : undefined };
  await reproduceTable(sweepTable, how, made, log);
}

async function classify(command: ClassifyCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from } = command;
  await checkSet(from, request.dataset);
  const work = { jobs: classJobs(request), task: (job: ClassJob): ClassTask => ({ job, from }) };
  await reproduceTable(classTable, { ...command, ...work, seed: request.seed }, made, log);
}
