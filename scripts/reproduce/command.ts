import { knnJobs, knnResults } from '../../src/labs/knn/experiment/table';
import { matchingResults, tableJobs } from '../../src/labs/matching/experiment/table';
import { pathsJobs, pathsResults } from '../../src/labs/paths/experiment/table';
import type { PathsJob, PathsResult } from '../../src/labs/paths/experiment/repetition';
import type { KnnJob, KnnResult } from '../../src/labs/knn/experiment/repetition';
import type {
  RepetitionJob,
  RepetitionResult,
} from '../../src/labs/matching/experiment/repetition';
import {
  readArguments,
  usage,
  UsageError,
  type CompactCommand,
  type KnnCommand,
  type MatchingCommand,
  type MergeCommand,
  type PathsCommand,
} from './arguments';
import { kindOf } from './file';
import { compactTables } from './compact';
import { knnTables } from './knn-report';
import type { KnnTask } from './knn.worker';
import { matchingTables } from './matching-report';
import { readMaps } from './maps';
import { pathsTables } from './paths-report';
import type { PathsTask } from './paths.worker';
import { record } from './record';
import { checkSet } from './sets';
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

/** An argument as a shell takes it. */
const quoted = (arg: string) => (/^[\w./,=-]+$/.test(arg) ? arg : `'${arg}'`);

/** `npm run reproduce` with these arguments. @returns the exit code: 2 where they can't be used */
export async function reproduce(args: readonly string[], { log, error }: Lines): Promise<number> {
  const made = `npm run reproduce -- ${args.map(quoted).join(' ')}`;
  try {
    const command = readArguments(args);
    if (command === 'help') log(usage);
    else if (command.kind === 'merge') merge(command, made, log);
    else if (command.kind === 'compact') compact(command, made, log);
    else if (command.kind === 'run') await record(command, made, log);
    else if (command.kind === 'knn') await knn(command, made, log);
    else if (command.kind === 'paths') await paths(command, made, log);
    else await matching(command, made, log);
    return 0;
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    error(`${problem.message}\n\n${usage}`);
    return 2;
  }
}

function matching(command: MatchingCommand, made: string, log: Lines['log']): Promise<void> {
  const { request } = command;
  const work = { jobs: tableJobs(request), task: (job: RepetitionJob) => job };
  return reproduceTable(matchingTable, { ...command, ...work, seed: request.seed }, made, log);
}

async function knn(command: KnnCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from } = command;
  // a folder that can't be used is told before anything is trained
  await checkSet(from, request.dataset);
  const work = { jobs: knnJobs(request), task: (job: KnnJob): KnnTask => ({ job, from }) };
  const how = { ...command, ...work, seed: request.seed, minutes: Infinity };
  await reproduceTable(knnTable, how, made, log);
}

async function paths(command: PathsCommand, made: string, log: Lines['log']): Promise<void> {
  const { request, from } = command;
  // a folder that can't be used is told before anything is trained; there is nothing to see of what is generated
  if (request.dataset === 'warcraft') readMaps(from, request);
  const work = { jobs: pathsJobs(request), task: (job: PathsJob): PathsTask => ({ job, from }) };
  const how = { ...command, ...work, seed: request.seed, minutes: Infinity };
  await reproduceTable(pathsTable, how, made, log);
}

function compact({ files, out }: CompactCommand, made: string, log: Lines['log']): void {
  if (kindOf(files[0]) === pathsResults.kind) compactTables(pathsResults, files, out, made, log);
  else if (kindOf(files[0]) === knnResults.kind) compactTables(knnResults, files, out, made, log);
  else compactTables(matchingResults, files, out, made, log);
}

function merge(command: MergeCommand, made: string, log: Lines['log']): void {
  const holds = ({ kind }: { readonly kind: string }) =>
    command.files.some((file) => kindOf(file) === kind);
  if (holds(pathsResults)) mergeTables(pathsTable, command, made, log);
  else if (holds(knnResults)) mergeTables(knnTable, command, made, log);
  else mergeTables(matchingTable, command, made, log);
}
