import { useEffect, useRef, type ReactNode } from 'react';
import { ChartBox, ChartSvg } from './ChartRoot';
import { Hits, Tooltip } from './Inspector';
import type { InspectMark } from './inspect';
import type { ChartSize } from './size';
import { useInspect } from './useInspect';

interface ChartFrameProps {
  readonly name: string;
  readonly size: ChartSize;
  /** What the chart is, in a few words. */
  readonly label: string;
  /** What the data say, in sentences. */
  readonly description: string;
  /** The marks whose values can be read. */
  readonly marks: readonly InspectMark[];
  /** Called with the id of the mark that is read, by pointer or keyboard, and null after it. */
  readonly onActive?: (id: string | null) => void;
  /** Whether marks move by themselves. */
  readonly moving?: boolean;
  /** Draggable marks, above all others. */
  readonly handles?: ReactNode;
  /** The drawing. */
  readonly children: ReactNode;
}

/**
 * Root of every chart: the SVG (complete in itself), the areas that read values, the tooltip. The
 * state of the tooltip lives here, so that hovering never redraws the marks.
 */
export function ChartFrame(props: ChartFrameProps) {
  const { name, size, label, description, marks, moving, handles, children, onActive } = props;
  const root = useRef<HTMLDivElement>(null);
  const { active, pinned, ...hits } = useInspect(marks, root);
  const activeId = active?.id ?? null;
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (told.current !== activeId) onActive?.(activeId);
    told.current = activeId;
  }, [activeId, onActive]);
  return (
    <ChartBox {...{ name, size, moving }} ref={root}>
      <ChartSvg size={size} label={label} description={description}>
        <g className="drawing" aria-hidden="true">
          {children}
        </g>
        {marks.length > 0 && <Hits marks={marks} {...hits} />}
        {handles}
      </ChartSvg>
      <Tooltip mark={active} pinned={pinned} size={size} />
    </ChartBox>
  );
}
