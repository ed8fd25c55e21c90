import { memo } from 'react';
import { lossStrips } from '../loss-curve/layout';
import { ChartFrame } from '../shared/ChartFrame';
import { formatNumber } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Labels, Lines } from '../shared/Marks';
import { SigmaMarker } from '../shared/SigmaMarker';
import type { ChartSize, Phase } from '../shared/size';
import { describeLetGo, epsilonText, WORDS } from './describe';
import { letGoLayout, type LetGoLayout, type TrailDots } from './layout';
import { isOver, verdictOf, type LetGoData } from './model';

export interface LetGoChartProps extends LetGoData, ChartSize {
  readonly onSigma: (value: number, phase: Phase) => void;
}

/** A ball on the curve of the expected loss, and where estimates of its slope have led it. */
export const LetGoChart = memo(function LetGoChart(props: LetGoChartProps) {
  const layout = letGoLayout(props, props);
  const { minimum, ball, moving, type } = layout;
  return (
    <ChartFrame
      name="let-go"
      size={props}
      label="Where the estimated gradient leads the noise scale"
      description={describeLetGo(props)}
      marks={letGoMarks(props, layout)}
      handles={
        <SigmaMarker
          layout={layout}
          label="noise scale sigma, where the ball starts"
          sigma={props.sigma}
          sigmaBounds={props.sigmaBounds}
          onSigma={props.onSigma}
        />
      }
    >
      <Lines lines={layout.grid} className="grid" />
      <Lines lines={layout.references} className="reference" term="loss" />
      <path d={layout.curve} className="exact-curve" data-term="loss" />
      {minimum && (
        <circle
          cx={minimum.x}
          cy={minimum.y}
          r={type.dot + 5}
          className="truth-ring"
          data-term="loss"
        />
      )}
      {layout.trails.map((trail, i) => (
        <Dots key={i} trail={trail} width={1.6 * type.dot} />
      ))}
      <Labels labels={layout.labels} />
      {ball && (
        <circle
          cx={ball.x}
          cy={ball.y}
          r={type.dot + 3}
          className={moving ? 'ball-start' : 'prediction-dot'}
          data-term="sigma"
        />
      )}
      {moving && (
        <circle
          cx={moving.x}
          cy={moving.y}
          r={type.dot + 2}
          className="prediction-dot"
          data-term="sigma"
        />
      )}
    </ChartFrame>
  );
});

function Dots({ trail, width }: { readonly trail: TrailDots; readonly width: number }) {
  return (
    <g className={trail.ghost ? 'trail trail-ghost' : 'trail'} strokeWidth={width}>
      <path d={trail.right} className="trail-right" data-term="gradient" />
      <path d={trail.wrong} className="trail-wrong" data-term="gradient" />
    </g>
  );
}

/** A strip per noise scale of the curve, and the end of every trail. */
function letGoMarks(data: LetGoData, layout: LetGoLayout): InspectMark[] {
  const { x, y } = layout;
  const curve = lossStrips(data, layout);
  if (!isOver(data)) return curve;
  const ends = data.trails.map((trail): InspectMark => {
    const [sigma, loss] = [trail.sigmas.at(-1)!, trail.losses.at(-1)!];
    const at = { x: x(sigma), y: y(loss) };
    return {
      id: `epsilon-${trail.epsilon}`,
      title: `ε = ${epsilonText(trail)}: ${WORDS[verdictOf(trail, data)]}`,
      rows: [
        ['σ from', formatNumber(trail.sigmas[0])],
        ['σ to', formatNumber(sigma)],
        ['E[loss] from', formatNumber(trail.losses[0], 4)],
        ['E[loss] to', formatNumber(loss, 4)],
        ['slope estimated at first', formatNumber(trail.estimated)],
        ['exact slope there', formatNumber(trail.exact)],
      ],
      box: squareAround(at, 14),
      at,
    };
  });
  return [...curve, ...ends];
}
