import { logSumExp, softmaxWithEntropy } from '../laws/gibbs';
import { lawChange, shareThatDiffers } from '../laws/gibbs-change';
import type { ArgmaxProblem } from '../problem';
import { indexOfMaximum } from '../vector';
import { emptyCells, mapTruth, writeErrors, type MapGrid, type RegimeMap } from './regime-map';

/** Whether the map of a problem takes no draws. */
export const hasClosedForm = ({ noise, k }: Pick<ArgmaxProblem, 'noise' | 'k'>): boolean =>
  noise.law === 'gumbel' && k === 1;

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
  if (!hasClosedForm(problem)) {
    throw new RangeError(`no closed form for ${noise.law} noise and k = ${k}`);
  }
  const { sigmas, epsilons } = grid;
  const truth = mapTruth(problem, grid);
  const cells = emptyCells(grid, false);
  const n = scores.length;
  const [logs, probabilities, shift, change] = Array.from({ length: 4 }, () => new Float64Array(n));
  const groups = groupsOf(loss);
  for (let s = 0; s < sigmas.length; s++) {
    const t = sigmas[s] * noise.scale;
    for (let i = 0; i < n; i++) logs[i] = scores[i] / t;
    const total = logSumExp(logs);
    for (let i = 0; i < n; i++) logs[i] -= total;
    const entropy = softmaxWithEntropy(logs, probabilities);
    const law = { logs, probabilities, entropy, likeliest: indexOfMaximum(logs) };
    groups.gather(logs);
    for (let e = 0; e < epsilons.length; e++) {
      const epsilon = epsilons[e];
      const at = e * sigmas.length + s;
      for (let i = 0; i < n; i++) shift[i] = (epsilon / t) * loss[i];
      cells.slope[at] = (noise.scale * lawChange(law, shift, change)) / epsilon;
      for (let i = 0; i < n; i++) change[i] /= epsilon;
      const differ = shareThatDiffers(groups.logs, groups.losses, epsilon / t);
      cells.differ[at] = differ;
      writeErrors(cells, at, truth.gradients[s], change, (2 * differ) / (epsilon * epsilon));
    }
  }
  return { problem, grid, truth, samples: null, cells };
}

/** The classes of one loss together: they never take over from each other. */
function groupsOf(loss: readonly number[]) {
  const losses = [...new Set(loss)];
  const members = losses.map((entry) => loss.flatMap((other, i) => (other === entry ? [i] : [])));
  const rows = members.map(({ length }) => new Float64Array(length));
  const logs = new Float64Array(losses.length);
  return {
    losses,
    /** Log of the probability of each, from those of the classes that were gathered. */
    logs,
    gather(logsOfClasses: Float64Array) {
      for (let m = 0; m < losses.length; m++) {
        for (let i = 0; i < rows[m].length; i++) rows[m][i] = logsOfClasses[members[m][i]];
        logs[m] = logSumExp(rows[m]);
      }
    },
  };
}
