import process from 'node:process';
import { runNoisy, type NoisyJob } from '../../src/labs/rankings/experiment/noisy-repetition';
import { answerJobs } from './answers';

answerJobs((job: NoisyJob) => runNoisy(job, () => process.cpuUsage().user / 1000));
