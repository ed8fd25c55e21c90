import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { drawScatter } from './draw';
import type { ScatterData, ScatterLayout } from './layout';
import { createRaster, type Raster } from './raster';
import { createStamps, inkAt, type Stamps } from './stamps';

interface PointsCanvasProps {
  readonly data: ScatterData;
  readonly layout: ScatterLayout;
  readonly selected: readonly number[] | undefined;
}

/**
 * The event by which an export asks a canvas to draw itself again on another one, in the colours that
 * hold where that one is: src/ui/export/capture.ts sends it, with the other canvas as its detail.
 */
const CAPTURE_CANVAS = 'capturecanvas';

/** The points, on a canvas under the drawing: thousands of elements would be too slow to move. */
export const PointsCanvas = memo(function PointsCanvas(props: PointsCanvasProps) {
  const { data, layout, selected } = props;
  const { plot } = layout;
  const ref = useRef<HTMLCanvasElement>(null);
  const look = useLook();
  const [painter] = useState(createPainter);

  useLayoutEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    painter(canvas, data, layout, selected);
    const onCapture = (event: Event) => {
      const { detail } = event as CustomEvent<HTMLCanvasElement>;
      if (createPainter()(detail, data, layout, selected)) event.preventDefault();
    };
    canvas.addEventListener(CAPTURE_CANVAS, onCapture);
    return () => canvas.removeEventListener(CAPTURE_CANVAS, onCapture);
  }, [data, layout, selected, look, painter]);

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

type Painter = (
  canvas: HTMLCanvasElement,
  data: ScatterData,
  layout: ScatterLayout,
  selected: readonly number[] | undefined,
) => boolean;

/** Paints a canvas again and again; the marks and the memory are kept while they serve. */
function createPainter(): Painter {
  let raster: Raster | null = null;
  let stamps: { readonly key: string; readonly made: Stamps } | null = null;
  return (canvas, data, layout, selected) => {
    const context = canvas.getContext('2d');
    const { width, height } = canvas;
    if (!context || width === 0 || height === 0) return false;
    const scale = width / layout.plot.width;
    const ink = inkAt(canvas, data.classes.length);
    const { radius, named, letter, xs } = layout;
    const key = JSON.stringify([ink, data.classes, radius, named, letter, xs.length, scale]);
    if (stamps?.key !== key) {
      const scratch = document.createElement('canvas').getContext('2d', SCRATCH)!;
      stamps = { key, made: createStamps(scratch, data.classes, layout, ink, scale) };
    }
    if (raster?.width !== width || raster.height !== height) raster = createRaster(width, height);
    const chosen = selected && selected.length > 0 ? new Set(selected) : null;
    drawScatter(raster, data, layout, stamps.made, chosen, scale);
    context.putImageData(new ImageData(raster.bytes, width, height), 0, 0);
    return true;
  };
}

const SCRATCH: CanvasRenderingContext2DSettings = { willReadFrequently: true };

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
