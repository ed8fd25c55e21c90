import process from 'node:process';
import { runRanking, type RankingJob } from '../../src/labs/rankings/experiment/repetition';
import { answerJobs } from './answers';
import { readExamples } from './ranking-sets';

/** A job and the folder that its examples come from. */
export interface RankingTask {
  readonly job: RankingJob;
  readonly from: string;
}

answerJobs(async ({ job, from }: RankingTask) =>
  runRanking(job, await readExamples(from, job.dataset), () => process.cpuUsage().user / 1000),
);
