import { describeLetGo, letGoTitle } from '../../../charts/let-go/describe';
import { LetGoChart } from '../../../charts/let-go/LetGoChart';
import { isOver, type LetGoData } from '../../../charts/let-go/model';
import { formatNumber } from '../../../charts/shared/format';
import type { ArgmaxCurves } from '../../../core/laws/curves';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmaxValues, useResult } from '../context';
import { exactGradient } from '../gradients';
import { problemOf } from '../model';
import { sigmaBounds, type ArgmaxValues } from '../params';
import { useDragParameter } from './useDragParameter';
import { useTrails } from './useTrails';

export function letGoData(
  values: ArgmaxValues,
  { lossCurve }: Pick<ArgmaxCurves, 'lossCurve'>,
  { trails, walked }: Pick<LetGoData, 'trails' | 'walked'>,
): LetGoData {
  return {
    sigmas: lossCurve.sigmas,
    losses: lossCurve.values,
    sigma: values.sigma,
    sigmaBounds,
    exact: exactGradient(problemOf(values)).value,
    deterministic: lossCurve.deterministic,
    uniform: lossCurve.uniform,
    trails,
    walked,
  };
}

/** The slope as it was estimated where the newest trail began, beside the exact one. */
export function letGoSentence(data: LetGoData | null): string {
  const last = data?.trails.at(-1);
  if (!data || !last || !isOver(data)) {
    return 'The ball is at the lab’s σ. Let go, and it steps down the slope that the estimator sees on average, for 60 steps; the loss itself it never sees.';
  }
  const { estimated, exact, sigmas } = last;
  const agree = estimated * exact >= 0 ? '' : ', of the opposite sign';
  return `At σ = ${formatNumber(sigmas[0], 2)} the estimate of the slope is ${formatNumber(estimated)} on average, and the slope itself ${formatNumber(exact)}${agree}. Try another ε, and let go again.`;
}

function letGoTable({ trails }: LetGoData): FigureTable {
  return {
    columns: ['epsilon', 'step', 'sigma', 'expected loss'],
    rows: trails.flatMap(({ epsilon, sigmas, losses }) =>
      sigmas.map((sigma, step) => [epsilon, step, sigma, losses[step]]),
    ),
  };
}

/** The noise scale follows the estimate of its own gradient. */
export function LetGoFigure() {
  const values = useArgmaxValues();
  const curves = useResult('curves');
  const { trails, walked, letGo, clear } = useTrails();
  const onSigma = useDragParameter('sigma');
  const data = curves && letGoData(values, curves, { trails, walked });
  return (
    <Figure
      id="let-go"
      title={data ? letGoTitle(data) : 'Let σ go'}
      sentence={letGoSentence(data)}
      description={data ? describeLetGo(data) : 'The curve is being computed.'}
      table={() => (data ? letGoTable(data) : { columns: [], rows: [] })}
      controls={
        <>
          <button type="button" className="button" onClick={() => void letGo()}>
            Let go
          </button>
          <button type="button" className="button" disabled={!trails.length} onClick={clear}>
            Clear
          </button>
        </>
      }
      height={320}
    >
      {(frame) => data && <LetGoChart {...data} {...frame} onSigma={onSigma} />}
    </Figure>
  );
}
