import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeMachine } from './describe';
import { machineLayout, type MachineData, type MachineLayout } from './layout';
import { MiniaturePicture } from './Miniature';

export interface MachineChartProps extends MachineData, ChartSize {}

/** The whole predictor as a strip, with what it holds at this moment. */
export const MachineChart = memo(function MachineChart(props: MachineChartProps) {
  const layout = machineLayout(props, props);
  const { type } = layout;
  return (
    <ChartFrame
      name="machine"
      size={props}
      label="The predictor from its input to its gradient"
      description={describeMachine(props)}
      marks={machineMarks(props, layout)}
    >
      {layout.arrows.map(({ d, head, pale }, i) => (
        <g key={i} className="machine-arrow" data-pale={pale || undefined}>
          <path d={d} />
          <path d={head} className="machine-head" />
        </g>
      ))}
      {layout.parts.map(({ name, box, inner, lit, pale }) => (
        <g key={name} className="machine-part" data-pale={pale || undefined} data-term={name}>
          <rect {...box} rx={6} className={lit ? 'machine-box machine-lit' : 'machine-box'} />
          <MiniaturePicture miniature={props.parts[name].miniature} box={inner} size={type.text} />
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function machineMarks({ parts }: MachineData, layout: MachineLayout): InspectMark[] {
  return layout.parts.map(({ name, box }) => ({
    id: name,
    title: parts[name].title,
    rows: parts[name].rows,
    box,
    at: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  }));
}
