import { formatNumber } from './format';
import { MarkerHandle, type Marker } from './MarkerHandle';
import { nudge, valueAt, type Scale } from './scale';
import type { Phase } from './size';

interface SigmaMarkerProps {
  /** Where it is, and the scale along which it is dragged. */
  readonly layout: { readonly marker: Marker; readonly x: Scale };
  readonly sigma: number;
  readonly sigmaBounds: readonly [number, number];
  readonly label?: string;
  /** Height of a mark on the line whose values the pointer must still reach. */
  readonly free?: number | undefined;
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** The noise scale as a flag on a horizontal axis. */
export function SigmaMarker(props: SigmaMarkerProps) {
  const { layout, sigma, sigmaBounds, label = 'noise scale sigma', free, onSigma } = props;
  const { marker, x } = layout;
  return (
    <MarkerHandle
      marker={marker}
      term="sigma"
      free={free}
      label={label}
      value={sigma}
      bounds={sigmaBounds}
      valueText={`sigma ${formatNumber(sigma)}`}
      valueAt={(pixel) => valueAt(x, pixel)}
      step={(steps) => nudge(x, sigma, steps)}
      onChange={onSigma}
    />
  );
}
