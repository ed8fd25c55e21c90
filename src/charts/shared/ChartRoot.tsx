import '../charts.css';
import { useId, type ReactNode, type Ref, type SVGAttributes } from 'react';
import { typeScale, type ChartSize } from './size';

interface ChartBoxProps {
  readonly name: string;
  readonly size: ChartSize;
  /** Whether marks move by themselves: a copy waits until they are in their places. */
  readonly moving?: boolean | undefined;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLDivElement>;
}

/** The place that a chart takes on the page: its SVG, and what lies under and over that. */
export function ChartBox({ name, size, moving, children, ref }: ChartBoxProps) {
  const { width, height, presentation } = size;
  return (
    <div
      ref={ref}
      className={`chart chart-${name}`}
      data-presentation={presentation || undefined}
      data-moving={moving || undefined}
      style={{ width, height }}
    >
      {children}
    </div>
  );
}

interface ChartSvgProps extends Pick<
  SVGAttributes<SVGSVGElement>,
  'onPointerMove' | 'onPointerLeave'
> {
  readonly size: ChartSize;
  /** What the chart is, in a few words. */
  readonly label: string;
  /** What the data say, in sentences. */
  readonly description: string;
  readonly children: ReactNode;
}

/** The SVG of a chart, complete in itself: an export copies it as it is. */
export function ChartSvg({ size, label, description, children, ...pointer }: ChartSvgProps) {
  const { width, height } = size;
  const describedBy = useId();
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontSize={typeScale(size).text}
      role="group"
      aria-label={label}
      aria-describedby={describedBy}
      {...pointer}
    >
      <desc id={describedBy}>{description}</desc>
      {children}
    </svg>
  );
}
