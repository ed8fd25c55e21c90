import { useMemo, useState } from 'react';
import type { SnapshotMapData } from '../../../charts/snapshot-map/model';
import { namedPins } from '../../kit/pins';
import { SnapshotFigure } from '../../kit/SnapshotFigure';
import { useSnapshot } from '../../kit/useSnapshot';
import { useKnn, useKnnValues, useLook, useMissing, useRuns } from '../context';
import { knnTable } from '../params';
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
  type KnnSnapshot,
} from '../snapshots';

/** Where in noise scale and loss weight a step of direct loss would go the right way, for the batch of the figures. */
export function MapFigure() {
  const { store, results } = useKnn();
  const values = useKnnValues();
  const playing = useRuns((runs) => runs.playing);
  const batch = useLook('batch');
  const missing = useMissing(batch?.run ?? null);
  const [source] = useState(() => ({
    levels: levelsOf,
    ask: (wanted: KnnSnapshot, level: number, signal: AbortSignal) =>
      results.map(requestOf(wanted, level), signal),
  }));
  const wanted = useMemo(() => batch && wantedSnapshot(batch, playing), [batch, playing]);
  const shown = useSnapshot(wanted, source);
  const factor = batch ? scaleFactor(batch) : 1;
  const data: SnapshotMapData | null = batch &&
    shown && {
      ...{ map: shown.map, step: shown.of.request.step, quantity: values.map },
      ...{ parts: 'neighbours', sigmaBounds, epsilonBounds, ...onMap(values, factor) },
      ...{ trail: trailOf(batch.run, factor) },
      pins: namedPins(values).map((pin) => ({ ...pin, ...onMap(pin, factor) })),
    };
  return (
    <SnapshotFigure
      data={data}
      waiting={missing ? missing.title : 'The map is being computed.'}
      source={
        batch && shown
          ? {
              ...{ backend: 'cpu', adapter: '', seed: batch.run.setup.seed },
              samples: shown.map.steps * batch.queries * batch.run.knobs.samples,
            }
          : undefined
      }
      param={knnTable.map}
      {...{ store, values, factor, offMap }}
    />
  );
}
