import { labHooks, useWatched } from '../kit/context';
import type { RankingsResults } from './connect';
import type { RankingsTable } from './params';

/** What every part of the lab reads. */
export const { useLab: useRankings, useLabValues: useRankingsValues } = labHooks<
  RankingsTable,
  RankingsResults
>();

export const useTrained = () => useWatched(useRankings().results, ({ trained }) => trained);
