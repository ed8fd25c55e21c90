import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Point } from '../shared/labels';
import { placeOf } from '../shared/pointer';
import { createFinder, stepTo } from './find';
import type { ScatterData, ScatterLayout } from './layout';
import { useHold } from './useHold';

/** Pixels from a point within which it is meant. */
const REACH = 16;
/** Pixels that a pointer may move and still have clicked. */
const STILL = 4;
/** Pixels that a resting finger may tremble. */
const TREMBLE = 10;
/** Points that Enter or a click selects: the point and those nearest to it in the picture. */
const NEIGHBOURS = 12;

interface Answers {
  readonly onHover?: ((index: number | null) => void) | undefined;
  readonly onSelect?: ((indices: readonly number[]) => void) | undefined;
  readonly onPick?: ((index: number) => void) | undefined;
  readonly circling?: boolean | undefined;
}

/**
 * Pointing, selecting and stepping. A drag draws a line around points and selects those inside; a
 * click or Enter selects a point with its neighbours in the picture; Escape, or a click where there
 * is no point, selects nothing. A finger scrolls, unless it has rested or `circling` is on.
 */
export function useScatter(data: ScatterData, layout: ScatterLayout, answers: Answers) {
  const { onHover, onSelect, onPick, circling } = answers;
  const { xs, ys } = layout;
  const { labels } = data.points;
  const finder = useMemo(() => createFinder(xs, ys), [xs, ys]);
  const [pointed, setPointed] = useState<number | null>(null);
  const [lasso, setLasso] = useState<readonly Point[]>([]);
  const start = useRef<Point | null>(null);
  const { surface, ...hold } = useHold();
  const current = pointed !== null && pointed < labels.length ? pointed : null;

  const point = (next: number | null) => {
    if (next === current) return;
    setPointed(next);
    onHover?.(next);
  };
  const selectAround = (index: number | null) => {
    onSelect?.(index === null ? [] : finder.neighbours(index, NEIGHBOURS));
    if (index !== null) onPick?.(index);
  };
  const stop = () => {
    start.current = null;
    hold.end();
    setLasso([]);
  };

  return {
    current,
    lasso,
    surface,
    onPointerDown(event: PointerEvent<SVGElement>) {
      if (event.button !== 0 || !onSelect) return;
      const at = placeOf(event);
      start.current = at;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (event.pointerType === 'touch' && !circling) hold.begin(() => setLasso([at]));
    },
    onPointerMove(event: PointerEvent<SVGElement>) {
      const at = placeOf(event);
      const from = start.current;
      if (!from) return point(finder.nearest(at, REACH));
      const way = Math.hypot(at.x - from.x, at.y - from.y);
      if (hold.isWaiting()) {
        if (way > TREMBLE) stop();
      } else if (lasso.length > 0) setLasso([...lasso, at]);
      else if (way > STILL) {
        point(null);
        setLasso([from, at]);
      }
    },
    onPointerUp(event: PointerEvent<SVGElement>) {
      if (!start.current) return;
      if (lasso.length > 2) onSelect?.(finder.inside(lasso));
      else selectAround(finder.nearest(placeOf(event), REACH));
      stop();
    },
    onPointerCancel: stop,
    onPointerLeave: () => point(null),
    onBlur: () => point(null),
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape') {
        stop();
        point(null);
        onSelect?.([]);
      } else if (event.key === 'Enter' || event.key === ' ') {
        if (current !== null) selectAround(current);
      } else {
        const next = stepTo(event.key, current, { xs, ys, labels, classes: data.classes.length });
        if (next === null) return;
        point(next);
      }
      event.preventDefault();
    },
  };
}
