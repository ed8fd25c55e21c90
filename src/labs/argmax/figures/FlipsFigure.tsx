import { describeFlips } from '../../../charts/flips/describe';
import { findFlips } from '../../../charts/flips/flips';
import { FlipsChart } from '../../../charts/flips/FlipsChart';
import type { FlipsData } from '../../../charts/flips/layout';
import { gammaOfDraw, topK } from '../../../core/draws';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { useArgmaxValues } from '../context';
import { classNames, problemOf } from '../model';
import { sigmaBounds, type ArgmaxValues } from '../params';
import { useDragParameter } from './useDragParameter';
import { Freeze, NextDraw } from './DrawControls';

export function flipsData(values: ArgmaxValues): FlipsData {
  return {
    labels: classNames(values.scores.length),
    scores: values.scores,
    gamma: gammaOfDraw(problemOf(values), values.draw),
    k: values.k,
    sigma: values.sigma,
    sigmaBounds,
  };
}

/** How often the prediction changes as the same noise gets louder. */
export function flipsTitle({ scores, gamma, k, sigmaBounds }: FlipsData): string {
  const count = findFlips(scores, gamma, k, sigmaBounds).length;
  const what = k > 1 ? 'the winners change' : 'the winner changes';
  if (count === 0) return `Under this noise ${what} at no σ`;
  return `Under the same noise ${what} at ${count > 1 ? `${count} values` : 'one value'} of σ`;
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
      title={flipsTitle(data)}
      sentence={`Each line is a class of draw ${values.draw + 1}, from pure score on the left to pure noise on the right; ${values.k > 1 ? `the top ${values.k} lines win` : 'the top line wins'}.`}
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
