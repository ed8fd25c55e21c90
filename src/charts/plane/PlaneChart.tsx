import { memo, useId } from 'react';
import { stepEpsilon } from '../bias-variance/model';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber, formatPercent } from '../shared/format';
import { GhostShape } from '../shared/GhostShape';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Labels, Lines } from '../shared/Marks';
import { nudge, scaleOf } from '../shared/scale';
import type { ChartSize, Phase } from '../shared/size';
import { SliderHandle } from '../shared/SliderHandle';
import type { PlaneData } from './data';
import { describePlane } from './describe';
import type { Grip } from './grips';
import { planeLayout, type PlaneLayout } from './layout';

export interface PlaneChartProps extends PlaneData, ChartSize {
  readonly onSigma: (value: number, phase: Phase) => void;
  readonly onEpsilon: (value: number, phase: Phase) => void;
}

/** Draws of the noise in the plane in which the predictions are sectors. */
export const PlaneChart = memo(function PlaneChart(props: PlaneChartProps) {
  const layout = planeLayout(props, props);
  const { frame, type, dots } = layout;
  const clip = useId();
  const box = {
    x: frame.left,
    y: frame.top,
    width: frame.right - frame.left,
    height: frame.bottom - frame.top,
  };
  return (
    <ChartFrame
      name="plane"
      size={props}
      label="Predictions of three classes in the plane of the noise"
      description={describePlane(props)}
      marks={planeMarks(props, layout)}
      handles={<Grips chart={props} layout={layout} />}
    >
      <defs>
        <clipPath id={clip}>
          <rect {...box} />
        </clipPath>
      </defs>
      <g clipPath={`url(#${clip})`}>
        {layout.strips.map((d, i) => (
          <path key={i} d={d} className="plane-strip" data-term="gradient" data-part="moved" />
        ))}
        {dots.map(({ kind, path }) => (
          <path
            key={kind}
            d={path}
            className={`plane-dots plane-${kind}`}
            strokeWidth={1.4 * type.dot}
            data-term={kind === 'dot-differs' ? 'gradient' : 'noise'}
            data-part="draws"
          />
        ))}
        <path
          d={dots.find(({ kind }) => kind === 'dot-2')!.path}
          className="plane-dots plane-hollow"
          strokeWidth={1.4 * type.dot - 2.5}
          data-term="noise"
          data-part="draws"
        />
      </g>
      {layout.pins.map((mark, i) => (
        <GhostShape key={i} mark={mark} term="sigma epsilon" part="moved" />
      ))}
      <Lines lines={layout.solid} className="plane-border" term="prediction" />
      <Lines
        lines={layout.dashed}
        className="plane-border plane-moved"
        term="epsilon loss"
        part="moved"
      />
      {props.zoom > 0 && (
        <circle
          cx={layout.closest.x}
          cy={layout.closest.y}
          r={type.dot + 4}
          className="point-ring"
          data-term="noise"
          data-part="draws"
        />
      )}
      <rect {...box} className="cells-frame" />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function Grips({ chart, layout }: { chart: PlaneChartProps; layout: PlaneLayout }) {
  const { sigma, epsilon } = layout.grips;
  const log = scaleOf('log', chart.sigmaBounds, [0, 1]);
  const { epsilonBounds } = chart;
  return (
    <>
      {epsilon && (
        <GripHandle
          grip={epsilon}
          size={layout.type.text}
          term="epsilon"
          label="loss weight epsilon"
          value={chart.epsilon}
          bounds={[-epsilonBounds[1], epsilonBounds[1]]}
          step={(steps) => stepEpsilon(chart.epsilon, steps, epsilonBounds)}
          onChange={chart.onEpsilon}
        />
      )}
      {sigma && (
        <GripHandle
          grip={sigma}
          size={layout.type.text}
          term="sigma"
          label="noise scale sigma"
          value={chart.sigma}
          bounds={chart.sigmaBounds}
          step={(steps) => nudge(log, chart.sigma, steps)}
          onChange={chart.onSigma}
        />
      )}
    </>
  );
}

interface GripHandleProps {
  readonly grip: Grip;
  /** Of the text. */
  readonly size: number;
  readonly term: 'sigma' | 'epsilon';
  readonly label: string;
  readonly value: number;
  readonly bounds: readonly [number, number];
  readonly step: (steps: number) => number;
  readonly onChange: (value: number, phase: Phase) => void;
}

/** A square that is pulled along one axis: two arrow heads say along which. */
function GripHandle({ grip, term, size, ...slider }: GripHandleProps) {
  const { at, vertical, valueAt } = grip;
  return (
    <SliderHandle
      {...slider}
      valueText={`${term} ${formatNumber(slider.value)}`}
      vertical={vertical}
      pixel={vertical ? at.y : at.x}
      boxes={[squareAround(at, 14)]}
      valueAt={valueAt}
    >
      <g
        className={`marker marker-${term}`}
        data-term={term}
        {...(term === 'epsilon' && { 'data-part': 'moved' })}
        transform={`translate(${at.x} ${at.y}) scale(${size / 13})${vertical ? ' rotate(90)' : ''}`}
      >
        <path className="marker-grip plane-grip" d="M-3,-7v14l-9,-7zM3,-7v14l9,-7z" />
      </g>
    </SliderHandle>
  );
}

/** The sectors by their names, the strip, and the draw that comes closest to a border. */
function planeMarks(data: PlaneData, layout: PlaneLayout): InspectMark[] {
  const { draws, labels, shares, differing, tally, zoom } = data;
  const { frame, type, closest } = layout;
  const all = draws.u.length;
  const around = (x: number, y: number, width: number) => ({
    x: x - width / 2,
    y: y - 14,
    width,
    height: 28,
  });
  const sectors = layout.names.flatMap((at, i): InspectMark[] => {
    if (!at) return [];
    return [
      {
        id: `sector-${i}`,
        title: `y* = ${labels[i]}`,
        rows: [
          ['of all draws', formatPercent(shares[i])],
          ['of these', formatPercent(tally.wins[i] / all)],
        ],
        box: around(at.x, at.y, 64),
        at,
      },
    ];
  });
  const place = { x: 10 * type.text, y: frame.bottom + 1.5 * type.row };
  const strip: InspectMark = {
    id: 'strip',
    title: 'y* and y*(ε) differ',
    rows: [
      ['of all draws', formatPercent(differing)],
      ['of these', formatPercent(tally.differing / all)],
      ['draws', String(all)],
    ],
    box: around(place.x, place.y, 20 * type.text),
    at: { x: place.x, y: place.y - type.row },
  };
  if (zoom === 0) return [...sectors, strip];
  const { draw, gap, pair } = tally.closest;
  return [
    ...sectors,
    strip,
    {
      id: 'closest',
      title: `draw ${draw + 1}`,
      rows: [
        ['wins', labels[pair[0]]],
        ['ahead of', labels[pair[1]]],
        ['by, in units of γ', formatNumber(gap)],
      ],
      box: around(closest.x, closest.y, 28),
      at: closest,
    },
  ];
}
