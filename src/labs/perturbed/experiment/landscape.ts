import { blackbox } from '../../../core/estimators/blackbox';
import { perturbedMaximiser } from '../../../core/estimators/perturbed-maximiser';
import type { PlanePoint } from '../../../core/laws/hull';
import type { Noise } from '../../../core/noise/noise';
import { dot, indexOfMaximum, squaredLength } from '../../../core/vector';
import { measure, winnersOf, worthAt, type FrozenDraws } from './draws';
import { exactLaw } from './law';
import { inPlane, scoresAt, type Scene } from './structures';

export const lossNames = ['fenchel-young', 'squared', 'blackbox'] as const;
export type LossName = (typeof lossNames)[number];

/** A loss of the scores: how far the prediction is from the structure that is wanted. */
export interface Landscape {
  readonly scene: Scene;
  readonly noise: Noise;
  /** The draws that the loss is measured on. */
  readonly draws: FrozenDraws;
  /** Above 0. */
  readonly sigma: number;
  readonly loss: LossName;
  /** Number of the structure that is wanted. */
  readonly truth: number;
  /** Reach of the blackbox interpolation, above 0. */
  readonly lambda: number;
}

/**
 * The loss at points of the plane, on the frozen draws.
 *
 *   fenchel-young  mean over draws of max_y <y - truth, mu + sigma*gamma>: convex, never below 0, 0 only where
 *                  the truth wins every draw
 *   squared        |mean y* - truth|^2 / 2: flat where the noise reaches no border
 *   blackbox       f(y*) + <mu, y* - y_lambda> / lambda with f(y) = |y - truth|^2 / 2 and
 *                  y_lambda = argmax <mu - lambda (y* - truth), y>: f of the prediction without noise,
 *                  interpolated (Vlastelica et al. 2020, in scores instead of costs)
 */
export function lossOf(landscape: Landscape): (scores: PlanePoint) => number {
  const { scene, draws, sigma, loss, truth, lambda } = landscape;
  const { structures } = scene;
  const count = structures.length;
  const products = structures.map((y) => structures.map((other) => dot(y, other)));
  const apart = (s: number) => (products[s][s] + products[truth][truth]) / 2 - products[s][truth];
  if (loss === 'fenchel-young') {
    // a thousand points of a picture are asked for while sigma is dragged
    const noise = draws.gains.map((gain) => sigma * gain);
    return (scores) => {
      const worth = worthAt(scene, scores);
      let sum = 0;
      for (let at = 0; at < noise.length; at += count) {
        let most = -Infinity;
        for (let s = 0; s < count; s++) most = Math.max(most, worth[s] + noise[at + s]);
        sum += most - worth[truth] - noise[at + truth];
      }
      return sum / draws.count;
    };
  }
  if (loss === 'squared') {
    return (scores) => {
      const { mean } = measure(scene, winnersOf(scene, draws, scores, sigma));
      return squaredLength(mean.map((m, i) => m - structures[truth][i])) / 2;
    };
  }
  return (scores) => {
    const worth = worthAt(scene, scores);
    const best = indexOfMaximum(worth);
    const moved = indexOfMaximum(
      worth.map((w, s) => w - lambda * (products[s][best] - products[s][truth])),
    );
    return apart(best) + (worth[best] - worth[moved]) / lambda;
  };
}

/** The loss on a grid of points, row by row from the lowest y. */
export function lossGrid(
  landscape: Landscape,
  xs: readonly number[],
  ys: readonly number[],
): Float64Array {
  const loss = lossOf(landscape);
  const values = new Float64Array(xs.length * ys.length);
  ys.forEach((y, row) => {
    xs.forEach((x, column) => {
      values[row * xs.length + column] = loss([x, y]);
    });
  });
  return values;
}

/**
 * Gradient in the plane: of Fenchel-Young the mean prediction minus the truth, of the squared loss that times
 * the Jacobian, of blackbox the difference of two predictions over lambda. Mean and Jacobian are exact where
 * there is a law, else those of the frozen draws.
 */
export function gradientAt(landscape: Landscape, scores: PlanePoint): PlanePoint {
  const { scene, noise, draws, sigma, loss, truth, lambda } = landscape;
  const mu = scoresAt(scene, scores);
  const wanted = scene.structures[truth];
  const error = (y: Float64Array) => y.map((value, i) => value - wanted[i]);
  if (loss === 'blackbox') {
    return inPlane(scene, blackbox(scene.oracle, mu, error, lambda).gradient);
  }
  const law = exactLaw(scene, scores, sigma, noise);
  if (loss === 'fenchel-young') {
    const { mean } = law ?? measure(scene, winnersOf(scene, draws, scores, sigma));
    return inPlane(scene, error(mean));
  }
  if (!law) {
    const drawn = perturbedMaximiser(scene.oracle, mu, sigma, draws.source, noise);
    return inPlane(scene, drawn.vjp(error(drawn.mean.value), 'leave-one-out').value);
  }
  const miss = error(law.mean);
  const jacobian = law.jacobian();
  const rows = miss.map((_, i) =>
    dot(jacobian.subarray(i * miss.length, (i + 1) * miss.length), miss),
  );
  return inPlane(scene, rows);
}

const STEPS = 60;
const RATE = 0.15;

/**
 * Where small steps lead from some scores: all their points, within the bounds of a score. With Fenchel-Young on
 * the frozen draws, as it is learned by.
 */
export function descent(
  landscape: Landscape,
  from: PlanePoint,
  bound: number,
  steps = STEPS,
): PlanePoint[] {
  const points = [from];
  const { scene, draws, sigma, loss, truth } = landscape;
  const slope = (at: PlanePoint): PlanePoint => {
    if (loss !== 'fenchel-young') return gradientAt(landscape, at);
    const { place } = measure(scene, winnersOf(scene, draws, at, sigma));
    return [place[0] - scene.places[truth][0], place[1] - scene.places[truth][1]];
  };
  const within = (value: number) => Math.min(bound, Math.max(-bound, value));
  for (let step = 0; step < steps; step++) {
    const [x, y] = points[step];
    const [dx, dy] = slope([x, y]);
    points.push([within(x - RATE * dx), within(y - RATE * dy)]);
  }
  return points;
}
