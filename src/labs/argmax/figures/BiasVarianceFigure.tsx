import { BiasVarianceChart } from '../../../charts/bias-variance/BiasVarianceChart';
import { describeBiasVariance } from '../../../charts/bias-variance/describe';
import type { BiasVarianceData, BiasVarianceSeries } from '../../../charts/bias-variance/model';
import { directLossFromSums } from '../../../core/estimators/direct-loss-sums';
import type { ArgmaxCurves, EstimatorCurve } from '../../../core/laws/curves';
import { directLossVariance } from '../../../core/laws/direct-loss';
import type { PairSums } from '../../../core/problem';
import { SegmentedControl } from '../../../ui/controls/choices';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { Sweep } from '../results';
import { ParamFrame } from '../../kit/ParamFrame';
import { useArgmax, useArgmaxValues, useResult } from '../context';
import { estimatorMean, exactGradient } from '../gradients';
import { problemOf } from '../model';
import { argmaxTable, epsilonBounds, type ArgmaxValues } from '../params';
import { useQuestion } from '../../kit/question';
import { ghostsOf, ghostSource } from './ghosts';
import { useDragParameter } from './useDragParameter';

function seriesOf(curve: EstimatorCurve, component: ArgmaxValues['component']): BiasVarianceSeries {
  return component === 'scores'
    ? {
        epsilon: curve.epsilons,
        biasSquared: curve.biasSquaredScores,
        biasAlong: curve.biasAlongScores,
        variance: curve.varianceScores,
      }
    : {
        epsilon: curve.epsilons,
        biasSquared: curve.biasSquaredSigma,
        biasAlong: curve.biasAlongSigma,
        variance: null,
      };
}

/** Pairs that must differ before their differences say anything about an estimate. */
const LEAST_DIFFERENCES = 50;

/** Number of members in which y*(epsilon) differs from y*, over all samples. */
function differences({ n, hits, joint }: PairSums): number {
  return hits.reduce((sum, count, i) => sum + count - joint[i * n + i], 0);
}

/**
 * Monte-Carlo points of a sweep. Where hardly a pair differs there is nothing to see. The squared distance of an estimate from the truth overstates the
 * squared bias by the estimate's own variance, which is taken off; what is left below zero is noise.
 */
function measuredPoints(sweep: Sweep, component: ArgmaxValues['component']) {
  const truth = exactGradient(sweep.problem);
  return sweep.points.map(({ epsilon, sums }) => {
    if (differences(sums) < LEAST_DIFFERENCES)
      return { epsilon, biasSquared: null, variance: null };
    const measured = directLossFromSums(sums, epsilon);
    const entries =
      component === 'scores'
        ? Array.from(truth.scores, (exact, i) => ({
            error: measured.scores.value[i] - exact,
            se: measured.scores.standardError[i],
          }))
        : [{ error: measured.sigma.value - truth.sigma, se: measured.sigma.standardError }];
    const ownVariance = entries.reduce((sum, { se }) => sum + se * se, 0);
    const distance = entries.reduce((sum, { error }) => sum + error * error, 0);
    const biasSquared = distance - ownVariance;
    return {
      epsilon,
      // Below its own noise the measurement says nothing about the bias.
      biasSquared: biasSquared > 2 * ownVariance ? biasSquared : null,
      variance: ownVariance * sums.samples,
    };
  });
}

/** The same errors at another sigma and epsilon; the variance is known for the scores of one class alone. */
const errorGhosts = ghostSource((problem, component: ArgmaxValues['component']) => {
  const [truth, mean] = [exactGradient(problem), estimatorMean(problem)];
  if (component === 'sigma') {
    return { biasSquared: (mean.sigma - truth.sigma) ** 2, variance: null };
  }
  const biasSquared = mean.scores.reduce((sum, m, i) => sum + (m - truth.scores[i]) ** 2, 0);
  const variance =
    problem.k === 1 ? directLossVariance(problem).scores.reduce((sum, v) => sum + v, 0) : null;
  return { biasSquared, variance };
});

