import type { Numbers } from '../shared/size';

/** What the figure shows of n classes; every list has n entries. */
export interface FrequencyData {
  readonly labels: readonly string[];
  /** Scores mu and the range they may be dragged in. */
  readonly scores: Numbers;
  readonly scoreBounds: readonly [number, number];
  readonly losses: Numbers;
  readonly isTruth: readonly boolean[];
  /** How many classes a prediction picks. */
  readonly k: number;
  /** Number of the draw that is shown, from 1; its sigma * gamma, and the classes in its y*. */
  readonly draw: number;
  readonly perturbation: Numbers;
  readonly winners: readonly boolean[];
  /** Whether y*(epsilon) is shown; epsilon * loss, and the classes in the y*(epsilon) of the draw. */
  readonly showsAugmented: boolean;
  readonly augmentation: Numbers;
  readonly augmentedWinners: readonly boolean[];
  /** Measured shares of predictions y* that contain the class; null while computing. */
  readonly frequencies: Numbers | null;
  readonly standardErrors: Numbers | null;
  /** Measured shares of the loss-augmented prediction y*(epsilon). */
  readonly augmented: Numbers | null;
  /** Exact shares, and the name of where they come from. */
  readonly exact: Numbers | null;
  readonly exactLabel: string;
  /** Gibbs law at the matched temperature, for noises that are not Gumbel. */
  readonly gibbs: Numbers | null;
  /** Leaves out the shares: the scores get their room. */
  readonly raceOnly?: boolean;
}

/** mu + sigma * gamma of class i in the draw that is shown. */
export const sumOf = ({ scores, perturbation }: FrequencyData, i: number) =>
  scores[i] + perturbation[i];

/** mu + sigma * gamma + epsilon * loss of class i. */
export const augmentedSumOf = (data: FrequencyData, i: number) =>
  sumOf(data, i) + data.augmentation[i];
