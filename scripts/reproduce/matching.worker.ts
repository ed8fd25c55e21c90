import process from 'node:process';
import { runRepetition, type RepetitionJob } from '../../src/labs/matching/experiment/repetition';

/** A process that works off repetitions one at a time, as the parent sends them. */
process.on('message', (job: RepetitionJob) => {
  void runRepetition(job, () => performance.now()).then((result) => process.send?.(result));
});

// Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
