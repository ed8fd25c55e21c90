import { addCovarianceProduct } from '../laws/gibbs-moments';
import { gibbsTable } from '../laws/gibbs-table';
import type { StructureTable } from '../structures/table';
import type { Marginals } from './relaxation';
import { checkRelaxed, checkUpstream } from './boundary';

/**
 * Marginals of any small set of structures by the sum over all of them: E[Y] under p(y) ~ exp(<theta, y>/t),
 * with the Jacobian Cov(Y)/t. For sets without an algorithm, such as matchings, and to hold the algorithms
 * against.
 */
export function tableMarginals(table: StructureTable): Marginals {
  const { dim } = table;
  const law = gibbsTable(table);
  const upstream = new Float64Array(dim);
  return {
    name: 'table marginals',
    dim,
    forward(theta, t, out) {
      checkRelaxed(theta, t, out, dim);
      law.bind(theta, t);
      out.set(law.mean);
    },
    backward(dy, out) {
      checkUpstream(dy, out, dim);
      upstream.set(dy);
      addCovarianceProduct(law, upstream, 1 / law.sigma(), out.fill(0));
    },
    logPartition: law.logPartition,
  };
}
