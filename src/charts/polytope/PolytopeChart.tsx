import { memo, useId } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed, formatNumber, formatPercent } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround, type Point } from '../shared/labels';
import { Labels, Lines } from '../shared/Marks';
import { PointHandle, withinBounds, type Pair } from '../shared/PointHandle';
import type { ChartSize, Phase } from '../shared/size';
import { Arrow } from './Arrow';
import type { PolytopeData } from './data';
import { describePolytope } from './describe';
import { pointAt, type Panel } from './geometry';
import { polytopeLayout, type PolytopeLayout } from './layout';
import { SigmaHandle } from './SigmaHandle';

export interface PolytopeChartProps extends PolytopeData, ChartSize {
  readonly onScores: (scores: Pair, phase: Phase) => void;
  readonly onSigma: (sigma: number, phase: Phase) => void;
  /** Moves a corner; without it they stay. */
  readonly onCorner?: ((corner: number, place: Pair, phase: Phase) => void) | undefined;
}

/** Scores and their noise in the cones of what they predict, and the mean prediction between the corners. */
export const PolytopeChart = memo(function PolytopeChart(props: PolytopeChartProps) {
  const layout = polytopeLayout(props, props);
  return (
    <ChartFrame
      name="polytope"
      size={props}
      label="Scores with noise, and their predictions"
      description={describePolytope(props)}
      marks={polytopeMarks(props, layout)}
      handles={<Handles chart={props} layout={layout} />}
    >
      <Scores chart={props} layout={layout} />
      <Outcome chart={props} layout={layout} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface PartProps {
  readonly chart: PolytopeChartProps;
  readonly layout: PolytopeLayout;
}

/** The plane of the scores: cones or a loss, the draws, the arrow of the scores. */
function Scores({ layout }: PartProps) {
  const { scores, type, tip, followed, down } = layout;
  const { origin, box } = scores;
  const clip = useId();
  const dot = 1.3 * type.dot;
  return (
    <>
      <defs>
        <clipPath id={clip}>
          <rect {...box} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${clip})`}>
        {layout.wedge && (
          <path d={layout.wedge} className="polytope-wedge" data-term="prediction" />
        )}
        {layout.bands.map((d, i) => (
          <path key={i} d={d} className="polytope-band" data-term="loss" />
        ))}
        <Lines lines={layout.borders} className="polytope-border" />
        {layout.dots.map(({ look, path }) => (
          <path
            key={look}
            d={path}
            className={`plane-dots polytope-dot-${look}`}
            strokeWidth={dot}
            data-term="noise"
            data-part="draws"
          />
        ))}
        {layout.dots[1] && (
          <path
            d={layout.dots[1].path}
            className="plane-dots plane-hollow"
            strokeWidth={dot - 2.5}
            data-part="draws"
          />
        )}
        {layout.trail && <path d={layout.trail} className="polytope-trail" data-term="gradient" />}
        {followed && (
          <g data-term="noise" data-part="draws">
            <line
              className="polytope-noise"
              {...{ x1: tip.x, y1: tip.y, x2: followed.at.x, y2: followed.at.y }}
            />
            <circle
              cx={followed.at.x}
              cy={followed.at.y}
              r={type.dot}
              className="polytope-followed"
            />
          </g>
        )}
      </g>
      {down && <Arrow line={down} name="down" />}
      <Story layout={layout} parts={['noise', 'scores']} />
      <rect {...box} className="cells-frame" />
      <line
        className="polytope-scores"
        {...{ x1: origin.x, y1: origin.y, x2: tip.x, y2: tip.y }}
        data-term="signal"
      />
    </>
  );
}

const STORY = {
  noise: { name: 'gamma', term: 'noise' },
  scores: { name: 'up', term: 'signal' },
  mean: { name: 'moved', term: 'prediction' },
} as const;

/** What slow motion adds. */
function Story({
  layout,
  parts,
}: Pick<PartProps, 'layout'> & { readonly parts: readonly (keyof typeof STORY)[] }) {
  return layout.story
    .filter(({ of }) => parts.includes(of))
    .map(({ of, line }) => <Arrow key={of} line={line} {...STORY[of]} />);
}

/** The structures with their shares, the path of the mean, and where it is. */
function Outcome({ chart, layout }: PartProps) {
  const { type, corners, mean, miss, followed } = layout;
  const best = corners[chart.best].at;
  const truth = chart.loss && corners[chart.loss.truth];
  return (
    <>
      <path d={layout.outline} className="outline" />
      {corners.map(({ at, radius, ring }, s) => (
        <g key={s} data-term="prediction" data-part="shares">
          <circle cx={at.x} cy={at.y} r={radius} className="polytope-share" />
          {ring !== null && <circle cx={at.x} cy={at.y} r={ring} className="polytope-exact" />}
          <circle cx={at.x} cy={at.y} r={2} className="prediction-dot" />
        </g>
      ))}
      <rect {...squareAround(best, type.dot + 1)} className="noiseless" />
      {truth && (
        <circle
          cx={truth.at.x}
          cy={truth.at.y}
          r={Math.max(type.dot + 6, truth.radius + 4)}
          className="truth-ring"
          data-term="truth"
        />
      )}
      {followed && chart.slow?.lit !== null && (
        <circle
          cx={followed.corner.x}
          cy={followed.corner.y}
          r={type.dot}
          className="polytope-followed"
          data-term="noise"
        />
      )}
      {!chart.slow && (
        <path d={layout.path} className="polytope-path" data-term="sigma" data-part="path" />
      )}
      {miss && <Arrow line={miss} name="miss" />}
      {chart.slow?.counted !== false && (
        <g data-term="prediction" data-part="mean">
          <ellipse
            rx={mean.rx}
            ry={mean.ry}
            transform={`translate(${mean.centre.x},${mean.centre.y}) rotate(${mean.angle})`}
            className="error-ellipse"
          />
          <circle cx={mean.centre.x} cy={mean.centre.y} r={type.dot} className="prediction-dot" />
        </g>
      )}
      <Story layout={layout} parts={['mean']} />
    </>
  );
}

function Handles({ chart, layout }: PartProps) {
  const { scores, outcome, tip, type, corners } = layout;
  const { onCorner } = chart;
  return (
    <>
      {!chart.slow && <SigmaHandle {...chart} {...layout} />}
      {onCorner &&
        chart.places.map((place, s) => (
          <PointHandle
            key={s}
            label={`corner ${chart.labels[s]}`}
            at={corners[s].at}
            {...inPanel(place, FAR, outcome)}
            onChange={(value, phase) => onCorner(s, value, phase)}
          />
        ))}
      <PointHandle
        label="scores mu"
        at={tip}
        {...inPanel(chart.scores, chart.bound, scores)}
        onChange={chart.onScores}
      >
        <rect {...squareAround(tip, type.dot + 2)} className="polytope-tip" data-term="signal" />
      </PointHandle>
    </>
  );
}

/** How far the corners of a polygon may lie from the middle. */
const FAR = 2;
/** What an arrow key adds. */
const STEP = 0.05;

/** How a point of a panel is moved, either coordinate between -bound and bound. */
function inPanel(value: Pair, bound: number, panel: Panel) {
  const bounds: Pair = [-bound, bound];
  const [x, y] = value;
  return {
    ...{ value, bounds },
    valueText: `across ${formatNumber(x)}, up ${formatNumber(y)}`,
    valueAt: (pixel: Point) => withinBounds(pointAt(panel, pixel), bounds),
    stepped: ([across, up]: Pair) => withinBounds([x + STEP * across, y + STEP * up], bounds),
  };
}

/** The corners with their shares, and the mean. */
function polytopeMarks(data: PolytopeData, layout: PolytopeLayout): InspectMark[] {
  const { labels, shares, exact, mean, exactMean, draws } = data;
  const corners = layout.corners.map(({ at, radius }, s): InspectMark => {
    const rows = [['of these draws', formatPercent(shares[s])] as const];
    return {
      id: `corner-${s}`,
      title: labels[s],
      rows: exact ? [...rows, ['exact', formatPercent(exact[s])]] : rows,
      box: squareAround(at, Math.max(14, radius)),
      at,
    };
  });
  const place = ([x, y]: Pair) => `${formatFixed(x, 3)}, ${formatFixed(y, 3)}`;
  const { centre } = layout.mean;
  const rows = [
    [`of ${draws.places.length} draws`, place(mean)] as const,
    ...(exactMean ? [['exact', place(exactMean)] as const] : []),
  ];
  const title = 'mean prediction';
  return [...corners, { id: 'mean', title, rows, box: squareAround(centre, 14), at: centre }];
}
