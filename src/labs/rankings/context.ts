import { labHooks, useWatched } from '../kit/context';
import type { RankingsResults, Work } from './connect';
import type { RankingsTable } from './params';

/** What every part of the lab reads. */
export const { useLab: useRankings, useLabValues: useRankingsValues } = labHooks<
  RankingsTable,
  RankingsResults
>();

/** What is learned, and the last trainings. */
export const useWork = () => useWatched(useRankings().results.work, asItIs);

const asItIs = (work: Work) => work;
