import { useRef } from 'react';
import { formatFixed } from '../shared/format';
import type { Box } from '../shared/labels';
import { nudge, scaleOf, type Scale } from '../shared/scale';
import { clamp, type Phase } from '../shared/size';
import { SliderHandle } from '../shared/SliderHandle';
import type { FrequencyColumn } from './column';
import type { FrequencyData } from './data';
import { scoreAt } from './layout';

interface ScoreHandleProps {
  readonly i: number;
  readonly column: FrequencyColumn;
  readonly chart: FrequencyData & {
    readonly onScore: (i: number, value: number, phase: Phase) => void;
  };
  readonly scale: Scale;
  readonly nudges: boolean;
}

/** The end of a score's bar, to be dragged. */
export function ScoreHandle({ i, column, chart, scale, nudges }: ScoreHandleProps) {
  const { score, scoreEnd, handle } = column;
  const { labels, scoreBounds, onScore } = chart;
  const value = chart.scores[i];
  // the axis may change under the hand: what it means stays as it was when it took hold
  const held = useRef<Scale | null>(null);
  return (
    <SliderHandle
      label={`score of ${labels[i]}`}
      value={value}
      bounds={scoreBounds}
      valueText={formatFixed(value, 2)}
      vertical
      boxes={[handle]}
      pixel={scoreEnd}
      valueAt={(y) => scoreAt((held.current ??= scale), y, scoreBounds)}
      step={(steps) => nudge(scaleOf('linear', scoreBounds, [0, 1]), value, steps)}
      onChange={(next, phase) => {
        if (phase === 'commit') held.current = null;
        onScore(i, next, phase);
      }}
    >
      <g className={nudges ? 'signal-grip is-nudged' : 'signal-grip'} data-term="signal">
        <path d={chevrons(score, scoreEnd)} />
        <path d={`M${score.x - 3},${scoreEnd}h${score.width + 6}${chevrons(score, scoreEnd)}`} />
      </g>
    </SliderHandle>
  );
}

/** A chevron to either side of the end of a score: with the bar across it a grip of 24 pixels. */
function chevrons({ x, width }: Box, y: number): string {
  const size = clamp(width / 24, 0.4, 1);
  const half = 6 * size;
  const chevron = (side: number) =>
    `M${x + width / 2 - half},${y + side * 7 * size}l${half},${side * 5 * size}l${half},${-side * 5 * size}`;
  return chevron(-1) + chevron(1);
}
