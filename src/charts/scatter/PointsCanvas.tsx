import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { drawScatter, inkOf } from './draw';
import type { ScatterData, ScatterLayout } from './layout';

interface PointsCanvasProps {
  readonly data: ScatterData;
  readonly layout: ScatterLayout;
  readonly selected: readonly number[] | undefined;
}

/**
 * The event by which an export asks a canvas to draw itself again on another one, in the colours that
 * hold where that one is: src/ui/export/capture.ts sends it, with the other canvas as its detail.
 */
export const CAPTURE_CANVAS = 'capturecanvas';

/** The points, on a canvas under the drawing: thousands of elements would be too slow to move. */
export const PointsCanvas = memo(function PointsCanvas(props: PointsCanvasProps) {
  const { data, layout, selected } = props;
  const { plot } = layout;
  const ref = useRef<HTMLCanvasElement>(null);
  const look = useLook();

  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    paint(canvas, canvas, data, layout, selected);
    const onCapture = (event: Event) => {
      const { detail } = event as CustomEvent<HTMLCanvasElement>;
      if (paint(detail, detail, data, layout, selected)) event.preventDefault();
    };
    canvas.addEventListener(CAPTURE_CANVAS, onCapture);
    return () => canvas.removeEventListener(CAPTURE_CANVAS, onCapture);
  }, [data, layout, selected, look]);

  return (
    <canvas
      ref={ref}
      className="scatter-points"
      aria-hidden="true"
      width={Math.round(plot.width * look.ratio)}
      height={Math.round(plot.height * look.ratio)}
      style={{ left: plot.x, top: plot.y, width: plot.width, height: plot.height }}
    />
  );
});

function paint(
  canvas: HTMLCanvasElement,
  place: HTMLCanvasElement,
  data: ScatterData,
  layout: ScatterLayout,
  selected: readonly number[] | undefined,
): boolean {
  const context = canvas.getContext('2d');
  if (!context) return false;
  const chosen = selected && selected.length > 0 ? new Set(selected) : null;
  const ink = inkOf(place, data.classes.length);
  drawScatter(context, data, layout, ink, chosen, canvas.width / layout.plot.width);
  return true;
}

/** What a canvas cannot see change by itself: the theme, and how many pixels the screen has. */
interface Look {
  readonly ratio: number;
  readonly theme: number;
}

function useLook(): Look {
  const [look, setLook] = useState<Look>(() => ({ ratio: pixelRatio(), theme: 0 }));
  const { ratio } = look;
  useEffect(() => {
    const change = () => setLook(({ theme }) => ({ ratio: pixelRatio(), theme: theme + 1 }));
    const themes = new MutationObserver(change);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const screen = matchMedia(`(resolution: ${ratio}dppx)`);
    screen.addEventListener('change', change);
    // the names that stand for points are drawn in the page's font, once it is there
    void document.fonts.ready.then(change);
    return () => {
      themes.disconnect();
      screen.removeEventListener('change', change);
    };
  }, [ratio]);
  return look;
}

const pixelRatio = () => (typeof window === 'undefined' ? 1 : window.devicePixelRatio || 1);
