import { useRef, useState, type PointerEvent } from 'react';
import type { Box, Point } from '../shared/labels';
import { placeOf } from '../shared/pointer';
import { settingsAt, type RegimeMapLayout } from './layout';
import type { RegimeMapData } from './model';

/** A part of the map: noise scales, sizes of loss weights, and its middle, which has a sign. */
export interface MapArea {
  readonly sigmas: readonly [number, number];
  readonly epsilons: readonly [number, number];
  readonly middle: Pick<RegimeMapData, 'sigma' | 'epsilon'>;
}

/** Pixels that a pointer moves until it is no click. */
const LEAST = 8;
const DIGITS = 3;

const short = (value: number) => Number(value.toPrecision(DIGITS));

const boxOf = (a: Point, b: Point): Box => ({
  ...{ x: Math.min(a.x, b.x), y: Math.min(a.y, b.y) },
  ...{ width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) },
});

/** What is between two places; across 0 it goes down to the least size of epsilon. */
export function areaBetween(
  layout: RegimeMapLayout,
  least: number,
  from: Point,
  to: Point,
): MapArea {
  const corners = [from, to].map((place) => settingsAt(layout, place));
  const [a, b] = corners.map(({ sigma }) => sigma).sort((s, t) => s - t);
  const [c, d] = corners.map(({ epsilon }) => Math.abs(epsilon)).sort((s, t) => s - t);
  const across = corners[0].epsilon * corners[1].epsilon < 0;
  const larger = corners.find(({ epsilon }) => Math.abs(epsilon) === d)!;
  const low = across ? least : c;
  return {
    sigmas: [short(a), short(b)],
    epsilons: [short(low), short(d)],
    middle: {
      sigma: short(Math.sqrt(a * b)),
      epsilon: short(Math.sign(larger.epsilon) * Math.sqrt(low * d)),
    },
  };
}

/** A rectangle that a mouse or a pen draws: a finger scrolls the page. */
export function useRectangle(onDrawn: ((from: Point, to: Point) => void) | null) {
  const start = useRef<Point | null>(null);
  const drew = useRef(false);
  const [box, setBox] = useState<Box | null>(null);
  const end = () => {
    start.current = null;
    setBox(null);
  };
  return {
    box,
    /** Whether the click that now comes is the end of a rectangle. */
    wasDrawn: () => drew.current,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGElement>) => {
        drew.current = false;
        if (!onDrawn || event.pointerType === 'touch' || event.button !== 0) return;
        start.current = placeOf(event);
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent<SVGElement>) => {
        const from = start.current;
        if (!from) return;
        const drawn = boxOf(from, placeOf(event));
        if (drew.current || (drawn.width > LEAST && drawn.height > LEAST)) {
          drew.current = true;
          setBox(drawn);
        }
      },
      onPointerUp: (event: PointerEvent<SVGElement>) => {
        const from = start.current;
        if (from && drew.current) onDrawn?.(from, placeOf(event));
        end();
      },
      onPointerCancel: end,
    },
  };
}
