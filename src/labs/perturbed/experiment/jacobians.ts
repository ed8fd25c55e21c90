import { perturbedMaximiser } from '../../../core/estimators/perturbed-maximiser';
import { perturbedMaximum } from '../../../core/estimators/perturbed-maximum';
import type { PlanePoint } from '../../../core/laws/hull';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import type { LawName } from '../../../core/noise/laws';
import { drawsOf } from './draws';
import { exactLaw } from './law';
import { scoresAt, sceneOf, type StructureName } from './structures';

/** A perturbed maximiser, as plain data. */
export interface PerturbedProblem {
  readonly structure: StructureName;
  /** x and y of the corners of the reader's polygon; of other structures nothing. */
  readonly vertices: readonly number[];
  /** Scores as a point of the plane. */
  readonly scores: PlanePoint;
  /** Above 0. */
  readonly sigma: number;
  /** A law with a score function. */
  readonly noise: Exclude<LawName, 'uniform'>;
  readonly seed: number;
}

/** Ways to the Jacobian of the mean prediction, all on the same draws (Berthet et al. 2020, section 3). */
export const formNames = ['structures', 'symmetric', 'maxima', 'centred'] as const;
export type FormName = (typeof formNames)[number];
export type ByForm<Value> = Readonly<Record<FormName, Value>>;

/** The problem with its parts made. */
export function made({ structure, vertices, scores, noise }: PerturbedProblem) {
  const scene = sceneOf(structure, vertices);
  return { scene, mu: scoresAt(scene, scores), noise: createNoise(noiseSpec(noise)) };
}

/** The Jacobian [dim*dim] of a problem as each form estimates it, with the variance of one draw of it. */
export function jacobiansOf(problem: PerturbedProblem, first: number, samples: number) {
  const { scene, mu, noise } = made(problem);
  const { sigma, seed } = problem;
  const source = drawsOf(scene, noise, seed, samples, first);
  const drawn = perturbedMaximiser(scene.oracle, mu, sigma, source, noise);
  const maxima = (baseline: boolean) =>
    perturbedMaximum(scene.oracle, mu, sigma, source, noise, baseline).hessian;
  const estimates = {
    structures: drawn.jacobian(),
    symmetric: drawn.symmetricJacobian(),
    maxima: maxima(false),
    centred: maxima(true),
  };
  return { estimates, mean: drawn.mean.value } as const;
}

/** Estimates of the same number of draws or more, joined: sums of value * samples. */
export interface JacobianSums {
  readonly samples: number;
  readonly sums: ByForm<Float64Array>;
}

const joined = (a: Float64Array, b: Float64Array, weight: number) =>
  a.map((value, i) => value + weight * b[i]);

/** The sums with those of the next draws. */
export function extend(
  problem: PerturbedProblem,
  before: JacobianSums | null,
  samples: number,
): JacobianSums {
  const first = before?.samples ?? 0;
  const { estimates } = jacobiansOf(problem, first, samples);
  const { structures, symmetric, maxima, centred } = before?.sums ?? zeros(estimates);
  return {
    samples: first + samples,
    sums: {
      structures: joined(structures, estimates.structures.value, samples),
      symmetric: joined(symmetric, estimates.symmetric.value, samples),
      maxima: joined(maxima, estimates.maxima.value, samples),
      centred: joined(centred, estimates.centred.value, samples),
    },
  };
}

function zeros(like: ByForm<{ readonly value: Float64Array }>): ByForm<Float64Array> {
  const none = () => new Float64Array(like.structures.value.length);
  return { structures: none(), symmetric: none(), maxima: none(), centred: none() };
}

/** The exact Jacobian [dim*dim], null where there is no law. */
export function exactJacobian(problem: PerturbedProblem): Float64Array | null {
  const { scene, noise } = made(problem);
  return exactLaw(scene, problem.scores, problem.sigma, noise)?.jacobian() ?? null;
}
