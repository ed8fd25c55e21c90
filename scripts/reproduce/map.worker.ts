import { resultOf, type SweepJob } from '../../src/core/sweeps/sweep';
import { answerJobs } from './answers';
import { sweepOf } from './sweeps';

answerJobs(async (job: SweepJob) => resultOf(job, await sweepOf(job.lab).measure(job)));
