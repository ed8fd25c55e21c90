import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed, formatNumber } from '../shared/format';
import type { Ghost } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { MarkerHandle } from '../shared/MarkerHandle';
import { Labels, Lines } from '../shared/Marks';
import { placesAlong } from '../shared/marker';
import { nudge, valueAt } from '../shared/scale';
import { SliderHandle } from '../shared/SliderHandle';
import type { ChartSize, Phase } from '../shared/size';
import { describeSecant } from './describe';
import {
  scoreAt,
  secantGhost,
  secantLayout,
  secantPins,
  type Secant,
  type SecantLayout,
} from './layout';
import { epsilonOf, epsilonText, type SecantData } from './model';
import { partOfRow, type SlopeRow } from './slopes';

export interface SecantChartProps extends SecantData, ChartSize {
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  readonly onScore: (value: number, phase: Phase) => void;
  readonly onEpsilon: (value: number, phase: Phase) => void;
}

/** The expected loss along one score: the step, the tangent, and the secant that direct loss is. */
export const SecantChart = memo(function SecantChart(props: SecantChartProps) {
  const layout = secantLayout(props, props);
  const { tangent, mean, secant, otherSecant, point, type } = layout;
  const said = props.ghost && secantGhost(props.ghost, layout, props);
  return (
    <ChartFrame
      name="secant"
      size={props}
      label="Expected loss against one score, with its slopes"
      description={describeSecant(props)}
      marks={secantMarks(props, layout)}
      handles={<Handles chart={props} layout={layout} />}
    >
      <Lines lines={layout.grid} className="grid" />
      <path d={layout.stair} className="stair" data-term="sigma" />
      {otherSecant && <SecantLine secant={otherSecant} part="slopes other" faint r={type.dot} />}
      {secantPins(layout, props).map((mark, i) => (
        <GhostShape key={i} mark={mark} term="sigma epsilon" part="slopes" />
      ))}
      <path d={layout.curve} className="exact-curve" data-term="loss prediction" />
      <line {...tangent} className="truth-line" data-term="truth gradient" data-part="slopes" />
      {mean && (
        <line {...mean} className="secant-line" data-term="epsilon gradient" data-part="slopes" />
      )}
      {secant && <SecantLine secant={secant} part="slopes" r={type.dot + 1} />}
      {layout.shift && <Shift {...layout.shift} />}
      {layout.slopes.rows.map((row) => (
        <Glyph key={row.id} row={row} r={type.dot} />
      ))}
      {said && <GhostShape mark={said} />}
      <Labels labels={layout.slopes.labels} />
      <Labels labels={layout.labels} />
      <circle cx={point.x} cy={point.y} r={type.dot + 2} className="prediction-dot" />
    </ChartFrame>
  );
});

interface SecantLineProps {
  readonly secant: Secant;
  readonly r: number;
  readonly part: string;
  readonly faint?: boolean;
}

function SecantLine({ secant, r, part, faint }: SecantLineProps) {
  const { line, foot, inside } = secant;
  return (
    <g data-term="epsilon gradient" data-part={part}>
      <line {...line} className={faint ? 'secant-line secant-other' : 'secant-line'} />
      {inside && <circle cx={foot.x} cy={foot.y} r={r} className="secant-foot" />}
    </g>
  );
}

/** The way of the score to the foot, with an arrow head that is the foot's grip. */
function Shift({ x1, x2, y1: y }: { x1: number; x2: number; y1: number }) {
  const back = x2 >= x1 ? -1 : 1;
  return (
    <g data-term="epsilon" data-part="slopes">
      <path d={`M${x1},${y}H${x2}`} className="secant-shift" />
      <path d={`M${x2},${y}l${back * 9},-6v12z`} className="secant-arrow" />
    </g>
  );
}

const LINES = {
  step: 'stair',
  exact: 'truth-line',
  mean: 'secant-line',
  other: 'secant-line secant-other',
};

function Glyph({ row: { id, glyph }, r }: { row: SlopeRow; r: number }) {
  const part = partOfRow(id);
  if (id !== 'measured') return <line {...glyph} className={LINES[id]} data-part={part} />;
  const at = { cx: (glyph.x1 + glyph.x2) / 2, cy: glyph.y1, r };
  return <circle {...at} className="prediction-dot" data-part={part} />;
}

/** Half of the side of a grip. */
const GRIP = 14;

interface HandlesProps {
  readonly chart: SecantChartProps;
  readonly layout: SecantLayout;
}

/** The foot, which sets epsilon, and the score. */
function Handles({ chart, layout }: HandlesProps) {
  const { score, epsilon, epsilonBounds, footPerEpsilon, name } = chart;
  const { secant, shift, x, marker, point } = layout;
  return (
    <>
      <MarkerHandle
        marker={{ ...marker, bottom: point.y }}
        term="score"
        free={point.y}
        label={`score of ${name}`}
        value={score}
        bounds={chart.scoreBounds}
        valueText={formatFixed(score, 2)}
        valueAt={(pixel) => scoreAt(layout, chart, pixel)}
        step={(steps) => scoreAt(layout, chart, x(nudge(x, score, steps)))}
        onChange={chart.onScore}
      />
      {secant && shift && footPerEpsilon !== null && (
        <SliderHandle
          label="loss weight epsilon, by the foot of the secant"
          value={epsilon}
          bounds={[-epsilonBounds[1], epsilonBounds[1]]}
          valueText={`epsilon ${formatNumber(epsilon)}`}
          boxes={[secant.foot, { x: shift.x2, y: shift.y2 }].map((at) => squareAround(at, GRIP))}
          pixel={secant.foot.x}
          valueAt={(pixel) => epsilonOf(chart, valueAt(x, pixel))}
          step={(steps) => epsilonOf(chart, nudge(x, score + footPerEpsilon * epsilon, steps))}
          onChange={chart.onEpsilon}
        />
      )}
    </>
  );
}

/** Strips along the curve, and the rows of slopes. */
function secantMarks(data: SecantData, layout: SecantLayout): InspectMark[] {
  const { x, y, frame, slopes } = layout;
  const places = placesAlong(data.scores.map(x), frame);
  const along = places.map(({ i, at, box }) => ({
    id: `score-${i}`,
    title: `score of ${data.name}: ${formatNumber(data.scores[i])}`,
    rows: [['E[loss]', formatNumber(data.losses[i], 4)]] as const,
    box,
    at: { x: at, y: y(data.losses[i]) },
  }));
  const known = slopes.rows.filter(({ id }) => id !== 'measured' || data.estimate);
  const rows = known.map(({ id, name, value, box, glyph }) => ({
    id,
    title: `slope, ${name}`,
    rows: [
      [meaning(id, data), value],
      ['at the score', formatNumber(data.score)],
    ] as const,
    box,
    at: { x: glyph.x1, y: glyph.y1 },
  }));
  return [...along, ...rows];
}

function meaning(id: SlopeRow['id'], { epsilon, footPerEpsilon }: SecantData): string {
  const line = footPerEpsilon === null ? 'mean of the estimate' : 'secant';
  const words: Record<SlopeRow['id'], string> = {
    step: 'stair at this score',
    exact: 'tangent',
    mean: `${line} at ε = ${epsilonText(epsilon)}`,
    other: `${line} at ε = ${epsilonText(-epsilon)}`,
    measured: 'sampled estimate',
  };
  return words[id];
}
