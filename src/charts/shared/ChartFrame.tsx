import '../charts.css';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Hits, Tooltip } from './Inspector';
import type { InspectMark } from './inspect';
import { typeScale, type ChartSize } from './size';
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
  const { name, size, label, description, marks, handles, children, onActive } = props;
  const root = useRef<HTMLDivElement>(null);
  const describedBy = useId();
  const { active, pinned, ...hits } = useInspect(marks, root);
  const activeId = active?.id ?? null;
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (told.current !== activeId) onActive?.(activeId);
    told.current = activeId;
  }, [activeId, onActive]);
  return (
    <div
      ref={root}
      className={`chart chart-${name}`}
      data-presentation={size.presentation || undefined}
      style={{ width: size.width, height: size.height }}
    >
      <svg
        xmlns="http://www.w3.org/2000/svg"
        width={size.width}
        height={size.height}
        viewBox={`0 0 ${size.width} ${size.height}`}
        fontSize={typeScale(size).text}
        role="group"
        aria-label={label}
        aria-describedby={describedBy}
      >
        <desc id={describedBy}>{description}</desc>
        <g className="drawing" aria-hidden="true">
          {children}
        </g>
        {marks.length > 0 && <Hits marks={marks} {...hits} />}
        {handles}
      </svg>
      <Tooltip mark={active} pinned={pinned} size={size} />
    </div>
  );
}
