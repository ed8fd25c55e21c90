import { useEffect, useRef } from 'react';

/** Milliseconds that a finger rests before it draws. */
const HOLD_MS = 500;

/** A finger scrolls the page until it has rested: then what it does is no scrolling. */
export function useHold() {
  const surface = useRef<SVGRectElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const held = useRef(false);
  const end = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    held.current = false;
  };
  useEffect(() => {
    const element = surface.current;
    // React's own listener could not keep the browser from scrolling
    const keep = (event: TouchEvent) => {
      if (held.current) event.preventDefault();
    };
    element?.addEventListener('touchmove', keep, { passive: false });
    return () => {
      element?.removeEventListener('touchmove', keep);
      end();
    };
  }, []);
  return {
    surface,
    end,
    begin(onHeld: () => void) {
      end();
      timer.current = setTimeout(() => {
        timer.current = null;
        held.current = true;
        onHeld();
      }, HOLD_MS);
    },
    isWaiting: () => timer.current !== null,
  };
}
