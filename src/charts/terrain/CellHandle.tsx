import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { fitText, type Point } from '../shared/labels';
import { Labels } from '../shared/Marks';
import { placeOf } from '../shared/pointer';
import type { Phase } from '../shared/size';
import type { Head } from './layout';
import { cellBox, cellAt, type Square } from './square';

interface CellHandleProps {
  readonly square: Square;
  /** Where the line has room that says what is pointed at, and what it says else. */
  readonly head: Head;
  readonly idle: string;
  /** A cell in words. */
  readonly say: (cell: number) => string;
  readonly costs: ArrayLike<number>;
  readonly most: number;
  /** Whether a hand paints instead of dragging. */
  readonly painting: boolean;
  readonly onCost: (cell: number, cost: number, phase: Phase) => void;
  readonly onPaint: (cells: readonly number[], phase: Phase) => void;
}

/** What a pixel upwards adds to a cost, and what a key does. */
const PER_PIXEL = 0.05;
const PER_KEY = 0.5;

const ARROWS: Record<string, readonly [down: number, right: number]> = {
  ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
};
const SIGNS: Record<string, number> = { '+': 1, '=': 1, '-': -1, _: -1 };
const isPaint = (key: string) => key === 'Enter' || key === ' ';

/** What is going on while a hand is on the map. */
type Gesture =
  | { readonly kind: 'drag'; readonly cell: number; readonly from: number; readonly cost: number }
  | { readonly kind: 'paint'; readonly at: Point };

/**
 * The cells of a map to take hold of: a hand drags the cost of a cell up and down, or paints those that it
 * goes over; by keys arrows go from cell to cell, plus and minus change the cost, Enter paints.
 */
export function CellHandle(props: CellHandleProps) {
  const { square, head, idle, say, costs, most } = props;
  const [cell, setCell] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const shown = cell ?? 0;
  const told = cell === null && !focused ? idle : say(shown);
  return (
    <g
      className="handle"
      role="slider"
      tabIndex={0}
      aria-label="cost of a cell"
      aria-roledescription="cell of the map"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={most}
      aria-valuenow={costs[shown]}
      aria-valuetext={say(shown)}
      {...usePointer(props, setCell)}
      {...useKeys(props, shown, setCell)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <Labels
        labels={[
          {
            ...{ x: head.x, y: head.y, anchor: 'start', kind: 'axis', size: head.size },
            text: fitText(told, head.size, head.width),
          },
        ]}
      />
      {(cell !== null || focused) && <rect {...cellBox(square, shown)} className="land-cursor" />}
      <rect {...square.box} className="handle-hit land-hit" />
    </g>
  );
}

type SetCell = (cell: number | null) => void;

/** A hand on the map: every move is told, and one commit at the end. */
function usePointer(
  { square, costs, painting, onCost, onPaint }: CellHandleProps,
  setCell: SetCell,
) {
  const gesture = useRef<Gesture | null>(null);
  const latest = useRef(0);
  function onPointerDown(event: PointerEvent<SVGGElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    const cell = cellAt(square, at);
    setCell(cell);
    latest.current = costs[cell];
    gesture.current = painting
      ? { kind: 'paint', at }
      : { kind: 'drag', cell, from: at.y, cost: costs[cell] };
    if (painting) onPaint([cell], 'move');
  }
  function onPointerMove(event: PointerEvent<SVGGElement>) {
    const at = placeOf(event);
    const held = gesture.current;
    if (held?.kind === 'drag') {
      latest.current = held.cost + PER_PIXEL * (held.from - at.y);
      onCost(held.cell, latest.current, 'move');
      return;
    }
    setCell(cellAt(square, at));
    if (!held) return;
    onPaint(cellsBetween(square, held.at, at), 'move');
    gesture.current = { kind: 'paint', at };
  }
  function onPointerUp() {
    const held = gesture.current;
    gesture.current = null;
    if (held?.kind === 'drag') onCost(held.cell, latest.current, 'commit');
    else if (held) onPaint([], 'commit');
  }
  const onPointerLeave = () => !gesture.current && setCell(null);
  return {
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel: onPointerUp,
    onPointerLeave,
  };
}

function useKeys(props: CellHandleProps, shown: number, setCell: SetCell) {
  const { square, costs, painting, onCost, onPaint } = props;
  const changes = ({ key }: KeyboardEvent) => key in SIGNS || (isPaint(key) && painting);
  function onKeyDown(event: KeyboardEvent<SVGGElement>) {
    const { key } = event;
    if (key in ARROWS) setCell(moved(shown, ARROWS[key], square.size));
    else if (key in SIGNS) onCost(shown, costs[shown] + PER_KEY * SIGNS[key], 'move');
    else if (changes(event)) onPaint([shown], 'move');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  // what is set by then is what the keys have made of it
  const onKeyUp = (event: KeyboardEvent<SVGGElement>) => changes(event) && onPaint([], 'commit');
  return { onKeyDown, onKeyUp };
}

function moved(cell: number, [down, right]: readonly [number, number], size: number): number {
  const within = (place: number) => Math.min(size - 1, Math.max(0, place));
  return within(Math.floor(cell / size) + down) * size + within((cell % size) + right);
}

/** Every cell on the straight way of a hand between two looks at it. */
function cellsBetween(square: Square, from: Point, to: Point): number[] {
  const steps = Math.max(
    1,
    Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / square.cell),
  );
  const cells = Array.from({ length: steps + 1 }, (_, i) =>
    cellAt(square, {
      x: from.x + (i / steps) * (to.x - from.x),
      y: from.y + (i / steps) * (to.y - from.y),
    }),
  );
  return [...new Set(cells)];
}
