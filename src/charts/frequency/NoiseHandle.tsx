import { formatNumber } from '../shared/format';
import { nudge, scaleOf, unboundedAt, type Scale } from '../shared/scale';
import { clamp, type Phase } from '../shared/size';
import type { FrequencyColumn } from './column';
import type { FrequencyData } from './data';
import { chevrons, EndHandle } from './EndHandle';
import { NOISE_GRIP } from './marks';

/** Sigma as it is dragged at the noise of the draw. */
export interface SigmaSetting {
  readonly value: number;
  readonly bounds: readonly [number, number];
  readonly onChange: (value: number, phase: Phase) => void;
}

interface NoiseHandleProps {
  readonly i: number;
  readonly column: FrequencyColumn;
  readonly chart: FrequencyData;
  readonly scale: Scale;
  readonly sigma: SigmaSetting;
}

/** The sigma at which the sum of class i, mu + sigma * gamma, is at a height of the axis of the scores. */
export function sigmaOfSum(
  { scores, perturbation }: FrequencyData,
  { value, bounds }: Pick<SigmaSetting, 'value' | 'bounds'>,
  i: number,
  scale: Scale,
  y: number,
): number {
  const gamma = perturbation[i] / value;
  return clamp((unboundedAt(scale, y) - scores[i]) / gamma, ...bounds);
}

/** The end of the noise of a class, which sets sigma: all noises of the draw grow and shrink together. */
export function NoiseHandle({ i, column, chart, scale, sigma }: NoiseHandleProps) {
  const { noise, noiseHandle, sum } = column;
  const { value, bounds } = sigma;
  if (!noiseHandle) return null;
  const grip = chevrons(noise, sum.y, NOISE_GRIP - 5);
  return (
    <EndHandle
      {...{ value, bounds, scale }}
      label={`noise scale sigma, at the noise of ${chart.labels[i]}`}
      valueText={`sigma ${formatNumber(value)}`}
      box={noiseHandle}
      pixel={sum.y}
      valueOn={(axis, y) => sigmaOfSum(chart, sigma, i, axis, y)}
      step={(steps) => nudge(scaleOf('log', bounds, [0, 1]), value, steps)}
      onChange={sigma.onChange}
    >
      <g className="noise-grip" data-term="noise sigma">
        <path d={grip} />
        <path d={grip} />
      </g>
    </EndHandle>
  );
}
