import { evaluate, type RankingEvaluation } from './evaluation';
import { foldsOf, shuffled, standardised, taken, type Examples } from './examples';
import { trained } from './run';
import { selectKnobs, type SelectionRule } from './selection';
import { rankingVariants, type RankingMethod } from './spec';

/** Folds of the cross-validation, as the paper has them. */
export const FOLDS = 10;
/** Fewer examples can't be cut into folds of two. */
export const MIN_ROWS = 2 * FOLDS;

/** One fold of one set under one method, described completely: equal jobs give equal results. */
export interface RankingJob extends SelectionRule {
  readonly dataset: string;
  readonly method: RankingMethod;
  /** From 0; all methods meet the same folds and noise. */
  readonly fold: number;
  readonly seed: number;
}

/** How a method ranks examples that it has not seen, with the knobs that were chosen for it. */
export interface Tested extends RankingEvaluation {
  readonly decay: number;
  /** Sigma or lambda; 0 of a method that has neither. */
  readonly strength: number;
  /** Spearman's rho in the inner cross-validation. */
  readonly validation: number;
  readonly milliseconds: number;
}

export interface RankingResult extends RankingJob, Tested {
  /** Examples of the set. */
  readonly rows: number;
}

/** What is learned from, what is tested on, and how. */
interface Trial extends SelectionRule {
  readonly train: Examples;
  readonly test: Examples;
  readonly method: RankingMethod;
  readonly seed: number;
  /** Which part of a larger experiment it is. */
  readonly number: number;
}

/**
 * Holds out a fold, chooses knobs on the rest, trains on all of the rest and tests on the fold.
 * @param now milliseconds of any clock
 * @throws RangeError for fewer than two examples a fold
 */
export async function runRanking(
  job: RankingJob,
  examples: Examples,
  now: () => number,
): Promise<RankingResult> {
  const { rows } = examples;
  if (rows < MIN_ROWS) {
    throw new RangeError(`${FOLDS} folds need ${MIN_ROWS} examples, got ${rows}`);
  }
  const cut = foldsOf(shuffled(rows, job.seed, 'rankings/folds', 0), FOLDS)[job.fold];
  const [train, test] = [taken(examples, cut.train), taken(examples, cut.test)];
  return { ...job, rows, ...(await tested({ ...job, train, test, number: job.fold }, now)) };
}

/** Chooses knobs on the training examples, trains on all of them and tests. */
export async function tested(trial: Trial, now: () => number): Promise<Tested> {
  const start = now();
  const { method, seed, steps, number } = trial;
  const { features, labels } = trial.train;
  const setup = { method, features, labels, seed };
  const { knobs, validation } = await selectKnobs(setup, trial.train, trial, number);
  const [train, test] = standardised(trial.train, trial.test);
  const params = await trained(setup, knobs, train, steps);
  const { strength } = rankingVariants[method];
  return {
    ...evaluate(params, test),
    ...{ decay: knobs.decay, strength: strength === null ? 0 : knobs[strength], validation },
    milliseconds: now() - start,
  };
}
