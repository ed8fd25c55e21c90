import { createNoise, noiseSpec } from '../../core/noise/noise';
import { sameValue } from '../../state/params';
import type { PlanePoint } from '../../core/laws/hull';
import type { PerturbedProblem } from './experiment/jacobians';
import { sceneOf } from './experiment/structures';
import type { PerturbedValues } from './params';

/** The scores as a point of the plane. */
export const pointOf = ({ scores: [x, y] }: Pick<PerturbedValues, 'scores'>): PlanePoint => [x, y];

/** What the worker is asked about: corners that are not seen do not count. */
export function problemOf(values: PerturbedValues): PerturbedProblem {
  const { structure, sigma, noise, seed } = values;
  const vertices = structure === 'polygon' ? values.vertices : [];
  return { ...{ structure, vertices, sigma, noise, seed }, scores: pointOf(values) };
}

/** Whether two problems have the same answers; of a price that is one for all noise scales. */
export function sameProblem(a: PerturbedProblem, b: PerturbedProblem, anySigma = false): boolean {
  return (
    a.structure === b.structure &&
    a.noise === b.noise &&
    a.seed === b.seed &&
    (anySigma || a.sigma === b.sigma) &&
    sameValue(a.scores, b.scores) &&
    sameValue(a.vertices, b.vertices)
  );
}

export const sceneOfValues = ({
  structure,
  vertices,
}: Pick<PerturbedValues, 'structure' | 'vertices'>) => sceneOf(structure, vertices);

export const noiseOf = ({ noise }: Pick<PerturbedValues, 'noise'>) => createNoise(noiseSpec(noise));
