import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { squareAround, type Point } from './labels';
import { placeOf } from './pointer';
import { clamp, type Phase } from './size';
import { useKeyed } from './useKeyed';

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
  const grab = useRef<Point | null>(null);
  const latest = useRef(value);
  const keyed = useKeyed(() => onChange(latest.current, 'commit'));

  function move(next: Pair) {
    latest.current = next;
    onChange(next, 'move');
  }
  function onPointerDown(event: PointerEvent<SVGGElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const place = placeOf(event);
    grab.current = { x: place.x - at.x, y: place.y - at.y };
    latest.current = value;
  }
  function onPointerMove(event: PointerEvent<SVGGElement>) {
    if (!grab.current) return;
    const place = placeOf(event);
    move(valueAt({ x: place.x - grab.current.x, y: place.y - grab.current.y }));
  }
  function onPointerEnd() {
    if (!grab.current) return;
    grab.current = null;
    onChange(latest.current, 'commit');
  }
  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 10 : 1;
    keyed.begin();
    move(stepped([by * arrow[0], by * arrow[1]]));
  }
  function onKeyUp(event: KeyboardEvent<SVGGElement>) {
    if (ARROWS[event.key]) keyed.end();
  }

  return (
    <g
      className="handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-roledescription="point"
      aria-valuemin={bounds[0]}
      aria-valuemax={bounds[1]}
      aria-valuenow={value[0]}
      aria-valuetext={valueText}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
      onBlur={keyed.end}
    >
      {children}
      <rect className="handle-hit" {...squareAround(at, REACH)} rx={4} />
    </g>
  );
}
