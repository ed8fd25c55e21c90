import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { squareAround, type Point } from '../shared/labels';
import { placeOf } from '../shared/pointer';
import type { Phase } from '../shared/size';

/** A noise scale and a loss weight. */
export interface Settings {
  readonly sigma: number;
  readonly epsilon: number;
}

interface PointHandleProps extends Settings {
  readonly at: Point;
  readonly sigmaBounds: readonly [number, number];
  readonly valueText: string;
  settingsAt(place: Point): Settings;
  /** What stands that many cells to the right and upwards. */
  step(right: number, up: number): Settings;
  onPoint(settings: Settings, phase: Phase): void;
  readonly children: ReactNode;
}

/** Digits of what a hand can place. */
const DIGITS = 3;
const rounded = ({ sigma, epsilon }: Settings): Settings => ({
  sigma: Number(sigma.toPrecision(DIGITS)),
  epsilon: Number(epsilon.toPrecision(DIGITS)),
});

const WAYS: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * A mark that is dragged in both directions, or moved by the arrow keys (Shift = ten cells). It keeps its distance
 * to the pointer, reports every move and one commit at the end.
 */
export function PointHandle(props: PointHandleProps) {
  const { at, sigma, epsilon, sigmaBounds, valueText, settingsAt, step, onPoint, children } = props;
  const grab = useRef<Point | null>(null);
  const latest = useRef<Settings>({ sigma, epsilon });

  function move(settings: Settings) {
    latest.current = rounded(settings);
    onPoint(latest.current, 'move');
  }
  function onPointerDown(event: PointerEvent<SVGGElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = placeOf(event);
    grab.current = { x: x - at.x, y: y - at.y };
    latest.current = { sigma, epsilon };
  }
  function onPointerMove(event: PointerEvent<SVGGElement>) {
    if (!grab.current) return;
    const { x, y } = placeOf(event);
    move(settingsAt({ x: x - grab.current.x, y: y - grab.current.y }));
  }
  function onPointerEnd() {
    if (!grab.current) return;
    grab.current = null;
    onPoint(latest.current, 'commit');
  }
  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    if (!(event.key in WAYS)) return;
    event.preventDefault();
    event.stopPropagation();
    const [right, up] = WAYS[event.key];
    const cells = event.shiftKey ? 10 : 1;
    move(step(cells * right, cells * up));
  }
  function onKeyUp(event: KeyboardEvent<SVGGElement>) {
    if (event.key in WAYS) onPoint(latest.current, 'commit');
  }

  return (
    <g
      className="handle point-handle"
      role="slider"
      tabIndex={0}
      aria-label="noise scale sigma (left and right) and loss weight epsilon (up and down)"
      aria-valuemin={sigmaBounds[0]}
      aria-valuemax={sigmaBounds[1]}
      aria-valuenow={sigma}
      aria-valuetext={valueText}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
      onKeyDown={onKeyDown}
      onKeyUp={onKeyUp}
    >
      {children}
      <rect className="handle-hit" {...squareAround(at, 16)} rx={4} />
    </g>
  );
}
