import type { ReactNode } from 'react';
import { squareAround, type Point } from './labels';
import { placeOf } from './pointer';
import { clamp, type Phase } from './size';
import { useHandle } from './useHandle';

/** Two numbers that are set as one point. */
export type Pair = readonly [number, number];

interface PointHandleProps {
  readonly label: string;
  readonly value: Pair;
  /** Of the first number. */
  readonly bounds: Pair;
  readonly valueText: string;
  /** Pixel of the value, and the value at a pixel or keyboard steps away, within its bounds. */
  readonly at: Point;
  readonly valueAt: (pixel: Point) => Pair;
  readonly stepped: (steps: Pair) => Pair;
  readonly onChange: (value: Pair, phase: Phase) => void;
  /** Default "handle". */
  readonly className?: string;
  readonly children?: ReactNode;
}

const ARROWS: Record<string, Pair> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Half of the side of the area that takes the pointer. */
const REACH = 16;

/** Both numbers within the same bounds, in hundredths: links stay short, no hand places a point more finely. */
export const withinBounds = ([x, y]: Pair, [lo, hi]: Pair): Pair => [
  Number(clamp(x, lo, hi).toFixed(2)),
  Number(clamp(y, lo, hi).toFixed(2)),
];

/**
 * A point that is dragged in the plane, by pointer or by the arrow keys (Shift = ten steps). It keeps the
 * distance between pointer and point at the grab, reports every move and one commit at the end.
 */
export function PointHandle(props: PointHandleProps) {
  const { label, value, bounds, valueText, at, valueAt, stepped, onChange, children } = props;
  const { className = 'handle' } = props;
  const handle = useHandle<Pair, Point>({
    value,
    grabbed(event) {
      const place = placeOf(event);
      return { x: place.x - at.x, y: place.y - at.y };
    },
    valueUnder(event, grab) {
      const place = placeOf(event);
      return valueAt({ x: place.x - grab.x, y: place.y - grab.y });
    },
    valueOfKey({ key, shiftKey }) {
      if (!(key in ARROWS)) return null;
      const [right, up] = ARROWS[key];
      const by = shiftKey ? 10 : 1;
      return stepped([by * right, by * up]);
    },
    onChange,
  });

  return (
    <g
      className={className}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-roledescription="point"
      aria-valuemin={bounds[0]}
      aria-valuemax={bounds[1]}
      aria-valuenow={value[0]}
      aria-valuetext={valueText}
      {...handle}
    >
      {children}
      <rect className="handle-hit" {...squareAround(at, REACH)} rx={4} />
    </g>
  );
}
