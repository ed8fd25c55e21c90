import { useLayoutEffect, useRef, useState } from 'react';
import { between } from './morph';
import type { ChartSize } from './size';

/**
 * Whoever gives it wants marks that change to move to their new places: it hears when they set off, and by
 * its answer that they have arrived.
 */
export type Ease = () => () => void;

const MILLISECONDS = 200;

/** Slow at both ends. */
const eased = (share: number) => share * share * (3 - 2 * share);

interface Moment<Marks> {
  readonly to: Marks;
  readonly shown: Marks;
}

/**
 * The marks as they are shown: on their way from where they were when they change, and at once in their
 * places where there is no `ease`, or where it is the size of the chart that has changed.
 * @param marks plain data, the same object as long as nothing has changed
 */
export function useMorph<Marks>(
  marks: Marks,
  { width, height }: ChartSize,
  ease: Ease | null | undefined,
) {
  const last = useRef({ marks, width, height });
  const [moment, setMoment] = useState<Moment<Marks> | null>(null);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { marks, width, height };
    if (!ease || before.width !== width || before.height !== height) return;
    const from = before.marks;
    if (between(from, marks, 0) === marks) return;
    const arrived = ease();
    let begun: number | null = null;
    let frame = 0;
    const show = (share: number) => {
      const shown = share < 1 ? between(from, marks, eased(share)) : marks;
      last.current = { marks: shown, width, height };
      setMoment(share < 1 ? { to: marks, shown } : null);
      if (share < 1) frame = requestAnimationFrame(tick);
      else arrived();
    };
    function tick(now: number) {
      begun ??= now;
      show((now - begun) / MILLISECONDS);
    }
    show(0);
    return () => {
      cancelAnimationFrame(frame);
      arrived();
    };
  }, [marks, width, height, ease]);
  const moving = moment?.to === marks;
  return { marks: moving ? moment.shown : marks, moving };
}
