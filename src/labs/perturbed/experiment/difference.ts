import { perturbedMaximiser } from '../../../core/estimators/perturbed-maximiser';
import type { PlanePoint } from '../../../core/laws/hull';
import type { Noise } from '../../../core/noise/noise';
import { dot } from '../../../core/vector';
import { measure, winnersOf, type FrozenDraws } from './draws';
import { exactLaw } from './law';
import { inPlane, scoresAt, type Scene } from './structures';

/** How the mean prediction moves with the scores, three ways; all in the plane, per unit of scores. */
export interface Difference {
  /** The mean at the moved scores, on the same draws. */
  readonly moved: PlanePoint;
  /** (mean at mu + delta u - mean at mu) / delta, on common draws. */
  readonly quotient: PlanePoint;
  /** 1/sigma E[(y* - mean) <nu, u>] on these draws, nu the slope of minus the log density of the noise. */
  readonly formula: PlanePoint;
  /** The exact derivative, where there is a law. */
  readonly exact: PlanePoint | null;
}

export function differenceAt(
  { scene, noise, draws }: { scene: Scene; noise: Noise; draws: FrozenDraws },
  scores: PlanePoint,
  sigma: number,
  step: PlanePoint,
): Difference {
  const delta = Math.hypot(...step);
  const along = scoresAt(scene, [step[0] / delta, step[1] / delta]);
  const meanAt = (at: PlanePoint) => measure(scene, winnersOf(scene, draws, at, sigma)).place;
  const here = meanAt(scores);
  const moved = meanAt([scores[0] + step[0], scores[1] + step[1]]);
  const mu = scoresAt(scene, scores);
  const drawn = perturbedMaximiser(scene.oracle, mu, sigma, draws.source, noise);
  const jacobian = exactLaw(scene, scores, sigma, noise)?.jacobian();
  const d = mu.length;
  return {
    moved,
    quotient: [(moved[0] - here[0]) / delta, (moved[1] - here[1]) / delta],
    formula: inPlane(scene, drawn.jvp(along, 'leave-one-out').value),
    exact: jacobian
      ? inPlane(
          scene,
          mu.map((_, i) => dot(jacobian.subarray(i * d, (i + 1) * d), along)),
        )
      : null,
  };
}
