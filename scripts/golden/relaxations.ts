import { createSinkhorn } from '../../src/core/relaxations/sinkhorn';
import { matchingMarginals, MAX_MARGINALS } from '../../src/core/relaxations/matching-marginals';
import type { Computed } from './compare';
import { matrix, number, type Case } from './fixture';
import { rows } from './structures';

export function runSinkhorn({ input }: Case): Computed {
  const scores = matrix(input, 'log_alpha');
  const gumbel = matrix(input, 'gumbel').flat();
  const tau = number(input, 'tau');
  const n = scores.length;
  const logits = Float64Array.from(scores.flat(), (score, c) => (score + gumbel[c]) / tau);
  const sinkhorn = createSinkhorn(n);
  const y = new Float64Array(n * n);
  sinkhorn.forward(logits, number(input, 'n_iters'), y);
  return {
    y: () => rows(y, n),
    dlog_alpha: () => {
      const gradient = new Float64Array(n * n);
      sinkhorn.backward(Float64Array.from(matrix(input, 'dy').flat()), gradient);
      return rows(
        gradient.map((g) => g / tau),
        n,
      );
    },
  };
}

export function runMatchingMarginals({ input }: Case): Computed | null {
  const theta = matrix(input, 'theta');
  const n = theta.length;
  if (n > MAX_MARGINALS) return null;
  const result = matchingMarginals(theta.flat(), n, number(input, 't'));
  return {
    mu: () => rows(result.marginals, n),
    logz: () => result.logPartition,
    dtheta: () => rows(result.vjp(matrix(input, 'dy').flat()), n),
  };
}
