import type { Box, Label } from './labels';
import { Labels } from './Marks';
import { SliderHandle, type SliderHandleProps } from './SliderHandle';

/** Geometry of a draggable vertical marker: a line with a grip, and its value above. */
export interface Marker {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly label: Label;
}

type MarkerHandleProps = Pick<
  SliderHandleProps,
  'label' | 'value' | 'bounds' | 'valueText' | 'valueAt' | 'step' | 'onChange'
> & {
  readonly marker: Marker;
  readonly term: string;
  /** Height of a mark on the line whose values the pointer must still reach. */
  readonly free?: number | undefined;
};

const REACH = 14;
const GAP = 9;

/** The line, broken around the mark on it. */
function markerLine({ x, top, bottom }: Marker, free = top): string {
  const [above, below] = [Math.max(top, free - GAP), Math.min(bottom, free + GAP)];
  return free === top ? `M${x},${top}V${bottom}` : `M${x},${top}V${above}M${x},${below}V${bottom}`;
}

/** The line is grabbed along all its length but for the free place on it. */
function grabBoxes({ x, top, bottom }: Marker, free: number | undefined): Box[] {
  const strip = (from: number, to: number) => ({
    x: x - 12,
    y: from,
    width: 24,
    height: to - from,
  });
  const grip = Math.max(bottom, top + 24);
  if (free === undefined) return [strip(top - 8, grip)];
  const upper = strip(top - 8, Math.max(top + 16, free - REACH));
  return free + REACH < bottom ? [upper, strip(free + REACH, bottom)] : [upper];
}

export function MarkerHandle({ marker, term, free, ...slider }: MarkerHandleProps) {
  const { x, top, label } = marker;
  return (
    <SliderHandle {...slider} pixel={x} boxes={grabBoxes(marker, free)}>
      <g className={`marker marker-${term}`} data-term={term}>
        <path className="marker-line" d={markerLine(marker, free)} />
        <path className="marker-grip" d={`M${x - 6},${top - 2}h12v8l-6,6l-6,-6z`} />
        <Labels labels={[label]} />
      </g>
    </SliderHandle>
  );
}
