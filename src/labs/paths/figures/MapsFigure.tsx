import { useMemo } from 'react';
import { describePathMaps } from '../../../charts/path-maps/describe';
import { PathMapsChart } from '../../../charts/path-maps/PathMapsChart';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { useNarrow } from '../../../ui/useMedia';
import { useRunSource } from '../../kit/training-hooks';
import { usePathsValue, useSeen } from '../context';
import { heldOutData, mapsTable, mapsTitle } from './held-out';

const LEGEND: readonly LegendItem[] = [
  { label: 'right path', color: 'var(--truth)', mark: 'line' },
  { label: 'path of the network', color: 'var(--prediction)', mark: 'line' },
];

/** Held-out maps, solved again as the network learns. */
export function MapsFigure() {
  const seen = useSeen();
  const chosen = usePathsValue('heldOut');
  const source = useRunSource(seen?.run ?? null);
  const narrow = useNarrow();
  const data = useMemo(() => seen && heldOutData(seen, chosen), [seen, chosen]);
  return (
    <Figure
      id="maps"
      title={data && seen ? mapsTitle(data, seen.run.step) : 'Held-out maps'}
      sentence="Run the training: a network learns costs from pictures and right paths alone, and these maps are solved again."
      description={data ? describePathMaps(data) : 'The maps are being drawn.'}
      legend={LEGEND}
      source={source}
      {...(data && { table: () => mapsTable(data) })}
      wide
      height={narrow ? 300 : 420}
    >
      {(frame) =>
        data ? <PathMapsChart {...data} {...frame} /> : <p className="muted">On their way.</p>
      }
    </Figure>
  );
}
