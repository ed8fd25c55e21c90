import { countTouched, type FanData } from '../../../charts/fan/layout';
import type { FigureTable } from '../../../ui/figure/types';
import type { ShownInstance } from '../context';
import { fanNoise, fanOf, firstFew } from '../experiment/fan';
import { epsilonOf } from '../model';

/** Draws of common noise that both signs of epsilon meet. */
export const FAN_DRAWS = 200;

/** The first numbers of the shown sequence under the scores and the noise of the moment. */
export function fanData({ run, instance }: ShownInstance): FanData {
  const { lossForm } = run.knobs;
  const few = firstFew(instance.sequence, instance.scores);
  const noise = fanNoise(run.setup, run.knobs);
  const magnitude = Math.abs(epsilonOf(run));
  const fan = fanOf({ ...few, scale: instance.scale, lossForm }, magnitude, noise, FAN_DRAWS);
  const rank = few.sequence.places;
  return { ...fan, places: fan.places.map((places) => ascending(places, rank)) };
}

/** Places of the numbers in the order of their values. */
function ascending(places: readonly number[], rank: Int32Array): number[] {
  const sorted: number[] = [];
  places.forEach((place, j) => (sorted[rank[j]] = place));
  return sorted;
}

/** How many matchings each sign touches, and that one is right and the others are wrong where it is so. */
export function fanTitle(data: FanData): string {
  const { negative, positive, losses } = data;
  const [lifted, pressed] = [countTouched(negative), countTouched(positive)];
  if (lifted + pressed === 0) return 'The loss changes no prediction: nothing is lifted or pressed';
  const all = losses.length;
  const counts = `ε\u00a0<\u00a00 lifts ${lifted} of ${all} matchings, ε\u00a0>\u00a00 presses ${pressed}`;
  const isRight = (_: unknown, y: number) => losses[y] === 0;
  const liftsRight = lifted === 1 && Array.from(negative.touched).filter(isRight).some(Boolean);
  const pressesWrong = !Array.from(positive.touched).filter(isRight).some(Boolean);
  return liftsRight && pressed > 1 && pressesWrong ? `One right, many wrong: ${counts}` : counts;
}

export function fanTable({ places, losses, prediction, negative, positive }: FanData): FigureTable {
  return {
    columns: [
      'places of the numbers in ascending order',
      'loss',
      'draws in which it is y*',
      `draws in which epsilon ${negative.epsilon} lifts it`,
      `draws in which epsilon ${positive.epsilon} presses it`,
    ],
    rows: places.map((place, y) => [
      Array.from(place, (at) => at + 1).join(' '),
      losses[y],
      prediction[y],
      negative.touched[y],
      positive.touched[y],
    ]),
  };
}
