import { createSinkhorn } from '../../src/core/relaxations/sinkhorn';
import { createNeuralSort } from '../../src/core/relaxations/neural-sort';
import { createRelaxedSubset } from '../../src/core/relaxations/relaxed-subset';
import { matching } from '../../src/core/oracles/matching/matching';
import { tableMarginals } from '../../src/core/relaxations/table-marginals';
import { structureTable } from '../../src/core/structures/table';
import type { Computed } from './compare';
import { matrix, number, vector, type Case } from './fixture';
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

export function runMatchingMarginals({ input }: Case): Computed {
  const theta = matrix(input, 'theta');
  const n = theta.length;
  const marginals = tableMarginals(structureTable(matching(n)));
  const mu = new Float64Array(n * n);
  marginals.forward(theta.flat(), number(input, 't'), mu);
  return {
    mu: () => rows(mu, n),
    logz: () => marginals.logPartition(),
    dtheta: () => {
      const gradient = new Float64Array(n * n);
      marginals.backward(matrix(input, 'dy').flat(), gradient);
      return rows(gradient, n);
    },
  };
}

export function runNeuralSort({ input }: Case): Computed {
  const scores = perturbed(input, 's');
  const n = scores.length;
  const sort = createNeuralSort(n);
  const relaxed = new Float64Array(n * n);
  sort.forward(scores, number(input, 'tau'), n, relaxed);
  const P = rows(relaxed, n);
  return {
    P: () => P,
    hard: () => P.map((row) => row.indexOf(Math.max(...row))),
    topk_mass: () => {
      const mass = new Float64Array(n);
      for (const row of P.slice(0, number(input, 'k'))) row.forEach((p, j) => (mass[j] += p));
      return mass;
    },
    ds: () => {
      const gradient = new Float64Array(n);
      sort.backward(Float64Array.from(matrix(input, 'dy').flat()), gradient);
      return gradient;
    },
  };
}

export function runRelaxedSubset({ input }: Case): Computed {
  const scores = perturbed(input, 'scores');
  const n = scores.length;
  const k = number(input, 'k');
  const relaxation = createRelaxedSubset(n);
  const khot = new Float64Array(n);
  relaxation.forward(scores, k, number(input, 'tau'), khot);
  return {
    khot: () => khot,
    hard: () => {
      const largest = [...khot.keys()].sort((i, j) => khot[j] - khot[i]).slice(0, k);
      return largest.sort((i, j) => i - j);
    },
    dscores: () => {
      const gradient = new Float64Array(n);
      relaxation.backward(Float64Array.from(vector(input, 'dy')), gradient);
      return gradient;
    },
  };
}

function perturbed(input: Case['input'], field: string): Float64Array {
  const gumbel = vector(input, 'gumbel');
  return Float64Array.from(vector(input, field), (score, i) => score + gumbel[i]);
}
