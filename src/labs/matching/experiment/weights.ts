import { initialScores } from '../../../core/networks/scores';
import { createRng } from '../../../core/rng/rng';
import type { MatchingSetup } from './spec';

/** First weights of a run: the seed and the shape alone decide them. */
export const initialParams = ({
  seed,
  d,
  hidden,
}: Pick<MatchingSetup, 'seed' | 'd' | 'hidden'>): Float64Array =>
  initialScores(createRng(seed, 'matching/weights'), d, hidden);
