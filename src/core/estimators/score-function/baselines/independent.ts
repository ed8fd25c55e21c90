import { centred, meanOf } from '../../../laws/gibbs-moments';
import type { StructureTable } from '../../../structures/table';
import type { DrawNoise } from '../../estimator';
import type { NoiseBook } from '../../noise-book';
import type { Baseline } from './baseline';
import { tableProblem } from '../parts/table-problem';

/** The loss of another sample of the law: right on average, and noisy. */
export function independentBaseline(table: StructureTable): Baseline {
  const problem = tableProblem(table);
  let second: DrawNoise;
  /** Gumbel noise of the second stream, in place of the samples' own. */
  const structures: DrawNoise = (number, out) => {
    second(number, out);
    for (let s = 0; s < out.length; s++) out[s] = -Math.log(-Math.log(out[s]));
  };
  const own: Pick<NoiseBook, 'structures'> = { structures };
  return {
    bind: (point) => problem.bind(point),
    value(number, noise) {
      second = noise.second;
      return problem.lossOf(problem.sample(number, own));
    },
    exact() {
      const { law } = problem;
      const about = new Float64Array(table.count);
      centred(law, problem.losses(), about);
      const squares = about.map((a) => a * a);
      return { mean: meanOf(law, problem.losses()), variance: meanOf(law, squares) };
    },
    cost: { draw: { values: 1 } },
  };
}
