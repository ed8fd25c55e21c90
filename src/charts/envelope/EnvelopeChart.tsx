import { memo, useState } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { Ghost } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import type { InspectMark } from '../shared/inspect';
import { MarkerHandle } from '../shared/MarkerHandle';
import { Labels, Lines, openBox } from '../shared/Marks';
import { placesAlong } from '../shared/marker';
import { nudge, valueAt } from '../shared/scale';
import { awayFromZero, type ChartSize, type Phase } from '../shared/size';
import { describeEnvelope } from './describe';
import { envelopeGhost, envelopeLayout, type EnvelopeLayout } from './layout';
import type { EnvelopeData } from './model';
import type { EnvelopePanel } from './panel';

export interface EnvelopeChartProps extends EnvelopeData, ChartSize {
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  readonly onEpsilon: (value: number, phase: Phase) => void;
}

/** Marks that are the two ways round the square. */
const WAYS = ['epsilon-first', 'score-first'];

/** The expected maximum against epsilon, its corners without noise, its derivatives. */
export const EnvelopeChart = memo(function EnvelopeChart(props: EnvelopeChartProps) {
  const layout = envelopeLayout(props, props);
  const [active, setActive] = useState<string | null>(null);
  // one way lights the other: they end in the same number
  const lit = active !== null && WAYS.includes(active);
  const { x, point, zero, type, panel } = layout;
  const { epsilon, epsilonBounds, ghost } = props;
  const said = ghost && envelopeGhost(ghost, layout, props);
  const bound = (value: number) => awayFromZero(value, epsilon, epsilonBounds);
  return (
    <ChartFrame
      name="envelope"
      size={props}
      label="Expected maximum against epsilon, with its derivatives"
      description={describeEnvelope(props)}
      marks={envelopeMarks(props, layout)}
      onActive={setActive}
      handles={
        <MarkerHandle
          marker={{ ...layout.marker, bottom: point.y }}
          term="epsilon"
          free={point.y}
          label="loss weight epsilon"
          value={epsilon}
          bounds={[-epsilonBounds[1], epsilonBounds[1]]}
          valueText={`epsilon ${formatNumber(epsilon)}`}
          valueAt={(pixel) => bound(valueAt(x, pixel))}
          step={(steps) => bound(nudge(x, epsilon, steps))}
          onChange={props.onEpsilon}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <line {...layout.axis} className="grid" />
      {layout.lines.map(
        (line, i) => line && <line key={i} {...line} className="score-line" data-term="signal" />,
      )}
      <path d={layout.envelope} className="stair" data-term="sigma" />
      <line
        {...layout.tangentAtZero}
        className="tangent-at-zero"
        data-term="loss"
        data-part="slopes"
      />
      <path d={layout.curve} className="exact-curve" data-term="prediction" />
      <line
        {...layout.tangent}
        className={lit ? 'secant-line lit' : 'secant-line'}
        data-term="epsilon"
        data-part="slopes"
      />
      {layout.corners.map((corner, i) => (
        <circle
          key={i}
          cx={corner.x}
          cy={corner.y}
          r={type.dot}
          className="corner"
          data-term="sigma"
        />
      ))}
      <circle cx={zero.x} cy={zero.y} r={type.dot - 1} className="sum-dot" data-term="loss" />
      {panel && <Panel panel={panel} lit={lit} watched={props.watched} />}
      {said && <GhostShape mark={said} />}
      <Labels labels={layout.labels} />
      <circle cx={point.x} cy={point.y} r={type.dot + 2} className="prediction-dot" />
    </ChartFrame>
  );
});

interface PanelProps {
  readonly panel: EnvelopePanel;
  readonly lit: boolean;
  readonly watched: number;
}

function Panel({ panel, lit, watched }: PanelProps) {
  const { bars, base, full, span, square } = panel;
  const way = lit ? 'way lit' : 'way';
  return (
    <g data-part="slopes">
      <line x1={span[0]} x2={span[1]} y1={full} y2={full} className="grid" />
      <line x1={span[0]} x2={span[1]} y1={base} y2={base} className="zero" />
      {bars.map((bar, i) => (
        <path
          key={i}
          d={openBox(bar)}
          className={lit && i === watched ? 'augmented-bar lit' : 'augmented-bar'}
          data-term="epsilon"
        />
      ))}
      <path d={square.overEpsilon} className={way} data-term="gradient" />
      <path d={square.overScore} className={way} data-term="gradient" />
      <Labels labels={panel.labels} />
    </g>
  );
}

/** Strips along the curve, the bars, and the two ways round the square. */
function envelopeMarks(data: EnvelopeData, layout: EnvelopeLayout): InspectMark[] {
  const { x, y, frame } = layout;
  const places = placesAlong(data.epsilons.map(x), frame);
  const along = places.map(({ i, at, box }) => ({
    id: `epsilon-${i}`,
    title: `ε = ${formatNumber(data.epsilons[i])}`,
    rows: [['G', formatNumber(data.maxima[i], 4)]] as const,
    box,
    at: { x: at, y: y(data.maxima[i]) },
  }));
  return [...along, ...(layout.panel ? panelMarks(data, layout.panel) : [])];
}

function panelMarks(data: EnvelopeData, { barHits, square }: EnvelopePanel): InspectMark[] {
  const name = data.names[data.watched];
  const corner = (box: { x: number; y: number; width: number }) => ({
    x: box.x + box.width / 2,
    y: box.y,
  });
  return [
    ...barHits.map((box, i) => ({
      id: `share-${i}`,
      title: `∂G/∂μ(${data.names[i]})`,
      rows: [['share of y*(ε)', formatNumber(data.shares[i], 4)]] as const,
      box,
      at: corner(box),
    })),
    {
      id: WAYS[0],
      title: 'first ∂ε, then ∂μ',
      rows: [
        ['slope of the tangent', formatNumber(data.now.slope, 4)],
        [`its change with μ(${name})`, formatNumber(data.slopeByScore, 4)],
      ],
      box: square.epsilonFirst,
      at: corner(square.epsilonFirst),
    },
    {
      id: WAYS[1],
      title: 'first ∂μ, then ∂ε',
      rows: [
        [`share of ${name}`, formatNumber(data.shares[data.watched], 4)],
        ['its change with ε', formatNumber(data.shareByEpsilon, 4)],
      ],
      box: square.scoreFirst,
      at: corner(square.scoreFirst),
    },
  ];
}
