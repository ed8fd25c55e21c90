import { useMemo, useState } from 'react';
import type { SnapshotMapData } from '../../../charts/snapshot-map/model';
import { namedPins } from '../../kit/pins';
import { SnapshotFigure } from '../../kit/SnapshotFigure';
import { useSnapshot } from '../../kit/useSnapshot';
import { useInstance, useMatching, useMatchingValues, useRuns } from '../context';
import type { MatchingRun } from '../kind';
import { matchingTable, type MatchingValues } from '../params';
import {
  epsilonBounds,
  levelsOf,
  offMap,
  onMap,
  requestOf,
  scaleFactor,
  sigmaBounds,
  trailOf,
  wantedSnapshot,
} from '../snapshots';

/** The map of a run, with the point where the settings of the lab are. */
export function mapData(
  values: MatchingValues,
  run: MatchingRun,
  { map, step, factor }: Pick<SnapshotMapData, 'map' | 'step'> & { readonly factor: number },
): SnapshotMapData {
  return {
    ...{ map, step, quantity: values.map, parts: 'links', sigmaBounds, epsilonBounds },
    ...onMap(values, factor),
    trail: trailOf(run, factor),
    pins: namedPins(values).map((pin) => ({ ...pin, ...onMap(pin, factor) })),
  };
}

/** Where in noise scale and loss weight a step of the training would go the right way. */
export function MapFigure() {
  const { store, results } = useMatching();
  const values = useMatchingValues();
  const playing = useRuns((runs) => runs.playing);
  const run = useInstance()?.run ?? null;
  const [source] = useState(() => ({
    levels: levelsOf,
    ask: (wanted: Parameters<typeof requestOf>[0], level: number, signal: AbortSignal) =>
      results.map(requestOf(wanted, level), signal),
  }));
  const wanted = useMemo(() => run && wantedSnapshot(run, playing), [run, playing]);
  const shown = useSnapshot(wanted, source);
  const factor = useMemo(() => (run ? scaleFactor(run) : 1), [run]);
  const data =
    run && shown
      ? mapData(values, run, { map: shown.map, step: shown.of.request.step, factor })
      : null;
  return (
    <SnapshotFigure
      data={data}
      waiting={run ? 'The map is being computed.' : 'The scores are not finite numbers.'}
      source={
        run && shown
          ? {
              ...{ backend: 'cpu', adapter: '', seed: run.setup.seed },
              samples: shown.map.steps * run.setup.sequences * run.knobs.samples,
            }
          : undefined
      }
      param={matchingTable.map}
      {...{ store, values, factor, offMap }}
    />
  );
}
