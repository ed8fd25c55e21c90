import type { GradientData } from '../../../charts/gradient/data';
import { describeGradient } from '../../../charts/gradient/describe';
import { GradientChart } from '../../../charts/gradient/GradientChart';
import { methods } from '../../../core/atlas/methods';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { PicksReply } from '../compute/protocol';
import { usePerturbedValues, useResult } from '../context';
import { classNames, crossEntropyGradient, perceptronGradient } from '../experiment/picks';
import { picksOf, pointOf, samePicks } from '../model';
import type { PerturbedValues } from '../params';

/** The class that would have been right, of three. */
const truthOf = ({ truth }: Pick<PerturbedValues, 'truth'>) =>
  Math.min(truth, classNames.length - 1);

/** Softmax minus truth, and pick minus truth over the draws, as far as they are of these values. */
export function disguiseData(values: PerturbedValues, reply: PicksReply | null): GradientData {
  const truth = truthOf(values);
  const problem = picksOf(values);
  const fitting = reply && samePicks(reply.problem, problem) ? reply : null;
  const exact = crossEntropyGradient(problem, truth);
  const noiseless = perceptronGradient(pointOf(values), truth);
  return {
    rows: classNames.map((label, i) => {
      const share = fitting && fitting.counts[i] / fitting.samples;
      // that of the exact share: a few draws do not know their own
      const p = exact[i] + Number(i === truth);
      return {
        ...{ label, group: 'mu', exact: exact[i], expected: null, noiseless: noiseless[i] },
        estimate: share === null ? null : share - Number(i === truth),
        standardError: fitting && Math.sqrt((p * (1 - p)) / fitting.samples),
      };
    }),
  };
}

function disguiseTable({ rows }: GradientData): FigureTable {
  return {
    columns: ['class', 'softmax minus truth', 'mean of draws', 'standard error', 'without noise'],
    rows: rows.map(({ label, exact, estimate, standardError, noiseless }) => [
      ...[label, exact ?? '', estimate ?? '', standardError ?? '', noiseless ?? ''],
    ]),
  };
}

/** The gradient of cross-entropy as the mean of what Gumbel draws pick. */
export function DisguiseFigure() {
  const values = usePerturbedValues();
  const reply = useResult('picks');
  const data = disguiseData(values, reply);
  const samples = reply?.samples ?? 0;
  return (
    <Figure
      id="disguise"
      title={`${methods['cross-entropy'].short} is ${methods['fenchel-young'].short} in disguise`}
      sentence={`Of three classes with these scores ${classNames[truthOf(values)]} is right. The ring is softmax(μ/σ) minus the truth, the arrow the mean of what Gumbel draws pick, minus the truth: more draws bring them together.`}
      description={describeGradient(data)}
      source={
        samples > 0
          ? { backend: 'cpu', adapter: '', samples, seed: reply!.problem.seed }
          : undefined
      }
      table={() => disguiseTable(data)}
      height={300}
    >
      {(frame) => <GradientChart {...data} {...frame} />}
    </Figure>
  );
}
