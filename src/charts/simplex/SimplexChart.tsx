import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatTwoErrors } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { ghostMark, type Ghost, type GhostMark } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import { Labels, Lines } from '../shared/Marks';
import { squareAround, type Point } from '../shared/labels';
import { nudge, scaleOf } from '../shared/scale';
import { SliderHandle } from '../shared/SliderHandle';
import type { ChartSize, Phase } from '../shared/size';
import { describeSimplex } from './describe';
import { pointOf, sigmaOn, type Ellipse } from './geometry';
import { simplexLayout, type SimplexData, type SimplexLayout } from './layout';

export interface SimplexChartProps extends SimplexData, ChartSize {
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** The expected predictor of three classes as the noise grows: from a vertex to the centre. */
export const SimplexChart = memo(function SimplexChart(props: SimplexChartProps) {
  const layout = simplexLayout(props, props);
  const { type, curves, ellipse, reachable } = layout;
  const said = props.ghost && simplexGhost(props.ghost, layout, props);
  return (
    <ChartFrame
      name="simplex"
      size={props}
      label="Expected predictor in the triangle of three classes"
      description={describeSimplex(props)}
      marks={simplexMarks(props, layout)}
      handles={<PathHandle {...props} layout={layout} />}
    >
      {reachable && <path d={reachable} className="reachable" />}
      <Lines lines={layout.grid} className="grid grid-oblique" />
      <path d={layout.outline} className="outline" />
      <Lines lines={layout.leaders} className="leader" part="path" />
      {curves.map(({ id, d, series, emphasis }) => (
        <path
          key={id}
          d={d}
          className={`series series-${series}${emphasis ? ' emphasis' : ''}`}
          data-term="law"
          data-part="path"
        />
      ))}
      <Lines lines={layout.sigmaTicks} className="sigma-tick" term="sigma" part="path" />
      {curves.map(({ id, series, current, emphasis }) =>
        current && !emphasis ? (
          <circle
            key={id}
            cx={current.x}
            cy={current.y}
            r={type.dot}
            className={`series-dot series-dot-${series}`}
            data-term="law"
            data-part="path"
          />
        ) : null,
      )}
      <Insets layout={layout} />
      {ellipse && <Estimate ellipse={ellipse} r={type.dot} />}
      {said && <GhostShape mark={said} />}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** An answer as a circle at its point. */
function simplexGhost(
  ghost: Ghost,
  layout: SimplexLayout,
  data: SimplexData & ChartSize,
): GhostMark | null {
  if (ghost.kind !== 'point') return null;
  const { triangle, type, labels, insets } = layout;
  const at = pointOf(triangle, ghost.shares);
  const r = 2 * type.dot;
  const paths = data.paths.flatMap(({ points }) => points.map((p) => pointOf(triangle, p)));
  const taken = [...labels, ...insets.map(({ box }) => box), ...paths];
  const d = `M${at.x - r},${at.y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
  const anchors = [r, -r].flatMap((dx) => [0, r, -r].map((dy) => ({ x: at.x + dx, y: at.y + dy })));
  return ghostMark(d, anchors, taken, data, type);
}

/** What corners and centre mean, in bars. */
function Insets({ layout: { insets } }: { readonly layout: SimplexLayout }) {
  return insets.map(({ bars, base }, i) => (
    <g key={i} className="inset" data-term="prediction">
      {bars.map((bar, b) => (
        <rect key={b} {...bar} />
      ))}
      <line {...base} />
    </g>
  ));
}

/**
 * A ring at the exact point of the law in use, in which the estimate should lie. Pulled along the path it
 * sets the noise scale.
 */
function PathHandle(props: SimplexChartProps & { readonly layout: SimplexLayout }) {
  const { layout, sigma, sigmaBounds, onSigma, currentId, paths } = props;
  const { curves, track, type } = layout;
  const current = curves.find(({ emphasis }) => emphasis)?.current;
  if (!current || !track) return null;
  const { sigmas } = paths.find(({ id }) => id === currentId)!;
  const axis = scaleOf('log', sigmaBounds, [0, 100]);
  return (
    <SliderHandle
      label="noise scale sigma, along the path"
      value={sigma}
      bounds={sigmaBounds}
      valueText={`sigma ${formatNumber(sigma)}`}
      vertical={track.vertical}
      boxes={[squareAround(current, Math.max(14, type.dot + 6))]}
      pixel={track.vertical ? current.y : current.x}
      valueAt={(pixel) => sigmaOn(track, sigmas, pixel, sigma)}
      step={(steps) => nudge(axis, sigma, steps)}
      onChange={onSigma}
    >
      <circle
        cx={current.x}
        cy={current.y}
        r={type.dot + 4}
        className="path-grip"
        data-term="law sigma"
      />
    </SliderHandle>
  );
}

function Estimate({ ellipse, r }: { readonly ellipse: Ellipse; readonly r: number }) {
  const { centre, rx, ry, angle } = ellipse;
  return (
    <g data-term="prediction">
      <ellipse
        rx={rx}
        ry={ry}
        transform={`translate(${centre.x},${centre.y}) rotate(${angle})`}
        className="error-ellipse"
      />
      <circle cx={centre.x} cy={centre.y} r={r - 1} className="prediction-dot" />
    </g>
  );
}

function simplexMarks(data: SimplexData, layout: SimplexLayout): InspectMark[] {
  const at = (point: Point, half: number) => ({
    at: point,
    box: squareAround(point, half),
  });
  const laws = layout.curves.flatMap(({ id, current }) => {
    const path = data.paths.find((candidate) => candidate.id === id)!;
    if (!current) return [];
    return {
      id,
      title: `${path.label}, exact`,
      rows: data.labels.map((name, i) => [name, formatNumber(path.current![i], 4)] as const),
      ...at(current, 12),
    };
  });
  if (!data.estimate || !layout.ellipse) return laws;
  const { point, standardErrors } = data.estimate;
  const rows = data.labels.map(
    (name, i) =>
      [name, `${formatNumber(point[i], 4)} ${formatTwoErrors(standardErrors[i])}`] as const,
  );
  const estimate = { id: 'estimate', title: 'Monte-Carlo estimate', rows };
  const exact = data.paths.find(({ id }) => id === data.currentId)?.current;
  const withExact = exact
    ? [...rows, ...data.labels.map((n, i) => [`${n}, exact`, formatNumber(exact[i], 4)] as const)]
    : rows;
  const reach = Math.max(12, layout.ellipse.rx);
  return [
    ...laws.filter(({ id }) => id !== data.currentId),
    { ...estimate, rows: withExact, ...at(layout.ellipse.centre, reach) },
  ];
}
