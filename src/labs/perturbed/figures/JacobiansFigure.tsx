import { describeJacobians } from '../../../charts/jacobians/describe';
import { JacobiansChart } from '../../../charts/jacobians/JacobiansChart';
import type { JacobianPanelData, JacobiansData } from '../../../charts/jacobians/layout';
import { largestSize, squaredLength } from '../../../core/vector';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { JacobianReply } from '../compute/protocol';
import { usePerturbedValues, useResult } from '../context';
import { exactJacobian, formNames } from '../experiment/jacobians';
import { problemOf, sameProblem, sceneOfValues } from '../model';
import { formLabels, type PerturbedValues } from '../params';
import { formatError } from '../../../charts/price/layout';

/** How far a matrix is off, in lengths of the exact one; null where that is not known. */
function errorOf(value: Float64Array, exact: Float64Array | null): number | null {
  if (!exact) return null;
  const off = squaredLength(value.map((entry, e) => entry - exact[e]));
  return Math.sqrt(off / squaredLength(exact));
}

/** The exact Jacobian and the estimates, as far as they are of these values. */
export function jacobiansData(values: PerturbedValues, reply: JacobianReply | null): JacobiansData {
  const problem = problemOf(values);
  const exact = exactJacobian(problem);
  const fitting = reply && sameProblem(reply.problem, problem) ? reply : null;
  const mean = (sums: Float64Array) => sums.map((sum) => sum / fitting!.samples);
  const estimates = formNames.map((form): JacobianPanelData => {
    const value = fitting && mean(fitting.sums[form]);
    const error = value && errorOf(value, exact);
    const note = !value ? 'on its way' : error === null ? '' : `off by ${formatError(error)}`;
    return { id: form, title: formLabels[form], values: value, note };
  });
  const law = {
    id: 'exact',
    title: 'exact',
    values: exact,
    note: exact ? 'from the law' : 'not known',
  };
  const known = exact ?? estimates[1].values ?? [1];
  return {
    parts: sceneOfValues(values).parts,
    panels: [law, ...estimates],
    full: largestSize(known) || 1,
  };
}

function jacobiansTable({ parts, panels }: JacobiansData): FigureTable {
  const n = parts.length;
  return {
    columns: ['y', 'mu', ...panels.map(({ title }) => title)],
    rows: Array.from({ length: n * n }, (_, e) => [
      parts[Math.floor(e / n)],
      parts[e % n],
      ...panels.map(({ values }) => values?.[e] ?? ''),
    ]),
  };
}

/** The same matrix by four estimates on the same draws, beside the exact one. */
export function JacobiansFigure() {
  const values = usePerturbedValues();
  const reply = useResult('jacobians');
  const data = jacobiansData(values, reply);
  const samples = reply?.samples ?? 0;
  return (
    <Figure
      id="jacobians"
      title="Four ways to the same Jacobian, at four prices"
      sentence="Slopes of the mean prediction in the scores, all on the same draws: filled above 0, hollow below. What averages y* is far better than what sees only the maximum."
      description={describeJacobians(data)}
      source={
        samples > 0
          ? { backend: 'cpu', adapter: '', samples, seed: reply!.problem.seed }
          : undefined
      }
      table={() => jacobiansTable(data)}
      wide
      height={300}
    >
      {(frame) => <JacobiansChart {...data} {...frame} />}
    </Figure>
  );
}
