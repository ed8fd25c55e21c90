import { formatPercent } from '../../../charts/shared/format';
import { describeTerrain } from '../../../charts/terrain/describe';
import { TerrainChart } from '../../../charts/terrain/TerrainChart';
import { Figure } from '../../../ui/figure/Figure';
import type { LegendItem } from '../../../ui/figure/types';
import { Items } from '../../kit/Items';
import { usePaths, useResult } from '../context';
import { MAX_COST } from '../experiment/land';
import type { PathsValues } from '../params';
import { cheapestShare, detourOf, terrainData, terrainTable, THREADS, type Stage } from './data';
import { useHandles, useStage } from './useStage';

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
  const { values, stage } = useStage();
  const { onCost, onPaint } = useHandles();
  const reply = useResult('draws');
  const data = terrainData(stage, reply);
  const { brush } = values;
  return (
    <Figure
      id="map"
      title="Noise turns one cheapest path into a fan of nearly cheapest ones"
      sentence={`${beliefOf(stage, values) ?? hint(brush)} ${finding(data.draws && cheapestShare(data.draws))}`}
      description={describeTerrain(data)}
      legend={data.target ? [...LEGEND, wanted(stage.map.isKnown)] : LEGEND}
      source={
        reply
          ? { backend: 'cpu', adapter: '', samples: reply.samples, seed: reply.problem.seed }
          : undefined
      }
      table={() => terrainTable(data)}
      controls={
        <>
          <Items items={['brush']} />
          <OwnCosts changed={stage.changed.length} />
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
function beliefOf(stage: Stage, { costsFrom }: PathsValues): string | null {
  const { map } = stage;
  if (!map.isKnown)
    return 'A network trained on generated land believes these costs of your picture.';
  if (costsFrom === 'map' || !map.picture) return null;
  if (detourOf(stage) < 1e-9) return 'By the costs of the network the path is a right one.';
  return `By the costs of the network the path is ${formatPercent(detourOf(stage), 2)} dearer on the map than the right one.`;
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
