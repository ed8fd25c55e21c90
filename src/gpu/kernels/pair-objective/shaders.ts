import { LOSSES } from '../../networks/clock';
import clock from '../../networks/clock.wgsl?raw';
import findings from '../../networks/findings.wgsl?raw';
import gumbel from '../shared/gumbel.wgsl?raw';
import logistic from '../shared/logistic.wgsl?raw';
import normal from '../shared/normal.wgsl?raw';
import rng from '../shared/rng.wgsl?raw';
import uniform from '../shared/uniform.wgsl?raw';
import close from './close.wgsl?raw';
import common from './common.wgsl?raw';
import crossEntropy from './cross-entropy.wgsl?raw';
import direct from './direct.wgsl?raw';
import distances from './distances.wgsl?raw';
import gradient from './gradient.wgsl?raw';
import head from './head.wgsl?raw';
import judge from './judge.wgsl?raw';
import {
  DEPTH,
  lawOf,
  MAX_CLASSES,
  PARTS,
  THREADS,
  TILE,
  WIDTH,
  type PairMethod,
  type PairShape,
} from './layout';
import neuralSort from './neural-sort.wgsl?raw';
import outcome from './outcome.wgsl?raw';
import parameters from './parameters.wgsl?raw';
import perturb from './perturb.wgsl?raw';
import record from './record.wgsl?raw';
import relaxSubsample from './relax-subsample.wgsl?raw';
import sums from './sums.wgsl?raw';

const laws = { gumbel, logistic, normal, uniform };

/** A shader text, and the name of all that is spliced into it. */
export interface PairShader {
  readonly key: string;
  readonly shader: () => string;
}

const spliced = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([name, value]) => `const ${name} = ${value}u;`);

const sizes = spliced({ THREADS, TILE, DEPTH, WIDTH, PARTS, MAX_CLASSES });

const shaderOf = (key: string, ...parts: readonly string[]): PairShader => ({
  key: `pair-objective/${key}`,
  shader: () => [...sizes, parameters, ...parts].join('\n'),
});

export const distancesShader = shaderOf('distances', clock, distances);
export const gradientShader = shaderOf('gradient', gradient);

const queryBodies: Record<PairMethod, readonly string[]> = {
  direct: [direct],
  // the neighbours of the yardstick are those of direct loss without noise
  'cross-entropy': [direct],
  'neural-sort': [perturb, neuralSort],
  'relax-subsample': [perturb, relaxSubsample],
};

/** What every query of a method does. */
export function queryShader(shape: PairShape): PairShader {
  const law = lawOf(shape);
  const method = shape.method === 'cross-entropy' ? 'direct' : shape.method;
  const noise = [rng, laws[law]];
  const bodies = queryBodies[method];
  return shaderOf(`${method}/${law}`, clock, outcome, ...noise, common, sums, ...bodies);
}

/** The cross-entropy of the images; the head lies in the parameter vector from an index on. */
export const crossEntropyShader = (headAt: number): PairShader =>
  shaderOf(
    `cross-entropy/${headAt}`,
    ...spliced({ HEAD_AT: headAt }),
    clock,
    outcome,
    crossEntropy,
  );

/** The gradient of its head, which lies in the gradient vector from an index on. */
export const headShader = (headAt: number): PairShader =>
  shaderOf(`head/${headAt}`, ...spliced({ HEAD_AT: headAt }), head);

export const judgeShader = shaderOf(
  'judge',
  ...spliced({
    LOST_DISTANCES: LOSSES.distances,
    LOST_SCALES: LOSSES.scales,
    LOST_GRADIENT: LOSSES.gradient,
  }),
  ...[clock, findings, outcome, record, sums, judge],
);

/** @param exhaustible whether epsilon grows with this method */
export const closeShader = (exhaustible: boolean): PairShader =>
  shaderOf(
    `close/${exhaustible}`,
    ...spliced({ LOST_WEIGHTS: LOSSES.weights }),
    `const EXHAUSTIBLE = ${exhaustible};`,
    ...[clock, findings, record, close],
  );
