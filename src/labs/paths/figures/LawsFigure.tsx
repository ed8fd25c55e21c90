import type { PathPanelData, PathPanelsData } from '../../../charts/path-panels/layout';
import { describePathPanels } from '../../../charts/path-panels/describe';
import { PathPanelsChart } from '../../../charts/path-panels/PathPanelsChart';
import { formatFixed, formatNumber, formatPercent } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable, LegendItem } from '../../../ui/figure/types';
import type { LawsReply } from '../compute/protocol';
import { useResult } from '../context';
import { cheapestPath } from '../experiment/problem';
import { isOf, landData, type Stage } from './data';
import { useStage } from './useStage';

const LEGEND: readonly LegendItem[] = [
  { label: 'more often under noise', color: 'var(--prediction)', mark: 'square' },
  { label: 'more often under Gibbs', color: 'var(--prediction)', mark: 'ring' },
];

/** Both laws of forward paths and their difference, as far as they are of these values. */
export function lawsData(stage: Stage, reply: LawsReply | null): PathPanelsData {
  const { problem } = stage;
  const laws = isOf(stage, reply) ? reply!.laws : null;
  const difference = laws ? laws.perturbed.map((p, cell) => p - laws.gibbs[cell]) : null;
  const largest = difference ? Math.max(...difference.map(Math.abs)) : 0;
  const panel = (own: Omit<PathPanelData, 'note'>, note: string): PathPanelData => ({
    ...own,
    note: laws ? note : 'on its way',
  });
  return {
    land: landData(stage),
    path: cheapestPath({ size: problem.size, moves: 'forward' }, problem.costs),
    target: null,
    panels: [
      panel(
        {
          ...{ id: 'perturbed', title: 'perturbed', kind: 'share' },
          values: laws?.perturbed ?? null,
          rows: [['mean cost', laws ? formatFixed(laws.cost, 2) : '0']],
        },
        `mean cost ${formatFixed(laws?.cost ?? 0, 2)}`,
      ),
      panel(
        {
          ...{ id: 'gibbs', title: 'Gibbs, exact', kind: 'share' },
          values: laws?.gibbs ?? null,
          rows: [['temperature', laws ? formatNumber(laws.temperature) : '0']],
        },
        `the same at t = ${formatNumber(laws?.temperature ?? 0)}`,
      ),
      panel(
        {
          ...{ id: 'difference', title: 'difference', kind: 'difference', values: difference },
          rows: [['largest', formatPercent(largest, 2)]],
        },
        `largest ${formatPercent(largest, 2)}`,
      ),
    ],
  };
}

function lawsTable({ problem: { size }, laws }: LawsReply): FigureTable {
  return {
    columns: ['row', 'column', 'perturb and maximise', 'Gibbs'],
    rows: Array.from(laws.gibbs, (gibbs, cell) => [
      Math.floor(cell / size) + 1,
      (cell % size) + 1,
      laws.perturbed[cell],
      gibbs,
    ]),
  };
}

/** Perturb-and-MAP beside the Gibbs law, on forward paths, where that one is exact. */
export function LawsFigure() {
  const { values, stage } = useStage();
  const reply = useResult('laws');
  const data = lawsData(stage, reply);
  const fitting = isOf(stage, reply) ? reply : null;
  return (
    <Figure
      id="laws"
      title="Two laws of paths with the same mean cost are not the same law"
      sentence="Forward paths under normal noise, and under the Gibbs law at the temperature of the same mean cost: that counts paths, so wide open ground attracts it."
      description={describePathPanels(data)}
      legend={LEGEND}
      source={
        fitting
          ? { backend: 'cpu', adapter: '', samples: fitting.samples, seed: values.seed }
          : undefined
      }
      {...(fitting && { table: () => lawsTable(fitting) })}
      wide
      height={320}
    >
      {(frame) => <PathPanelsChart {...data} {...frame} />}
    </Figure>
  );
}
