import { useMemo } from 'react';
import { describeCostStrips } from '../../../charts/cost-strips/describe';
import { CostStripsChart } from '../../../charts/cost-strips/CostStripsChart';
import { describeHeatmap } from '../../../charts/heatmap/describe';
import { HeatmapChart } from '../../../charts/heatmap/HeatmapChart';
import { Figure } from '../../../ui/figure/Figure';
import type { Frame } from '../../../ui/figure/types';
import { useNarrow } from '../../../ui/useMedia';
import { Items } from '../../kit/Items';
import { useRunSource } from '../../kit/training-hooks';
import { usePaths, usePathsValue, useSeen } from '../context';
import { heldOutPatch } from '../model';
import {
  believedMaps,
  believedOf,
  believedStrips,
  believedTable,
  believedTitle,
  type Believed,
} from './held-out';

/** The costs that a network tells of a map, beside the true ones. */
export function BelievedFigure() {
  const seen = useSeen();
  const chosen = usePathsValue('heldOut');
  const source = useRunSource(seen?.run ?? null);
  const narrow = useNarrow();
  const data = useMemo(() => seen && believedOf(seen, chosen), [seen, chosen]);
  return (
    <Figure
      id="believed"
      title={data ? believedTitle(data) : 'What the network believes'}
      sentence="Nobody has told it a cost: what it knows comes from right paths. Only the order and the ratios count for a path."
      description={
        data
          ? `${describeHeatmap(believedMaps(data))} ${describeCostStrips(believedStrips(data))}`
          : 'The map is being drawn.'
      }
      source={source}
      {...(data && { table: () => believedTable(data) })}
      controls={
        <>
          <Items items={['heldOut']} />
          <TakeCosts believed={data} chosen={chosen} />
        </>
      }
      wide
      height={narrow ? 480 : 340}
    >
      {(frame) =>
        data ? <Believes {...frame} data={data} /> : <p className="muted">On its way.</p>
      }
    </Figure>
  );
}

/** Share of the width that the maps take, and the width from which on the strips stand beside them. */
const MAPS_SHARE = 0.6;
const BESIDE = 560;

function Believes({ data, ...frame }: Frame & { readonly data: Believed }) {
  const maps = useMemo(() => believedMaps(data), [data]);
  const strips = useMemo(() => believedStrips(data), [data]);
  if (frame.width < BESIDE) {
    const half = { ...frame, height: frame.height / 2 };
    return (
      <div>
        <HeatmapChart {...maps} {...half} />
        <CostStripsChart {...strips} {...half} />
      </div>
    );
  }
  const width = Math.round(MAPS_SHARE * frame.width);
  return (
    <div className="beside">
      <HeatmapChart {...maps} {...frame} width={width} />
      <CostStripsChart {...strips} {...frame} width={frame.width - width} />
    </div>
  );
}

/** The costs of the network, as those of the map above. */
function TakeCosts({
  believed,
  chosen,
}: {
  readonly believed: Believed | null;
  readonly chosen: number;
}) {
  const { store } = usePaths();
  return (
    <button
      type="button"
      className="button"
      disabled={!believed || believed.method === 'squared'}
      onClick={() => {
        if (!believed) return;
        store.set(heldOutPatch(chosen, believed.told));
        document.getElementById('figure-map')?.scrollIntoView({ block: 'nearest' });
      }}
    >
      Take these costs to the map
    </button>
  );
}
