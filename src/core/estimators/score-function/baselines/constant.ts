import { checkNumber } from '../../../checks';
import { bestBaseline } from '../../../laws/gibbs-moments';
import type { StructureTable } from '../../../structures/table';
import type { Baseline } from './baseline';
import { tableProblem } from '../parts/table-problem';

/** @throws RangeError if the value is not finite */
export function constantBaseline(value: number): Baseline {
  checkNumber('baseline', value);
  return { value: () => value, exact: () => ({ mean: value }), cost: { draw: {} } };
}

/** The constant of least variance: it looks at every structure. */
export function bestConstantBaseline(table: StructureTable): Baseline {
  const problem = tableProblem(table);
  let best = 0;
  return {
    bind(point) {
      problem.bind(point);
      best = bestBaseline(problem.law, problem.losses());
    },
    value: () => best,
    exact: () => ({ mean: best }),
    cost: { bind: { values: table.count }, draw: {} },
  };
}
