import type { ComputeModule } from '../../../compute/service';
import { DataError } from '../../../data/images';
import { knownRankings, openKnown } from '../../../data/label-ranking/catalogue';
import { parseRankings } from '../../../data/label-ranking/rankings';
import { faultOf, OWN, sumOf, type OwnSet } from '../experiment/own-set';
import { runNoisy } from '../experiment/noisy-repetition';
import { runRanking } from '../experiment/repetition';
import { trainedPath, type TrainedPath } from '../experiment/path';
import type { RankingsCalls } from './protocol';

/** The work of the rankings lab, on one thread: whole trainings, a few hundredths of a second each. */
export const module: ComputeModule<RankingsCalls> = {
  open({ report, now }) {
    report({ status: 'ready', adapter: '1 thread' });
    return {
      handlers: {
        async train({ halves, seed, knobs, methods }, { breathe }) {
          const paths: TrainedPath[] = [];
          for (const method of methods) {
            paths.push(await trainedPath(method, halves, knobs, seed, breathe));
          }
          return paths;
        },
        read: ({ file, bytes }) => readSet(file, bytes),
        repetition: ({ job, examples }) => runRanking(job, examples, now),
        noisy: (job) => runNoisy(job, now),
      },
      loseDevice: async () => undefined,
    };
  },
};

/**
 * One of the 21 sets by the name of its file, which must be the published one; else a set of the reader's own.
 * @throws DataError in a sentence for the reader
 */
async function readSet(file: string, bytes: Uint8Array): Promise<OwnSet> {
  const known = knownRankings.find((each) => each.file.name === file);
  const read = known ? await openKnown(known, bytes) : parseRankings(file, bytes);
  const set = { ...read, id: known?.id ?? OWN, file };
  const fault = faultOf(set);
  if (fault !== null) throw new DataError(fault);
  return { ...set, sum: sumOf(set.x).slice(4) + sumOf(set.ranks).slice(4) };
}
