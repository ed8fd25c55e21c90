import { Fragment, memo, useId, useMemo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { diamond, Hatch, Key, Labels, Lines, openBox } from '../shared/Marks';
import type { Ghost } from '../shared/ghost';
import { GhostShape } from '../shared/GhostShape';
import type { ChartSize, Phase, TypeScale } from '../shared/size';
import { useMorph, type Ease } from '../shared/useMorph';
import type { FrequencyColumn } from './column';
import type { FrequencyData } from './data';
import { describeFrequency } from './describe';
import { frequencyGhost } from './ghost';
import { frequencyMarks } from './inspect';
import { frequencyLayout } from './layout';
import { NoiseHandle, type SigmaSetting } from './NoiseHandle';
import type { Fall } from './pile';
import { Piles } from './Piles';
import { ScoreHandle } from './ScoreHandle';

export interface FrequencyChartProps extends FrequencyData, ChartSize {
  /** The first draws as dots in place of the measured shares. */
  readonly fall?: Fall | null;
  /** Called with the id of a fall when its last dot lies. */
  readonly onFallen?: (id: string) => void;
  /** The answer that a reader gave. */
  readonly ghost?: Ghost | null;
  /** Whether a grip moves a little once, to show that it can be taken. */
  readonly nudges?: boolean;
  readonly onScore: (i: number, value: number, phase: Phase) => void;
  /** Lets sigma be dragged at the noise; not where every move would bring another draw. */
  readonly sigma?: SigmaSetting | null;
  /** Lets the bars move to their new places. */
  readonly ease?: Ease | null;
}

/** Scores with the noise of one draw above, and under each class its share of all draws. */
export const FrequencyChart = memo(function FrequencyChart(props: FrequencyChartProps) {
  const { winners, augmentedWinners, fall, ghost, onFallen, nudges = false, sigma } = props;
  const hatch = useId();
  const { layout, changing } = useMemo(() => {
    const all = frequencyLayout(props, props, Boolean(props.fall));
    return { layout: all, changing: { columns: all.columns, threshold: all.threshold } };
  }, [props]);
  const { type } = layout;
  const {
    marks: { columns, threshold },
    moving,
  } = useMorph(changing, props, props.ease);
  const said = ghost && frequencyGhost(ghost, layout, props);
  const fill = `url(#${hatch})`;
  return (
    <ChartFrame
      name="frequency"
      size={props}
      label="Scores with noise, and shares of draws per class"
      description={describeFrequency(props)}
      marks={frequencyMarks(props, layout)}
      moving={moving || (fall ? !fall.still : false)}
      handles={columns.map((column, i) => {
        const shared = { i, column, chart: props, scale: layout.scores };
        return (
          <Fragment key={i}>
            <ScoreHandle nudges={nudges && i === 0} {...shared} />
            {sigma && (
              <g data-part="noise">
                <NoiseHandle {...shared} sigma={sigma} />
              </g>
            )}
          </Fragment>
        );
      })}
    >
      <Hatch id={hatch} />
      <Lines lines={layout.grid} className="grid" />
      {layout.chance && <line {...layout.chance} className="reference" />}
      {columns.map((column, i) => (
        <Race
          key={i}
          column={column}
          type={type}
          fill={fill}
          wins={winners[i]}
          winsAugmented={augmentedWinners[i]}
        />
      ))}
      <line {...threshold} className="threshold" data-term="prediction" data-part="winner" />
      <g className={fall ? 'shares is-piled' : 'shares'} data-part="shares">
        {columns.map((column, i) => (
          <Share key={i} column={column} type={type} />
        ))}
      </g>
      <g data-part="shares">
        {fall && <Piles key={fall.id} fall={fall} columns={layout.columns} onFallen={onFallen} />}
        {columns.map((column, i) => (
          <Odds key={i} column={column} type={type} />
        ))}
      </g>
      <Lines lines={layout.zero} className="zero" />
      {layout.rings.map((box, i) => (
        <rect key={i} {...box} rx={box.height / 2} className="truth-ring" data-term="truth" />
      ))}
      {layout.keys.map(({ entries }, i) => (
        <Key key={i} entries={entries} type={type} hatch={fill} />
      ))}
      {said && <GhostShape mark={said} />}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

interface ColumnProps {
  readonly column: FrequencyColumn;
  readonly type: TypeScale;
}

interface RaceProps extends ColumnProps {
  readonly fill: string;
  readonly wins: boolean;
  readonly winsAugmented: boolean;
}

/** One class in one draw: its score, the noise on it, and where that ends. */
function Race({ column, type, fill, wins, winsAugmented }: RaceProps) {
  const { score, noise, scoreEnd, sum, augmentedSum } = column;
  const r = Math.min(type.dot, noise.width * 0.3);
  return (
    <>
      <rect {...score} className="signal-bar" data-term="signal" />
      <path
        d={`M${score.x},${scoreEnd}H${noise.x + noise.width}`}
        className="leader"
        data-term="signal"
        data-part="noise"
      />
      <rect
        {...noise}
        className="noise-bar"
        fill={fill}
        data-term="noise sigma"
        data-part="noise"
      />
      {augmentedSum && (
        <path
          d={`M${sum.x},${sum.y}H${augmentedSum.x}V${augmentedSum.y}m-3,0h6`}
          className="loss-line"
          data-term="epsilon loss"
          data-part="noise"
        />
      )}
      <circle
        cx={sum.x}
        cy={sum.y}
        r={wins ? r + 1 : r - 1}
        className={wins ? 'prediction-dot' : 'sum-dot'}
        data-term={wins ? 'sum prediction' : 'sum'}
        data-part="noise winner"
      />
      {augmentedSum && winsAugmented && (
        <circle
          cx={augmentedSum.x}
          cy={augmentedSum.y}
          r={r + 2}
          className="augmented-ring"
          data-term="epsilon loss"
          data-part="winner"
        />
      )}
    </>
  );
}

/** The measured share of a class with its interval. */
function Share({ column: { centre, share, error }, type }: ColumnProps) {
  if (!share) return null;
  return (
    <g data-term="prediction">
      <rect {...share} className="prediction-bar" />
      {error && <line {...error} className="error-bar" />}
      <circle
        cx={centre}
        cy={share.y}
        r={Math.min(type.dot, share.width / 3)}
        className="prediction-dot"
      />
    </g>
  );
}

/** What the laws say of a class, and its share of y*(epsilon). */
function Odds({ column: { centre, augmented, law, gibbsY }, type }: ColumnProps) {
  return (
    <>
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
    </>
  );
}
