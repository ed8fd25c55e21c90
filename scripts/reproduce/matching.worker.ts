import { runRepetition, type RepetitionJob } from '../../src/labs/matching/experiment/repetition';
import { answerJobs } from './answers';

answerJobs((job: RepetitionJob) => runRepetition(job, () => performance.now()));
