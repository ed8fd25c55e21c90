import { memo } from 'react';
import { ChartFrame } from '../shared/ChartFrame';
import { Labels, Lines } from '../shared/Marks';
import type { ChartSize } from '../shared/size';
import { describeMapCuts } from './describe';
import { mapCutsLayout, type MapCutsData } from './layout';

export interface MapCutsChartProps extends MapCutsData, ChartSize {}

/** What a map shows along sigma and along epsilon, through its point. */
export const MapCutsChart = memo(function MapCutsChart(props: MapCutsChartProps) {
  const { cuts, beside, labels, marks } = mapCutsLayout(props, props);
  return (
    <ChartFrame
      name="map-cuts"
      size={props}
      label="Cuts through the point"
      description={describeMapCuts(props)}
      marks={marks}
    >
      <Labels labels={labels} />
      {cuts.map(({ along, curve, marker, grid, labels: words }, i) => (
        <g key={along}>
          <Lines lines={grid} className="grid" />
          <line {...marker} className={`point-${along}`} data-term={along} />
          <path d={curve} className="exact-curve" data-term="gradient" />
          {beside[i] && <path d={beside[i]} className="cut-beside" data-term="gradient" />}
          <Labels labels={words} />
        </g>
      ))}
    </ChartFrame>
  );
});
