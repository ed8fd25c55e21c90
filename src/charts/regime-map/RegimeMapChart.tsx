import { memo, useMemo } from 'react';
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
  const { map, quantity, draws, sigmaBounds, epsilonBounds, heading } = props;
  const view = useMemo(
    () =>
      regimeMapView({
        ...{ map, quantity, draws, sigmaBounds, epsilonBounds },
        ...(heading !== undefined && { heading }),
      }),
    [map, quantity, draws, sigmaBounds, epsilonBounds, heading],
  );
  return (
    <MapChart
      {...props}
      view={view}
      description={describeRegimeMap(props)}
      read={(at) => reading({ map, at }, draws)}
      point={reading(pointCell(props), draws)}
    />
  );
});

function reading(place: Place, draws: number): MapReading {
  const { regime, rows } = readingOf(place, draws);
  return { name: NAMES[regime], rows };
}
