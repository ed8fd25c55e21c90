import type { FrequencyData } from '../../charts/frequency/data';
import { FULL, type Fall } from '../../charts/frequency/pile';
import { perturbedDraw, winsOfDraws } from '../../core/draws';
import { gibbsLaw } from '../../core/laws/gibbs';
import { noiseSpec } from '../../core/noise/noise';

/** What the moving picture stands at. */
export interface Race {
  readonly scores: readonly number[];
  readonly sigma: number;
  /** Draws that have fallen, from 1 to `FULL`. */
  readonly draws: number;
}

export const start: Race = { scores: [2, 0.5, -1], sigma: 1, draws: 1 };
/** A still shows so many that the piles look like their shares, with some left to add one by one. */
export const still: Race = { ...start, draws: 96 };
export const SIGMA_SCALE = { kind: 'log', min: 0.01, max: 100 } as const;

const labels = ['A', 'B', 'C'];
const noise = noiseSpec('gumbel', 0);

const problemOf = ({ scores, sigma }: Race) => ({ scores, sigma, k: 1, noise, seed: 1 });

/** The latest draw on the scores, and the exact odds. */
export function raceData(race: Race): FrequencyData {
  const { scores, sigma, draws } = race;
  const { perturbation, winners } = perturbedDraw(problemOf(race), draws - 1);
  const none = scores.map(() => 0);
  return {
    ...{ labels, scores, scoreBounds: [-5, 5], losses: none, isTruth: scores.map(() => false) },
    ...{ k: 1, draw: draws, perturbation, winners },
    ...{ showsAugmented: false, augmentation: none, augmentedWinners: scores.map(() => false) },
    ...{ frequencies: null, standardErrors: null, augmented: null, gibbs: null },
    exact: gibbsLaw(scores, sigma, noise),
    exactLabel: 'exact odds',
  };
}

/** The draws so far as dots, of which the last one falls if things move. */
export function raceFall(race: Race, moves: boolean): Fall {
  const { scores, sigma, draws } = race;
  return {
    id: `${scores.join()} ${sigma} ${draws}`,
    wins: winsOfDraws(problemOf(race), draws),
    first: draws - 1,
    marksLast: true,
    still: !moves,
  };
}

/** Milliseconds from a draw to the next: slow enough to be followed at first, then in a hurry. */
export const pauseAfter = (draws: number) => (draws < 12 ? 600 : 90);

export const isOver = ({ draws }: Race) => draws >= FULL;
