import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { formatFixed } from '../shared/format';
import { diamond, Key, Labels, Lines } from '../shared/Marks';
import { nudge } from '../shared/scale';
import type { ChartSize, Phase, TypeScale } from '../shared/size';
import { SliderHandle } from '../shared/SliderHandle';
import { describeFrequency } from './describe';
import { frequencyMarks } from './inspect';
import {
  frequencyLayout,
  scoreAt,
  type FrequencyColumn,
  type FrequencyData,
  type FrequencyLayout,
} from './layout';

export interface FrequencyChartProps extends FrequencyData, ChartSize {
  readonly onScore: (i: number, value: number, phase: Phase) => void;
}

/** Scores above, and under each the share of predictions it gets: measured, exact, augmented. */
export const FrequencyChart = memo(function FrequencyChart(props: FrequencyChartProps) {
  const layout = frequencyLayout(props, props);
  const { type, key } = layout;
  return (
    <ChartFrame
      name="frequency"
      size={props}
      label="Scores and shares of predictions per class"
      description={describeFrequency(props)}
      marks={frequencyMarks(props, layout)}
      handles={props.labels.map((_, i) => (
        <ScoreHandle key={i} i={i} chart={props} layout={layout} />
      ))}
    >
      <Lines lines={layout.grid} className="grid" />
      {layout.columns.map((column, i) => (
        <Column key={i} column={column} type={type} />
      ))}
      <Lines lines={layout.zero} className="zero" />
      {layout.rings.map((box, i) => (
        <rect key={i} {...box} rx={box.height / 2} className="truth-ring" data-term="truth" />
      ))}
      <Key entries={key.entries} type={type} />
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface ColumnProps {
  readonly column: FrequencyColumn;
  readonly type: TypeScale;
}

function Column({ column, type }: ColumnProps) {
  const { centre, score, share, augmented, error, law, gibbsY } = column;
  return (
    <>
      <rect {...score} className="signal-bar" data-term="signal" />
      {share && <rect {...share} className="prediction-bar" data-term="prediction" />}
      {augmented && (
        <path d={openBox(augmented)} className="augmented-bar" data-term="epsilon loss" />
      )}
      {law && <line {...law} className="law-line" data-term="law" />}
      {gibbsY !== null && (
        <path
          d={diamond({ x: centre, y: gibbsY }, type.dot + 2)}
          className="gibbs-diamond"
          data-term="law"
        />
      )}
      {share && (
        <g data-term="prediction">
          {error && <line {...error} className="error-bar" />}
          <circle
            cx={centre}
            cy={share.y}
            r={Math.min(type.dot, share.width / 3)}
            className="prediction-dot"
          />
        </g>
      )}
    </>
  );
}

/** Left, top and right side of a column that stands on the axis. */
function openBox({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return `M${x},${y + height}v${-height}h${width}v${height}`;
}

interface ScoreHandleProps {
  readonly i: number;
  readonly chart: FrequencyChartProps;
  readonly layout: FrequencyLayout;
}

function ScoreHandle({ i, chart, layout }: ScoreHandleProps) {
  const { score, scoreEnd, handle } = layout.columns[i];
  const value = chart.scores[i];
  return (
    <SliderHandle
      label={`score of ${chart.labels[i]}`}
      value={value}
      bounds={chart.scoreBounds}
      valueText={formatFixed(value, 2)}
      vertical
      boxes={[handle]}
      pixel={scoreEnd}
      valueAt={(y) => scoreAt(layout, y)}
      step={(steps) => nudge(layout.scores, value, steps)}
      onChange={(next, phase) => chart.onScore(i, next, phase)}
    >
      <line
        className="signal-grip"
        data-term="signal"
        x1={score.x}
        x2={score.x + score.width}
        y1={scoreEnd}
        y2={scoreEnd}
      />
    </SliderHandle>
  );
}
