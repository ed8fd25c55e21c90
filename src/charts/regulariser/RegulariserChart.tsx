import { memo } from 'react';
import { Arrow } from '../polytope/Arrow';
import { SigmaHandle } from '../polytope/SigmaHandle';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import type { InspectMark } from '../shared/inspect';
import { squareAround } from '../shared/labels';
import { Labels } from '../shared/Marks';
import type { ChartSize, Phase } from '../shared/size';
import { describeRegulariser } from './describe';
import { regulariserLayout, type RegulariserData, type RegulariserLayout } from './layout';

export interface RegulariserChartProps extends RegulariserData, ChartSize {
  readonly onSigma: (sigma: number, phase: Phase) => void;
}

/** Levels of what noise takes from a prediction, and the prediction where the scores stand upright on one. */
export const RegulariserChart = memo(function RegulariserChart(props: RegulariserChartProps) {
  const layout = regulariserLayout(props, props);
  const { sides, type } = layout;
  const [first] = sides;
  return (
    <ChartFrame
      name="regulariser"
      size={props}
      label="Levels of the regulariser over the predictions"
      description={describeRegulariser(props)}
      marks={marksOf(props, layout)}
      handles={<SigmaHandle {...props} grip={first.at} track={first.track} type={type} />}
    >
      {sides.map(({ id, outline, levels, level, path, at, arrow }) => (
        <g key={id}>
          <path d={levels} className="regulariser-levels" data-term="law" />
          <path d={level} className="regulariser-level" data-term="law" />
          <path d={outline} className="outline" />
          <path d={path} className="polytope-path" data-term="sigma" />
          {arrow && <Arrow line={arrow} name="up" term="signal" />}
          <circle
            cx={at.x}
            cy={at.y}
            r={type.dot}
            className="prediction-dot"
            data-term="prediction"
          />
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

/** What the predictions are worth and what they cost. */
function marksOf({ sides }: RegulariserData, layout: RegulariserLayout): InspectMark[] {
  return sides.map(({ id, title, prediction: [x, y], worth, cost }, s) => {
    const { at } = layout.sides[s];
    return {
      id,
      title: 'prediction',
      rows: [
        ['at', `${formatFixed(x, 3)}, ${formatFixed(y, 3)}`],
        ['⟨μ, y⟩', formatFixed(worth, 3)],
        [title, formatFixed(cost, 3)],
        ['what is left', formatFixed(worth - cost, 3)],
      ],
      box: squareAround(at, 14),
      at,
    };
  });
}