export function biasVarianceData(
  values: ArgmaxValues,
  curves: ArgmaxCurves,
  sweep: Sweep | null,
): BiasVarianceData {
  const monteCarlo = sweep ? measuredPoints(sweep, values.component) : [];
  return {
    negative: seriesOf(curves.negative, values.component),
    positive: seriesOf(curves.positive, values.component),
    monteCarlo,
    gradientSquared:
      values.component === 'scores'
        ? curves.negative.gradientSquaredScores
        : curves.negative.gradientSquaredSigma,
    samplesPerEstimate: values.batch,
    epsilon: values.epsilon,
    bounds: epsilonBounds,
    pins: errorGhosts(problemOf(values), ghostsOf(values), values.component),
  };
}

function biasVarianceTable(data: BiasVarianceData): FigureTable {
  const side = (series: BiasVarianceSeries, sign: number) =>
    series.epsilon.map((epsilon, i) => [
      sign * epsilon,
      'exact',
      series.biasSquared[i],
      series.variance?.[i] ?? '',
    ]);
  return {
    columns: ['epsilon', 'kind', 'squared bias', 'variance of one sample'],
    rows: [
      ...side(data.negative, -1).reverse(),
      ...side(data.positive, 1),
      ...data.monteCarlo.map((point) => [
        point.epsilon,
        'Monte Carlo',
        point.biasSquared ?? '',
        point.variance ?? '',
      ]),
      ...(data.pins ?? []).map((pin) => [
        pin.epsilon,
        `pin ${pin.name}, exact, at sigma ${pin.sigma}`,
        pin.biasSquared,
        pin.variance ?? '',
      ]),
    ],
  };
}

/** Squared bias and variance of the direct loss estimator against epsilon, both signs. */
export function BiasVarianceFigure() {
  const { store } = useArgmax();
  const values = useArgmaxValues();
  const curves = useResult('curves');
  const sweep = useResult('sweep');
  const estimate = useResult('estimate');
  const onEpsilon = useDragParameter('epsilon');
  const { ghost } = useQuestion();
  const data = curves && biasVarianceData(values, curves, matching(sweep, values));
  const points = data?.monteCarlo.length ?? 0;
  const samples = points && sweep ? sweep.points.reduce((n, { sums }) => n + sums.samples, 0) : 0;
  return (
    <Figure
      id="bias-variance"
      title="How large an ε? Bias against spread"
      sentence={sentenceFor(values)}
      description={data ? describeBiasVariance(data) : 'The curves are being computed.'}
      source={
        samples && estimate
          ? { backend: estimate.backend, adapter: estimate.adapter, samples, seed: values.seed }
          : undefined
      }
      table={() => (data ? biasVarianceTable(data) : { columns: [], rows: [] })}
      controls={
        <ParamFrame name="component">
          <SegmentedControl
            label="Gradient of"
            hideLabel
            value={values.component}
            options={argmaxTable.component.options}
            onChange={(component) => store.set({ component })}
          />
        </ParamFrame>
      }
      height={320}
    >
      {(frame) =>
        data && <BiasVarianceChart {...data} {...frame} ghost={ghost} onEpsilon={onEpsilon} />
      }
    </Figure>
  );
}

function sentenceFor({ batch, k, component }: ArgmaxValues): string {
  const exact = k === 1 && component === 'scores';
  // of the same length: the figures below stay where they are
  const last = exact
    ? 'Drag the marker across to change the sign of ε.'
    : 'The dots are measured: there is no closed form.';
  return `M = ${batch} samples per estimate. Take an ε a little nearer to 0 than the ring, where bias and spread are equal; a dip of the bias is where it changes sign. ${last}`;
}

/** The sweep, unless it belongs to other scores than those on the screen. */
function matching(sweep: Sweep | null, values: ArgmaxValues): Sweep | null {
  const problem = problemOf(values);
  const same =
    sweep?.problem.scores === problem.scores &&
    sweep.problem.sigma === problem.sigma &&
    sweep.problem.k === problem.k;
  return same ? sweep : null;
}
