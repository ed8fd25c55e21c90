import { logSumExp, softmaxWithEntropy } from '../laws/gibbs';
import { shareThatDiffers } from '../laws/gibbs-pair';
import type { ArgmaxProblem } from '../problem';
import { indexOfMaximum } from '../vector';
import { emptyCells, mapTruth, writeErrors, type MapGrid, type RegimeMap } from './regime-map';

/**
 * The map of one class under Gumbel noise, where y* has the law p = softmax(mu/t) and y*(eps) the law
 * q = softmax((mu + eps*loss)/t) at t = sigma*scale:
 *
 *   E ghat       = (q - p) / eps
 *   E |ghat|^2   = 2 P(y*(eps) is not y*) / eps^2
 *   E ghat_sigma = scale * (H(q) - H(p)) / eps,    H the entropy.
 *
 * @throws RangeError for other noise and k > 1, and as mapTruth
 */
export function closedFormMap(problem: ArgmaxProblem, grid: MapGrid): RegimeMap {
  const { scores, loss, k, noise } = problem;
  if (noise.law !== 'gumbel' || k !== 1) {
    throw new RangeError(`no closed form for ${noise.law} noise and k = ${k}`);
  }
  const { sigmas, epsilons } = grid;
  const truth = mapTruth(problem, grid);
  const cells = emptyCells(grid, false);
  const n = scores.length;
  const [x, p, q] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const groups = groupsOf(loss);
  for (let s = 0; s < sigmas.length; s++) {
    const t = sigmas[s] * noise.scale;
    for (let i = 0; i < n; i++) x[i] = scores[i] / t;
    const before = softmaxWithEntropy(x, p);
    const likeliest = indexOfMaximum(p);
    groups.gather(x);
    for (let e = 0; e < epsilons.length; e++) {
      const epsilon = epsilons[e];
      const at = e * sigmas.length + s;
      for (let i = 0; i < n; i++) x[i] = (scores[i] + epsilon * loss[i]) / t;
      cells.slope[at] = (noise.scale * (softmaxWithEntropy(x, q) - before)) / epsilon;
      subtract(q, p, epsilon, likeliest);
      const differ = shareThatDiffers(groups.logs, groups.losses, epsilon / t);
      cells.differ[at] = differ;
      writeErrors(cells, at, truth.gradients[s], q, (2 * differ) / (epsilon * epsilon));
    }
  }
  return { problem, grid, truth, samples: null, cells };
}

/** (q - p) / eps to q: of the likeliest class what the others leave, for it may change by less than 1e-16. */
function subtract(q: Float64Array, p: Float64Array, epsilon: number, likeliest: number): void {
  let rest = 0;
  for (let i = 0; i < q.length; i++) {
    if (i === likeliest) continue;
    q[i] = (q[i] - p[i]) / epsilon;
    rest += q[i];
  }
  q[likeliest] = -rest;
}

/** The classes of one loss together: they never take over from each other. */
function groupsOf(loss: readonly number[]) {
  const losses = [...new Set(loss)];
  const members = losses.map((entry) => loss.flatMap((other, i) => (other === entry ? [i] : [])));
  const rows = members.map(({ length }) => new Float64Array(length));
  const logs = new Float64Array(losses.length);
  return {
    losses,
    /** Log of the probability of each, under the law softmax(x) that was gathered. */
    logs,
    gather(x: Float64Array) {
      const total = logSumExp(x);
      for (let m = 0; m < losses.length; m++) {
        for (let i = 0; i < rows[m].length; i++) rows[m][i] = x[members[m][i]];
        logs[m] = logSumExp(rows[m]) - total;
      }
    },
  };
}
