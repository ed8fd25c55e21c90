import { memo, useMemo, useState } from 'react';
import { ChartBox, ChartSvg } from '../shared/ChartRoot';
import { Tooltip } from '../shared/Inspector';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import { pathOf } from '../shared/path';
import type { ChartSize } from '../shared/size';
import { describeScatter } from './describe';
import { domainOf, type Domain } from './domain';
import {
  QUERY,
  scatterLayout,
  WRONG,
  type ScatterData,
  type ScatterLayout,
  type ScatterPoints,
} from './layout';
import { PointsCanvas } from './PointsCanvas';
import { ringRadius } from './stamps';
import { useScatter } from './useScatter';

export interface ScatterChartProps extends ScatterData, ChartSize {
  /** The points that stand out; the others fade. */
  readonly selected?: readonly number[] | undefined;
  /** A point that is lit in another figure. */
  readonly hovered?: number | null | undefined;
  readonly onHover?: (index: number | null) => void;
  /** Called with the points that were circled or are near the one chosen, [] for none. */
  readonly onSelect?: (indices: readonly number[]) => void;
  /** Called with the one point that was chosen. */
  readonly onPick?: (index: number) => void;
  /** A finger draws around points instead of scrolling the page. */
  readonly circling?: boolean | undefined;
}

/** Points in the plane, the name of its class or a shape each, drawn on a canvas by the thousand. */
export const ScatterChart = memo(function ScatterChart(props: ScatterChartProps) {
  const { points, classes, note, selected, hovered } = props;
  const data = useMemo(() => ({ points, classes, note }), [points, classes, note]);
  const layout = useLayout(data, props);
  const description = useMemo(() => describeScatter(data), [data]);
  const { current, lasso, surface, ...answers } = useScatter(data, layout, props);
  const lit = current ?? (hovered != null && hovered < points.labels.length ? hovered : null);
  const mark = current === null ? null : markOf(data, layout, current);
  return (
    <ChartBox name="scatter" size={props}>
      <PointsCanvas data={data} layout={layout} selected={selected} />
      <ChartSvg size={props} label="Points of the classes in the plane" description={description}>
        <Drawing layout={layout} />
        <Overlay layout={layout} lit={lit} lasso={lasso} />
        <rect
          ref={surface}
          className="mark-hit"
          data-circling={props.circling || undefined}
          {...layout.plot}
          tabIndex={0}
          role="application"
          aria-label={`Points: ${points.labels.length} in ${classes.length} classes. Left and right arrows step through a class, up and down change the class, Enter selects the nearest points, Escape clears`}
          {...answers}
        />
      </ChartSvg>
      <p className="visually-hidden" role="status">
        {mark && mark.rows.reduce((told, [name, value]) => `${told}, ${name} ${value}`, mark.title)}
        {!mark && selected && selected.length > 0 && `${selected.length} points selected`}
      </p>
      <Tooltip mark={mark} pinned={false} size={props} />
    </ChartBox>
  );
});

/** The layout, in a view that follows that of the frame before. */
function useLayout(data: ScatterData, size: ChartSize): ScatterLayout {
  const { width, height, presentation, fontSize } = size;
  const { points } = data;
  const [view, setView] = useState<View | null>(null);
  const shown =
    view?.points === points ? view : { points, domain: domainOf(points.positions, view?.domain) };
  if (shown !== view) setView(shown);
  const { domain } = shown;
  return useMemo(
    () => scatterLayout(data, { width, height, presentation, fontSize }, domain),
    [data, width, height, presentation, fontSize, domain],
  );
}

interface View {
  readonly points: ScatterPoints;
  readonly domain: Domain;
}

function markOf({ points, classes }: ScatterData, layout: ScatterLayout, i: number): InspectMark {
  const mark = points.marks?.[i] ?? 0;
  const at = { x: layout.xs[i], y: layout.ys[i] };
  return {
    id: String(i),
    title: `${mark & QUERY ? 'query' : 'point'} ${i + 1}`,
    rows: [
      ['class', classes[points.labels[i]] ?? '?'],
      ...(mark & WRONG ? ([['prediction', 'wrong']] as const) : []),
    ],
    box: { ...at, width: 0, height: 0 },
    at,
  };
}

const Drawing = memo(function Drawing({ layout }: { layout: ScatterLayout }) {
  const { plot, centres, labels } = layout;
  return (
    <g className="drawing" aria-hidden="true">
      <rect {...plot} className="cells-frame" />
      <Labels labels={centres} />
      <Labels labels={labels} />
    </g>
  );
});

interface OverlayProps {
  readonly layout: ScatterLayout;
  readonly lit: number | null;
  readonly lasso: ReturnType<typeof useScatter>['lasso'];
}

/** Radius of the ring that shows around a finger that it has rested for long enough. */
const HELD = 32;

/** The ring of the point in hand, and the line that is being drawn. */
function Overlay({ layout, lit, lasso }: OverlayProps) {
  const { xs, ys } = layout;
  const r = ringRadius(layout) + 2;
  return (
    <g className="drawing" aria-hidden="true" data-export="no">
      {lit !== null && Number.isFinite(xs[lit] + ys[lit]) && (
        <>
          <circle cx={xs[lit]} cy={ys[lit]} r={r} className="point-lit-ground" />
          <circle cx={xs[lit]} cy={ys[lit]} r={r} className="point-lit" />
        </>
      )}
      {lasso.length === 1 && <circle cx={lasso[0].x} cy={lasso[0].y} r={HELD} className="lasso" />}
      {lasso.length > 1 && <path d={`${pathOf(lasso)}Z`} className="lasso" />}
    </g>
  );
}
