import { checkLength, checkPositive } from '../checks';
import { checkUpstream } from '../relaxations/boundary';
import type { Marginals } from '../relaxations/relaxation';
import type { Rng } from '../rng/rng';
import { createDual, differentiate } from './dual';
import type { Hypergraph } from './hypergraph';
import { createInside, sumDerivations } from './inside';
import { addBest, createMaximum, maximise, readScores } from './maximum';
import { spreadMass } from './outside';
import { addSample } from './sample';

/**
 * Marginals of the structures of a hypergraph, for finite scores of any size, and what is left of the
 * last `forward`. A score of -Infinity masks its part: structures with it have probability 0, as if they
 * were not there, and the part has no gradient.
 */
export interface StructuredMarginals extends Marginals {
  /**
   * Writes a structure drawn from p(y) ~ exp(<theta, y>/t) of the last `forward` to out [dim].
   * @param index which draw: a function of the generator and of this number
   */
  sample(index: number, rng: Rng, out: Float64Array): void;
  /** Writes a most probable derivation of the last `forward`, the first of equal ones, to out [dim]. */
  mode(out: Float64Array): void;
}

/** Expected counts of parts E[Y] under p(y) ~ exp(<theta, y>/t). Each pass is O(edges). */
export function structuredMarginals(name: string, graph: Hypergraph): StructuredMarginals {
  const { dim, nodes } = graph;
  const [scores, mean, direction] = [0, 1, 2].map(() => new Float64Array(dim + 1));
  const mass = new Float64Array(nodes + 1);
  const maximum = createMaximum(graph);
  const inside = createInside(graph);
  const dual = createDual(graph);
  const withoutEnd = mean.subarray(0, dim);
  let temperature = 1;
  let logPartition = NaN;

  return {
    name,
    dim,
    forward(theta, t, out) {
      checkTheta(theta, dim);
      checkLength('out', out, dim);
      checkPositive('t', t);
      const scale = readScores(theta, scores);
      maximise(graph, scores, maximum);
      const best = maximum.high[nodes - 1];
      if (best === -Infinity) throw new RangeError(`${name}: every structure has a masked part`);
      sumDerivations(graph, maximum, scale, t, inside);
      spreadMass(graph, inside, mass, mean);
      temperature = t;
      logPartition = best / scale / t + inside.logSum[nodes - 1];
      out.set(withoutEnd);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      direction.set(dy);
      differentiate(graph, inside, mass, direction, dual, mean);
      for (let i = 0; i < dim; i++) out[i] = mean[i] / temperature;
    },
    logPartition: () => logPartition,
    sample(index, rng, out) {
      checkLength('out', out, dim);
      mean.fill(0);
      addSample(graph, inside, rng, index, mean);
      out.set(withoutEnd);
    },
    mode(out) {
      checkLength('out', out, dim);
      mean.fill(0);
      addBest(graph, maximum, mean);
      out.set(withoutEnd);
    },
  };
}

/** @throws RangeError naming the entry that is neither finite nor -Infinity, or the size */
function checkTheta(theta: ArrayLike<number>, dim: number): void {
  checkLength('theta', theta, dim);
  for (let i = 0; i < dim; i++) {
    if (!(theta[i] < Infinity)) {
      throw new RangeError(`theta[${i}] must be a finite number or -Infinity, got ${theta[i]}`);
    }
  }
}
