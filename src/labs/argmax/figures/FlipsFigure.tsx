import { describeFlips } from '../../../charts/flips/describe';
import { findFlips } from '../../../charts/flips/flips';
import { FlipsChart } from '../../../charts/flips/FlipsChart';
import type { FlipsData } from '../../../charts/flips/layout';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmaxValues } from '../context';
import { classNames, gammaOfDraw, problemOf, topK } from '../model';
import { argmaxTable, type ArgmaxValues } from '../params';
import { useDragParameter } from './useDragParameter';
import { Freeze, NextDraw } from './DrawControls';

const bounds = [argmaxTable.sigma.min, argmaxTable.sigma.max] as const;

export function flipsData(values: ArgmaxValues): FlipsData {
  return {
    labels: classNames(values.scores.length),
    scores: values.scores,
    gamma: gammaOfDraw(problemOf(values), values.draw),
    k: values.k,
    sigma: values.sigma,
    sigmaBounds: bounds,
  };
}

/** One row per stretch of sigma with the same prediction. */
function flipsTable({ scores, gamma, k, labels, sigmaBounds }: FlipsData): FigureTable {
  const flips = findFlips(scores, gamma, k, sigmaBounds).map((flip) => flip.sigma);
  const edges = [sigmaBounds[0], ...flips, sigmaBounds[1]];
  return {
    columns: ['sigma from', 'sigma to', 'prediction'],
    rows: edges.slice(1).map((to, i) => {
      const middle = Math.sqrt(edges[i] * to);
      const inside = topK(
        Array.from(scores, (score, j) => score + middle * gamma[j]),
        k,
      );
      return [edges[i], to, labels.filter((_, j) => inside[j]).join(' ')];
    }),
  };
}

/** The same draw at every noise scale. */
export function FlipsFigure() {
  const values = useArgmaxValues();
  const data = flipsData(values);
  const onSigma = useDragParameter('sigma');
  return (
    <Figure
      id="flips"
      title="With the noise frozen, the winner flips at exact values of σ"
      sentence="Each line is one class of the same draw, from pure signal on the left to pure noise on the right; the top line wins."
      description={describeFlips(data)}
      source={{ backend: 'cpu', adapter: 'one draw', samples: 1, seed: values.seed }}
      table={() => flipsTable(data)}
      controls={
        <>
          <Freeze />
          <NextDraw />
        </>
      }
      height={280}
    >
      {(frame) => <FlipsChart {...data} {...frame} onSigma={onSigma} />}
    </Figure>
  );
}
