import { formatNumber } from '../shared/format';
import { pinPlace } from '../shared/pins';
import {
  adviceOf,
  seriesOf,
  signChanges,
  SIGNS,
  type BiasVarianceData,
  type BiasVariancePin,
  type Sign,
} from './model';

const nearest = (values: readonly number[], target: number) =>
  values.reduce(
    (best, value, i) =>
      Math.abs(Math.log(value / target)) < Math.abs(Math.log(values[best] / target)) ? i : best,
    0,
  );

/** Up to which epsilon of each sign the spread outweighs the bias, where the bias changes its sign, and which part dominates now. */
export function describeBiasVariance(data: BiasVarianceData): string {
  const now = current(data, data.epsilon < 0 ? -1 : 1);
  const pins = (data.pins ?? []).map((pin) => pinned(data, pin));
  return [...SIGNS.flatMap((sign) => advice(data, sign)), now, ...pins].join(' ');
}

function pinned({ samplesPerEstimate: samples }: BiasVarianceData, pin: BiasVariancePin): string {
  const variance =
    pin.variance === null ? '' : ` and the variance ${formatNumber(pin.variance / samples, 2)}`;
  return `${pinPlace(pin)} the squared bias is ${formatNumber(pin.biasSquared, 2)}${variance}.`;
}

function advice(data: BiasVarianceData, sign: Sign): string[] {
  const { balanced, best } = adviceOf(data, sign);
  const { samplesPerEstimate: samples } = data;
  const name = sign < 0 ? 'negative' : 'positive';
  const value = (magnitude: number) => formatNumber(sign * magnitude, 2);
  const found = balanced
    ? `For ${name} epsilon the bias of an estimate of ${samples} samples outgrows its spread at epsilon ${value(balanced.epsilon)}.`
    : best &&
      `For ${name} epsilon the mean squared error of an estimate of ${samples} samples is least at epsilon ${value(best.epsilon)}, where it is ${formatNumber(best.error, 2)}.`;
  const changes = signChanges(seriesOf(data, sign)).map(
    (magnitude) => `At epsilon ${value(magnitude)} the bias changes sign.`,
  );
  return [...(found ? [found] : []), ...changes];
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
