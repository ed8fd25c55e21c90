import { formatNumber } from '../shared/format';
import { squareAround, type Point } from '../shared/labels';
import { nudge, scaleOf, type Ends } from '../shared/scale';
import type { Phase, TypeScale } from '../shared/size';
import { SliderHandle } from '../shared/SliderHandle';
import { sigmaOn, type Track } from '../simplex/geometry';

interface SigmaHandleProps {
  readonly sigma: number;
  readonly sigmaBounds: Ends;
  /** Those of the points of the path. */
  readonly sigmas: readonly number[];
  readonly onSigma: (sigma: number, phase: Phase) => void;
  readonly grip: Point;
  readonly track: Track;
  readonly type: TypeScale;
}

/** A ring at the exact mean, in which the measured one should lie. Pulled along its path it sets sigma. */
export function SigmaHandle(props: SigmaHandleProps) {
  const { sigma, sigmaBounds, sigmas, onSigma, grip, track, type } = props;
  const axis = scaleOf('log', sigmaBounds, [0, 100]);
  return (
    <SliderHandle
      label="noise scale sigma, along the path of the mean"
      value={sigma}
      bounds={sigmaBounds}
      valueText={`sigma ${formatNumber(sigma)}`}
      vertical={track.vertical}
      boxes={[squareAround(grip, Math.max(14, type.dot + 6))]}
      pixel={track.vertical ? grip.y : grip.x}
      valueAt={(pixel) => sigmaOn(track, sigmas, pixel, sigma)}
      step={(steps) => nudge(axis, sigma, steps)}
      onChange={onSigma}
    >
      <circle
        cx={grip.x}
        cy={grip.y}
        r={type.dot + 4}
        className="path-grip"
        data-term="law sigma"
      />
    </SliderHandle>
  );
}
