import type { PlanePoint } from '../../../core/laws/hull';
import { streamNoise, type NoiseSource } from '../../../core/estimators/estimator';
import type { Noise } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';
import { inPlane, placeOf, type Scene } from './structures';

/** Draws first .. first + samples - 1 of a seed: the same ones on the page and in the worker. */
export const drawsOf = (scene: Scene, noise: Noise, seed: number, samples: number, first = 0) =>
  streamNoise(createRng(seed, 'perturbed'), noise, scene.oracle.dim, samples, first);

/** Draws of the noise that stay while scores and sigma move. */
export interface FrozenDraws {
  readonly source: NoiseSource;
  readonly count: number;
  /** gamma in the plane [count]. */
  readonly places: readonly PlanePoint[];
  /** <y, gamma> at draw * structures + structure. */
  readonly gains: Float64Array;
}

export function frozenDraws(scene: Scene, noise: Noise, seed: number, count: number): FrozenDraws {
  const { structures, oracle } = scene;
  const source = drawsOf(scene, noise, seed, count);
  const gains = new Float64Array(count * structures.length);
  const gamma = new Float64Array(oracle.dim);
  const places = Array.from({ length: count }, (_, draw) => {
    source.fill(draw, gamma);
    structures.forEach((y, s) => {
      gains[draw * structures.length + s] = dot(y, gamma);
    });
    return inPlane(scene, gamma);
  });
  return { source, count, places, gains };
}

/** <y, mu> [structures] up to what all have in common, for a point of the plane. */
export const worthAt = ({ places }: Scene, [x, y]: PlanePoint): Float64Array =>
  Float64Array.from(places, ([u, v]) => u * x + v * y);

/** Number of the structure that wins each draw [count]; the first of equal ones. */
export function winnersOf(
  scene: Scene,
  draws: FrozenDraws,
  scores: PlanePoint,
  sigma: number,
): Uint8Array {
  const { gains, count } = draws;
  const worth = worthAt(scene, scores);
  const winners = new Uint8Array(count);
  for (let draw = 0; draw < count; draw++) {
    const at = draw * worth.length;
    let most = -Infinity;
    for (let s = 0; s < worth.length; s++) {
      const total = worth[s] + sigma * gains[at + s];
      if (total > most) [most, winners[draw]] = [total, s];
    }
  }
  return winners;
}

/** What draws have in common. */
export interface Measured {
  /** Share of the draws that each structure wins. */
  readonly shares: Float64Array;
  /** Mean of the winners [dim]. */
  readonly mean: Float64Array;
  /** The same in the plane, and the covariance of it: xx, xy, yy. */
  readonly place: PlanePoint;
  readonly covariance: readonly [number, number, number];
}

export function measure(scene: Scene, winners: Uint8Array): Measured {
  const { structures, places, oracle } = scene;
  const shares = new Float64Array(structures.length);
  for (const s of winners) shares[s] += 1 / winners.length;
  const mean = new Float64Array(oracle.dim);
  structures.forEach((y, s) => {
    for (let i = 0; i < mean.length; i++) mean[i] += shares[s] * y[i];
  });
  const place = placeOf(scene, mean);
  const about = (f: (dx: number, dy: number) => number) =>
    places.reduce((sum, [x, y], s) => sum + shares[s] * f(x - place[0], y - place[1]), 0) /
    winners.length;
  const covariance = [
    about((dx) => dx * dx),
    about((dx, dy) => dx * dy),
    about((_, dy) => dy * dy),
  ] as const;
  return { shares, mean, place, covariance };
}
