import { formatFixed } from '../shared/format';
import { nudge, scaleOf, type Scale } from '../shared/scale';
import type { Phase } from '../shared/size';
import type { FrequencyColumn } from './column';
import type { FrequencyData } from './data';
import { chevrons, EndHandle } from './EndHandle';
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
  return (
    <EndHandle
      {...{ value, scale }}
      label={`score of ${labels[i]}`}
      bounds={scoreBounds}
      valueText={formatFixed(value, 2)}
      box={handle}
      pixel={scoreEnd}
      valueOn={(axis, y) => scoreAt(axis, y, scoreBounds)}
      step={(steps) => nudge(scaleOf('linear', scoreBounds, [0, 1]), value, steps)}
      onChange={(next, phase) => onScore(i, next, phase)}
    >
      <g className={nudges ? 'signal-grip is-nudged' : 'signal-grip'} data-term="signal">
        <path d={chevrons(score, scoreEnd)} />
        <path d={`M${score.x - 3},${scoreEnd}h${score.width + 6}${chevrons(score, scoreEnd)}`} />
      </g>
    </EndHandle>
  );
}
