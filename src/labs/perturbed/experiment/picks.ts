import { softmax } from '../../../core/laws/gibbs';
import type { PlanePoint } from '../../../core/laws/hull';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { drawsOf } from './draws';
import { scoresAt, sceneOf } from './structures';

/** Three classes under Gumbel noise, of which one is picked in every draw. */
export interface PicksProblem {
  /** Scores as a point of the plane of the three classes. */
  readonly scores: PlanePoint;
  /** Above 0. */
  readonly sigma: number;
  readonly seed: number;
}

const scene = sceneOf('simplex', []);
const gumbel = createNoise(noiseSpec('gumbel'));
export const classNames = scene.labels;

/** How often each class is picked [classes] in draws first .. first + samples - 1. */
export function countPicks(
  { scores, sigma, seed }: PicksProblem,
  first: number,
  samples: number,
): Float64Array {
  const mu = scoresAt(scene, scores);
  const source = drawsOf(scene, gumbel, seed, samples, first);
  const [gamma, y] = [new Float64Array(mu.length), new Float64Array(mu.length)];
  const counts = new Float64Array(mu.length);
  for (let draw = 0; draw < samples; draw++) {
    source.fill(draw, gamma);
    for (let i = 0; i < mu.length; i++) gamma[i] = mu[i] + sigma * gamma[i];
    scene.oracle.argmax(gamma, y);
    for (let i = 0; i < mu.length; i++) counts[i] += y[i];
  }
  return counts;
}

/**
 * The gradient of cross-entropy [classes], softmax(mu / sigma) minus the truth: that of the Fenchel-Young loss
 * under Gumbel noise, and so the mean of pick minus truth.
 */
export function crossEntropyGradient(
  { scores, sigma }: Pick<PicksProblem, 'scores' | 'sigma'>,
  truth: number,
): Float64Array {
  const slopes = softmax(scoresAt(scene, scores).map((score) => score / sigma));
  slopes[truth] -= 1;
  return slopes;
}

/** The same without noise: what the perceptron learns by. */
export function perceptronGradient(scores: PlanePoint, truth: number): Float64Array {
  const slopes = new Float64Array(classNames.length);
  scene.oracle.argmax(scoresAt(scene, scores), slopes);
  slopes[truth] -= 1;
  return slopes;
}
