import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import type { InspectMark } from '../shared/inspect';
import { Labels } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { LandMarks } from '../terrain/LandMarks';
import { cellBox } from '../terrain/square';
import { describePathPanels } from './describe';
import {
  pathPanelsLayout,
  type PathPanel,
  type PathPanelsData,
  type PathPanelsLayout,
} from './layout';

/** One map in several lights: where paths go, or where costs are to go. */
export const PathPanelsChart = memo(function PathPanelsChart(props: PathPanelsData & ChartSize) {
  const layout = pathPanelsLayout(props, props);
  return (
    <ChartFrame
      name="path-panels"
      size={props}
      label="The map, seen in several ways"
      description={describePathPanels(props)}
      marks={panelMarks(props, layout)}
    >
      {layout.panels.map((panel) => (
        <g key={panel.id}>
          <LandMarks looks={props.land.looks} square={panel.square} plain />
          <Values panel={panel} />
        </g>
      ))}
      <Labels labels={layout.labels} />
    </ChartFrame>
  );
});

function Values({ panel: { square, heat, path, rings, signed } }: { panel: PathPanel }) {
  return (
    <>
      <g data-term="noise">
        {heat.map(({ cell, share }) => (
          <rect
            key={cell}
            {...cellBox(square, cell)}
            className="path-heat"
            fillOpacity={Number((0.9 * share).toFixed(3))}
          />
        ))}
      </g>
      <path d={path} className="path-halo" strokeWidth={4} />
      <path d={path} className="path-best" strokeWidth={2} data-term="prediction" />
      {rings && <path d={rings} className="truth-ring" data-term="truth" />}
      <g data-term="gradient">
        {signed.map(({ d, look }, i) => (
          <path key={i} d={d} className={`cost-mark cost-${look}`} />
        ))}
      </g>
    </>
  );
}

const panelMarks = ({ panels }: PathPanelsData, layout: PathPanelsLayout): InspectMark[] =>
  layout.panels.map(({ id, square: { box } }, p) => ({
    ...{ id, title: panels[p].title, rows: panels[p].rows, box },
    at: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
  }));
