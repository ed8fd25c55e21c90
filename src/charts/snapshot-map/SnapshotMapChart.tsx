import { memo, useMemo } from 'react';
import { pointOf, type RegimeMapLayout } from '../regime-map/layout';
import { MapChart, type MapMoves } from '../regime-map/MapChart';
import type { Settings } from '../regime-map/view';
import { pathOf } from '../shared/path';
import type { ChartSize } from '../shared/size';
import { describeSnapshot } from './describe';
import { pointCell, snapshotReading, snapshotView, type SnapshotMapData } from './model';

export interface SnapshotMapChartProps extends SnapshotMapData, ChartSize, MapMoves {}

/** Noise scale against loss weight at the present weights: where a step of the training would go the right way. */
export const SnapshotMapChart = memo(function SnapshotMapChart(props: SnapshotMapChartProps) {
  const { map, quantity, parts, sigmaBounds, epsilonBounds, trail } = props;
  const trained = trail.length > 1;
  const view = useMemo(
    () => snapshotView({ map, quantity, parts, sigmaBounds, epsilonBounds, trained }),
    [map, quantity, parts, sigmaBounds, epsilonBounds, trained],
  );
  return (
    <MapChart
      {...props}
      view={view}
      description={describeSnapshot(props)}
      read={(at) => snapshotReading(props, at)}
      point={snapshotReading(props, pointCell(props))}
      over={(layout) => trained && <Trail layout={layout} trail={trail} />}
    />
  );
});

/** Where the training has been, and where it is. */
function Trail({
  layout,
  trail,
}: {
  readonly layout: RegimeMapLayout;
  readonly trail: readonly Settings[];
}) {
  const points = trail.map((settings) => pointOf(layout, settings));
  const path = pathOf(points);
  const now = points[points.length - 1];
  return (
    <g data-term="sigma epsilon">
      <path d={path} className="map-trail-halo" />
      <path d={path} className="map-trail" />
      <circle cx={now.x} cy={now.y} r={layout.type.dot + 1} className="map-trail-halo" />
      <circle cx={now.x} cy={now.y} r={layout.type.dot + 1} className="map-trail" />
    </g>
  );
}
