import { createNoise, noiseSpec } from '../../core/noise/noise';
import { sameValue } from '../../state/params';
import type { PlanePoint } from '../../core/laws/hull';
import type { Shape } from './compute/protocol';
import type { PerturbedProblem } from './experiment/jacobians';
import type { PicksProblem } from './experiment/picks';
import { sceneOf } from './experiment/structures';
import type { PerturbedValues } from './params';

/** The scores as a point of the plane. */
export const pointOf = ({ scores: [x, y] }: Pick<PerturbedValues, 'scores'>): PlanePoint => [x, y];

/** What regularisers depend on: corners that are not seen do not count. */
export const shapeOf = ({
  structure,
  vertices,
  noise,
}: Pick<PerturbedValues, 'structure' | 'vertices' | 'noise'>): Shape => ({
  ...{ structure, noise, vertices: structure === 'polygon' ? vertices : [] },
});

/** What the worker is asked about. */
export function problemOf(values: PerturbedValues): PerturbedProblem {
  const { sigma, seed } = values;
  return { ...shapeOf(values), sigma, seed, scores: pointOf(values) };
}

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.structure === b.structure && a.noise === b.noise && sameValue(a.vertices, b.vertices);

/** Three classes with the scores of the figure. */
export const picksOf = (values: PerturbedValues): PicksProblem => {
  const { sigma, seed } = values;
  return { scores: pointOf(values), sigma, seed };
};

export const samePicks = (a: PicksProblem, b: PicksProblem): boolean =>
  a.sigma === b.sigma && a.seed === b.seed && sameValue(a.scores, b.scores);

/** Whether two problems have the same answers; of a price that is one for all noise scales. */
export function sameProblem(a: PerturbedProblem, b: PerturbedProblem, anySigma = false): boolean {
  return (
    sameShape(a, b) &&
    a.seed === b.seed &&
    (anySigma || a.sigma === b.sigma) &&
    sameValue(a.scores, b.scores)
  );
}

export const sceneOfValues = ({
  structure,
  vertices,
}: Pick<PerturbedValues, 'structure' | 'vertices'>) => sceneOf(structure, vertices);

export const noiseOf = ({ noise }: Pick<PerturbedValues, 'noise'>) => createNoise(noiseSpec(noise));
