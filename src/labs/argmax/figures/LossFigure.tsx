import { describeLossCurve } from '../../../charts/loss-curve/describe';
import type { LossCurveData } from '../../../charts/loss-curve/layout';
import { LossCurveChart } from '../../../charts/loss-curve/LossCurveChart';
import type { ArgmaxCurves } from '../../../core/laws/curves';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import type { Estimate } from '../results';
import { useArgmaxValues, useResult } from '../context';
import { exactGradient } from '../gradients';
import { measuredGradient, problemOf, usable } from '../model';
import { sigmaBounds, type ArgmaxValues } from '../params';
import { sampledSource } from './source';
import { useQuestion } from '../../kit/question';
import { useDragParameter } from './useDragParameter';

export function lossCurveData(
  values: ArgmaxValues,
  curves: ArgmaxCurves,
  estimate: Estimate | null,
): LossCurveData {
  const problem = problemOf(values);
  const exact = exactGradient(problem);
  const fitting = usable(estimate, problem);
  return {
    sigmas: curves.lossCurve.sigmas,
    losses: curves.lossCurve.values,
    sigma: values.sigma,
    sigmaBounds,
    exact: exact.value,
    slope: exact.sigma,
    estimate: fitting && measuredGradient(fitting).loss,
    deterministic: curves.lossCurve.deterministic,
    uniform: curves.lossCurve.uniform,
  };
}

function lossTable(data: LossCurveData): FigureTable {
  return {
    columns: ['sigma', 'expected loss'],
    rows: data.sigmas.map((sigma, i) => [sigma, data.losses[i]]),
  };
}

/** Expected loss against the noise scale. */
export function LossFigure() {
  const values = useArgmaxValues();
  const estimate = useResult('estimate');
  const curves = useResult('curves');
  const onSigma = useDragParameter('sigma');
  const { ghost } = useQuestion();
  const data = curves && lossCurveData(values, curves, estimate);
  return (
    <Figure
      id="loss"
      title="The expected loss is smooth in σ, so σ can be learned"
      sentence="Without noise the loss jumps when the scores change order; with noise it has a slope, and its sign says whether more noise helps."
      description={data ? describeLossCurve(data) : 'The curve is being computed.'}
      source={sampledSource(usable(estimate, problemOf(values)))}
      table={() => (data ? lossTable(data) : { columns: [], rows: [] })}
      height={300}
    >
      {(frame) => data && <LossCurveChart {...data} {...frame} ghost={ghost} onSigma={onSigma} />}
    </Figure>
  );
}
