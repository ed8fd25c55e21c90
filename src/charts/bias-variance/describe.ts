import { formatNumber } from '../shared/format';
import { bestEpsilon, seriesOf, SIGNS, type BiasVarianceData, type Sign } from './model';

const nearest = (values: readonly number[], target: number) =>
  values.reduce(
    (best, value, i) =>
      Math.abs(Math.log(value / target)) < Math.abs(Math.log(values[best] / target)) ? i : best,
    0,
  );

/** Names the best epsilon of each sign with its error, and which part dominates at the current one. */
export function describeBiasVariance(data: BiasVarianceData): string {
  const { samplesPerEstimate: samples, epsilon } = data;
  const best = SIGNS.flatMap((sign) => {
    const found = bestEpsilon(seriesOf(data, sign), samples);
    return found ? [{ ...found, sign }] : [];
  });
  const sentences = best.map(
    ({ sign, epsilon: magnitude, error }) =>
      `For ${sign < 0 ? 'negative' : 'positive'} epsilon the mean squared error of an estimate of ${samples} samples is least at epsilon ${formatNumber(sign * magnitude, 2)}, where it is ${formatNumber(error, 2)}.`,
  );
  const now = current(data, epsilon < 0 ? -1 : 1);
  return [...sentences, now].join(' ');
}

function current(data: BiasVarianceData, sign: Sign): string {
  const series = seriesOf(data, sign);
  if (series.epsilon.length === 0) return 'The curves are still being computed.';
  const at = nearest(series.epsilon, Math.abs(data.epsilon));
  const bias = series.biasSquared[at];
  const where = `At epsilon ${formatNumber(data.epsilon)} the squared bias is ${formatNumber(bias, 2)}`;
  if (!series.variance) return `${where}.`;
  const variance = series.variance[at] / data.samplesPerEstimate;
  const dominates = bias > variance ? 'bias' : 'variance';
  return `${where} and the variance ${formatNumber(variance, 2)}: ${dominates} dominates.`;
}
