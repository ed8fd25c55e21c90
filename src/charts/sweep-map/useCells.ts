import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { movedCell, type Cell } from '../heatmap/moved-cell';
import { placeOf } from '../shared/pointer';
import { cellUnder, type SweepMapLayout } from './layout';
import type { SweepMapData } from './model';

/** A rectangle of cells, between two of its corners; rows are counted from the top. */
export interface CellPart {
  readonly from: Cell;
  readonly to: Cell;
}

/** Places of the first and last values of a part on both axes, of which y goes up. */
export function placesOf({ from, to }: CellPart, rows: number) {
  const range = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)] as const;
  return {
    x: range(from.column, to.column),
    y: range(rows - 1 - from.row, rows - 1 - to.row),
  };
}

const same = (a: Cell, b: Cell) => a.row === b.row && a.column === b.column;

/** What a map can be asked. */
export interface Asked {
  /** Takes the lab to a cell: values of x and y. */
  readonly onPick: (x: number, y: number) => void;
  /** Sweeps a part of the map finer: places of its first and last values of x and of y. */
  readonly onPart: (x: readonly [number, number], y: readonly [number, number]) => void;
}

/**
 * The cell that is read and the part that is chosen, by a pointer that drags from cell to cell or by arrow keys with
 * Shift. A finger scrolls the page instead.
 */
export function useCells(
  { x, y, onPick, onPart }: Asked & Pick<SweepMapData, 'x' | 'y'>,
  layout: SweepMapLayout,
) {
  const { rows, columns } = layout;
  const [cell, setCell] = useState<Cell | null>(null);
  /** Where a part begins; a pointer holds it until it lets go, keys until Enter or Escape. */
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const holds = useRef(false);
  const part = anchor && cell && !same(anchor, cell) ? { from: anchor, to: cell } : null;

  const take = (at: Cell | null) => {
    if (anchor && at && !same(anchor, at)) {
      const places = placesOf({ from: anchor, to: at }, rows);
      onPart(places.x, places.y);
    } else if (at) onPick(x.values[at.column], y.values[rows - 1 - at.row]);
    setAnchor(null);
  };
  const forget = () => {
    setCell(null);
    setAnchor(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedCell(event.key, cell, rows, columns);
    if (event.key === 'Escape') forget();
    else if (next) {
      setAnchor(event.shiftKey ? (anchor ?? cell ?? next) : null);
      setCell(next);
    } else if (event.key === 'Enter') take(cell);
    else return;
    event.preventDefault();
  };
  return {
    cell,
    part,
    onPointerMove(event: PointerEvent<SVGElement>) {
      const under = cellUnder(layout, placeOf(event));
      // a part that is drawn ends at the edge of the map
      if (under || !holds.current) setCell(under);
    },
    onPointerLeave() {
      if (!holds.current) setCell(null);
    },
    onHit: {
      onKeyDown,
      onBlur: forget,
      onPointerDown(event: PointerEvent<SVGElement>) {
        if (event.button !== 0) return;
        const under = cellUnder(layout, placeOf(event));
        setCell(under);
        if (event.pointerType === 'touch') return;
        event.currentTarget.setPointerCapture(event.pointerId);
        holds.current = true;
        setAnchor(under);
      },
      onPointerCancel() {
        holds.current = false;
        forget();
      },
      onPointerUp(event: PointerEvent<SVGElement>) {
        if (event.button !== 0) return;
        holds.current = false;
        take(cellUnder(layout, placeOf(event)) ?? cell);
      },
    },
  };
}
