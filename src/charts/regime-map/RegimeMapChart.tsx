import { memo, useMemo } from 'react';
import { cellNear } from '../../core/maps/regimes';
import type { NamedPlace } from '../shared/pins';
import type { ChartSize } from '../shared/size';
import { describeRegimeMap } from './describe';
import { MapChart, type MapMoves, type MapReading } from './MapChart';
import {
  NAMES,
  pointCell,
  readingOf,
  regimeMapView,
  type Place,
  type RegimeMapData,
} from './model';

export interface RegimeMapChartProps extends RegimeMapData, ChartSize, MapMoves {
  /** Where there are pins: those that are set, and the name of the one that is the point. */
  readonly pins?: readonly NamedPlace[];
  readonly active?: string;
}

/** Noise scale against loss weight: how good the estimate of the gradient is, and for what. */
export const RegimeMapChart = memo(function RegimeMapChart(props: RegimeMapChartProps) {
  const { map, training, quantity, draws, sigmaBounds, epsilonBounds, heading } = props;
  const view = useMemo(
    () =>
      regimeMapView({
        ...{ map, training, quantity, draws, sigmaBounds, epsilonBounds },
        ...(heading !== undefined && { heading }),
      }),
    [map, training, quantity, draws, sigmaBounds, epsilonBounds, heading],
  );
  const near = cellNear(map.grid, props.sigma, props.epsilon);
  return (
    <MapChart
      {...props}
      view={view}
      description={describeRegimeMap(props)}
      read={(at) => reading({ map, at }, draws, training?.losses[at])}
      point={reading(pointCell(props), draws, training?.losses[near])}
    />
  );
});

function reading(place: Place, draws: number, trained?: number): MapReading {
  const { regime, rows } = readingOf(place, draws, trained);
  return { name: NAMES[regime], rows };
}
