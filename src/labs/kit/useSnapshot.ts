import { useEffect, useState } from 'react';
import { messageOf } from '../../core/message-of';
import type { SnapshotMap } from '../../core/maps/snapshot';
import { useFigureActions } from '../../ui/figure/context';
import { useAnyLab } from './context';
import { createSnapshots, type ShownSnapshot, type WantedSnapshot } from './snapshots';

interface SnapshotSource<Wanted> {
  levels(wanted: Wanted): number;
  ask(wanted: Wanted, level: number, signal: AbortSignal): Promise<SnapshotMap>;
}

/** The map of a training, asked for while the figure is seen; until it is there that of a moment ago. */
export function useSnapshot<Wanted extends WantedSnapshot>(
  wanted: Wanted | null,
  source: SnapshotSource<Wanted>,
): ShownSnapshot<Wanted> | null {
  const { seen } = useAnyLab();
  const { notify } = useFigureActions();
  const [shown, setShown] = useState<ShownSnapshot<Wanted> | null>(null);
  const [{ want }] = useState(() =>
    createSnapshots<Wanted>({
      ...source,
      publish: setShown,
      onError: (error) => notify(`The map could not be computed: ${messageOf(error)}`, 'error'),
    }),
  );
  useEffect(() => want(seen ? wanted : null), [want, seen, wanted]);
  useEffect(() => () => want(null), [want]);
  return shown;
}
