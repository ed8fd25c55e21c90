import { useMemo } from 'react';
import { formatPercent } from '../../../charts/shared/format';
import { describeTerrain } from '../../../charts/terrain/describe';
import { TerrainChart } from '../../../charts/terrain/TerrainChart';
import { terrainNames } from '../../../core/terrain/kinds';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { usePaths, usePathsValue, useResult } from '../context';
import { MAX_COST } from '../experiment/land';
import { PICTURED } from '../params';
import { cheapestShare, detourOf, terrainData, terrainTable, THREADS, type Ground } from './data';
import { useGround, useHandles } from './useStage';

const LEGEND: readonly LegendItem[] = [
  { label: 'the cheapest path', color: 'var(--prediction)', mark: 'line' },
  { label: `paths of ${THREADS} draws`, color: 'var(--noise)', mark: 'line' },
];
const wanted = (isKnown: boolean): LegendItem => ({
  label: isKnown ? 'path of the map' : 'path of the first costs',
  ...{ color: 'var(--truth)', mark: 'ring' },
});

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
      sentence={`${beliefOf(ground) ?? hint(brush)} ${finding(data.draws && cheapestShare(data.draws))}`}
      description={describeTerrain(data)}
      legend={data.target ? [...LEGEND, wanted(ground.map.isKnown)] : LEGEND}
      source={
        reply
          ? { backend: 'cpu', adapter: '', samples: reply.samples, seed: reply.problem.seed }
          : undefined
      }
      table={() => terrainTable(data)}
      controls={
        <>
          <Items items={['brush']} />
          {brush !== 'none' && <Fill cells={ground.costs.length} brush={brush} />}
          <OwnCosts changed={ground.changed.length} />
          <ShowLand ground={ground} />
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

/** What costs of a network are worth, where they are shown. */
function beliefOf(ground: Ground): string | null {
  const { map } = ground;
  if (!map.isKnown)
    return 'A network trained on generated land believes these costs of your picture.';
  if (map.first === map.right) return null;
  const detour = detourOf(ground);
  if (detour < 1e-9) return 'By the costs of the network the path is a right one.';
  return `By the costs of the network the path is ${formatPercent(detour, 2)} dearer on the map than the right one.`;
}

const hint = (brush: string) =>
  brush === 'none'
    ? 'Drag σ, and threads leave the path; drag a cell up to make it dearer.'
    : 'Paint the land, and the path looks for another way.';

const finding = (share: number | null) =>
  share === null
    ? 'The draws are being solved.'
    : `${formatPercent(share, 2)} of the draws take the cheapest path.`;

/** Paints every cell: land to begin with. */
function Fill({ cells, brush }: { cells: number; brush: string }) {
  const { onPaint } = useHandles();
  const all = () => Array.from({ length: cells }, (_, cell) => cell);
  return (
    <button type="button" className="button" onClick={() => onPaint(all(), 'commit')}>
      Fill with {brush}
    </button>
  );
}

/** The land as a picture for a network, which has seen others alone; what is a picture already it sees anyway. */
function ShowLand({ ground: { looks, map } }: { ground: Ground }) {
  const { results } = usePaths();
  const size = usePathsValue('size');
  if (map.picture || size !== PICTURED) return null;
  const terrain = () => looks.map((look) => terrainNames[look]);
  return (
    <button type="button" className="button" onClick={() => void results.showLand(terrain())}>
      Show it to a network
    </button>
  );
}

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
