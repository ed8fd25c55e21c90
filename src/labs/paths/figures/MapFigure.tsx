import { useMemo } from 'react';
import { formatPercent } from '../../../charts/shared/format';
import { describeTerrain } from '../../../charts/terrain/describe';
import { TerrainChart } from '../../../charts/terrain/TerrainChart';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { usePaths, usePathsValue, useResult } from '../context';
import { MAX_COST } from '../experiment/land';
import { cheapestShare, terrainData, terrainTable, THREADS } from './data';
import { useGround, useHandles } from './useStage';

const LEGEND: readonly LegendItem[] = [
  { label: 'the cheapest path', color: 'var(--prediction)', mark: 'line' },
  { label: `paths of ${THREADS} draws`, color: 'var(--noise)', mark: 'line' },
];
const WANTED: LegendItem = { label: 'path of the map', color: 'var(--truth)', mark: 'ring' };

/** The main figure: a map whose costs are dragged and painted, and its cheapest paths under noise. */
export function MapFigure() {
  const ground = useGround();
  const brush = usePathsValue('brush');
  const { onCost, onPaint } = useHandles();
  const reply = useResult('draws');
  const data = useMemo(() => terrainData(ground, reply), [ground, reply]);
  return (
    <Figure
      id="map"
      title="Noise turns one cheapest path into a fan of nearly cheapest ones"
      sentence={`${hint(brush)} ${finding(data.draws && cheapestShare(data.draws))}`}
      description={describeTerrain(data)}
      legend={data.target ? [...LEGEND, WANTED] : LEGEND}
      source={
        reply
          ? { backend: 'cpu', adapter: '', samples: reply.samples, seed: reply.problem.seed }
          : undefined
      }
      table={() => terrainTable(data)}
      controls={
        <>
          <Items items={['brush']} />
          <OwnCosts changed={ground.changed.length} />
        </>
      }
      height="fill"
    >
      {(frame) => (
        <TerrainChart
          {...data}
          {...frame}
          {...{ onCost, onPaint, most: MAX_COST, painting: brush !== 'none' }}
        />
      )}
    </Figure>
  );
}

const hint = (brush: string) =>
  brush === 'none'
    ? 'Drag σ, and threads leave the path; drag a cell up to make it dearer.'
    : 'Paint the land, and the path looks for another way.';

const finding = (share: number | null) =>
  share === null
    ? 'The draws are being solved.'
    : `${formatPercent(share, 2)} of the draws take the cheapest path.`;

/** Back to the costs of the map. */
function OwnCosts({ changed }: { changed: number }) {
  const { store } = usePaths();
  return (
    <button
      type="button"
      className="button"
      disabled={changed === 0}
      onClick={() => store.reset(['costs'])}
    >
      Restore
    </button>
  );
}
