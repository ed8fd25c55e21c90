import type { PlanePoint } from '../../../core/laws/hull';
import { inclusion } from '../../../core/laws/inclusion';
import { inclusionJacobian } from '../../../core/laws/jacobian';
import { perturbedPolygon } from '../../../core/laws/polygon';
import { perturbedRanking } from '../../../core/laws/perturbed-ranking';
import { perturbedSubset } from '../../../core/laws/perturbed-subset';
import { perturbedSwitches } from '../../../core/laws/switches';
import type { Noise } from '../../../core/noise/noise';
import { dot } from '../../../core/vector';
import { scoresAt, type Scene } from './structures';

/** What is exactly known of the perturbed maximiser. */
export interface ExactLaw {
  /** E y* [dim]. */
  readonly mean: Float64Array;
  /** E max_y <mu + sigma*gamma, y>. */
  readonly maximum: number;
  /** d mean_i / d mu_j at i*dim + j; of subsets an integral of its own. */
  jacobian(): Float64Array;
}

/**
 * The law at a point of the plane, null where there is no closed form: of paths, and of a polygon under other
 * than normal noise. Classes and subsets by quadrature (Gumbel, one class: softmax), rankings pair by pair, switches one
 * by one, polygons cone by cone.
 * @param sigma above 0
 */
export function exactLaw(
  scene: Scene,
  scores: PlanePoint,
  sigma: number,
  noise: Noise,
): ExactLaw | null {
  const mu = scoresAt(scene, scores);
  switch (scene.name) {
    case 'simplex':
      return subsetLaw(mu, sigma, noise, 1);
    case 'subset':
      return subsetLaw(mu, sigma, noise, 2);
    case 'switches':
      return known(perturbedSwitches(mu, sigma, noise));
    case 'ranking':
      return known(perturbedRanking(mu, sigma, noise));
    case 'polygon': {
      if (noise.law !== 'normal') return null;
      const corners = scene.structures.map(([x, y]): PlanePoint => [x, y]);
      const { mean, maximum, jacobian } = perturbedPolygon(corners, scores, sigma);
      return known({
        ...{ mean: Float64Array.from(mean), maximum },
        jacobian: Float64Array.from(jacobian),
      });
    }
    case 'paths':
      return null;
  }
}

/** A law of which everything is computed at once. */
function known({
  mean,
  maximum,
  jacobian,
}: Record<'mean' | 'jacobian', Float64Array> & { maximum: number }) {
  return { mean, maximum, jacobian: () => jacobian };
}

function subsetLaw(mu: Float64Array, sigma: number, noise: Noise, k: number): ExactLaw {
  const { probabilities, winningNoise } = inclusion(mu, sigma, noise, k);
  return {
    mean: probabilities,
    maximum: dot(mu, probabilities) + sigma * winningNoise,
    jacobian: () => inclusionJacobian(mu, sigma, noise, k),
  };
}

/**
 * P(y* = y) of every structure [count], null where there is no closed form. What the plane shows whole is under
 * normal noise a polygon; under Gumbel noise the best come out of an urn one after the other.
 */
export function exactShares(
  scene: Scene,
  scores: PlanePoint,
  sigma: number,
  noise: Noise,
): Float64Array | null {
  const { name, flat, places, structures } = scene;
  const mu = scoresAt(scene, scores);
  if (name === 'simplex') return inclusion(mu, sigma, noise, 1).probabilities;
  if (name === 'switches') {
    const { mean } = perturbedSwitches(mu, sigma, noise);
    return Float64Array.from(structures, (y) =>
      y.reduce((product, on, i) => product * (on ? mean[i] : 1 - mean[i]), 1),
    );
  }
  if (noise.law === 'normal' && flat) return perturbedPolygon(places, scores, sigma).probabilities;
  if (noise.law !== 'gumbel' || name === 'polygon' || name === 'paths') return null;
  return name === 'subset'
    ? perturbedSubset(mu, sigma, 2).probabilities
    : orderLaw(mu, sigma * noise.scale, structures);
}

/** The law of Plackett and Luce: each rank from the highest on by softmax among those that are left. */
function orderLaw(mu: Float64Array, unit: number, rankings: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rankings, (ranks) =>
    mu.reduce((product, score, i) => {
      let odds = 0;
      mu.forEach((other, j) => {
        if (ranks[j] <= ranks[i]) odds += Math.exp((other - score) / unit);
      });
      return product / odds;
    }, 1),
  );
}
