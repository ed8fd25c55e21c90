import { describePrice } from '../../../charts/price/describe';
import { errorAt, formatError, type PriceData } from '../../../charts/price/layout';
import { PriceChart } from '../../../charts/price/PriceChart';
import { formatNumber } from '../../../charts/shared/format';
import type { Phase } from '../../../charts/shared/size';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import type { PriceReply } from '../compute/protocol';
import { usePerturbed, usePerturbedValues, useResult } from '../context';
import { formNames } from '../experiment/jacobians';
import { problemOf, sameProblem } from '../model';
import { formLabels, samplesBounds, sigmaBounds, type PerturbedValues } from '../params';

/** Share of the way to the mean of endless noise from which on a prediction says next to nothing. */
const NEARLY = 0.9;

/** What the price says of these values; null while it is of others. */
export function priceData(values: PerturbedValues, reply: PriceReply | null): PriceData | null {
  if (!reply || !sameProblem(reply.problem, problemOf(values), true)) return null;
  const { prices } = reply;
  return {
    sigmas: prices.map(({ sigma }) => sigma),
    errors: prices.map(({ variance, size }) => Math.sqrt(variance[values.form]) / size),
    loud: prices.find(({ way }) => way >= NEARLY)?.sigma ?? null,
    ...{ sigma: values.sigma, sigmaBounds, samples: values.samples, samplesBounds },
  };
}

function priceTable({ prices }: PriceReply): FigureTable {
  return {
    columns: [
      'sigma',
      'size of the Jacobian',
      ...formNames.map((form) => `variance of a draw, ${formLabels[form]}`),
      'share of the way',
    ],
    rows: prices.map(({ sigma, size, variance, way }) => [
      sigma,
      size,
      ...formNames.map((form) => variance[form]),
      way,
    ]),
  };
}

/** What a gradient costs, on a pad of noise scale and samples. */
export function PriceFigure() {
  const values = usePerturbedValues();
  const { store } = usePerturbed();
  const reply = useResult('price');
  const data = priceData(values, reply);
  const onPoint = (sigma: number, samples: number, phase: Phase) =>
    store.set({ sigma, samples }, phase);
  return (
    <Figure
      id="price"
      title="Little noise makes a gradient dear, much noise makes it empty"
      sentence={data ? sentenceOf(data) : 'The variances are being measured.'}
      description={data ? describePrice(data) : 'The variances are being measured.'}
      source={
        reply
          ? { backend: 'cpu', adapter: '', samples: reply.samples, seed: reply.problem.seed }
          : undefined
      }
      {...(reply && { table: () => priceTable(reply) })}
      controls={<Items items={['form']} />}
      wide
      height={380}
    >
      {(frame) => data && <PriceChart {...data} {...frame} onPoint={onPoint} />}
    </Figure>
  );
}

const sentenceOf = (data: PriceData) =>
  `Drag the dot. At σ = ${formatNumber(data.sigma)} the Jacobian from ${data.samples.toLocaleString('en-US')} draws is off by ${formatError(errorAt(data, data.sigma, data.samples))}; four times as many halve that.`;
