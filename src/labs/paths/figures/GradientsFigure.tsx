import type { PathPanelData, PathPanelsData } from '../../../charts/path-panels/layout';
import { describePathPanels } from '../../../charts/path-panels/describe';
import { PathPanelsChart } from '../../../charts/path-panels/PathPanelsChart';
import { formatPercent } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable, LegendItem } from '../../../ui/figure/types';
import type { GradientsReply } from '../compute/protocol';
import { useGradients } from '../context';
import { gradientNames, type CostGradient } from '../experiment/gradients';
import { pathsVariants } from '../experiment/spec';
import { detourOf, isOf, isThere, landData, type Stage } from './data';
import { useHandles, useStage } from './useStage';

const legendOf = ({ map: { isKnown } }: Stage): readonly LegendItem[] => [
  { label: 'cost is to rise', color: 'var(--loss)', mark: 'square' },
  { label: 'cost is to fall', color: 'var(--truth)', mark: 'square' },
  {
    label: isKnown ? 'path of the map' : 'path of the first costs',
    color: 'var(--truth)',
    mark: 'ring',
  },
];

const nameOf = (name: CostGradient['name']) => pathsVariants[name].short;

/** Cells whose cost a gradient moves. */
const movedBy = (gradient: ArrayLike<number>) =>
  Array.from(gradient).filter((g) => Math.abs(g) > 1e-12).length;

/** The gradients of all methods, as far as they are of these values. */
export function gradientsData(stage: Stage, reply: GradientsReply | null): PathPanelsData {
  const found = isOf(stage, reply) ? reply!.gradients : [];
  return {
    ...{ land: landData(stage), path: stage.path, target: stage.target },
    panels: gradientNames.map((name): PathPanelData => {
      const gradient = found.find((each) => each.name === name)?.gradient;
      const cells = gradient ? movedBy(gradient) : 0;
      const zero = cells === 0 ? 'zero: nothing moves' : `moves ${cells} cells`;
      return {
        ...{ id: name, title: nameOf(name), kind: 'change', note: gradient ? zero : 'on its way' },
        values: gradient ? gradient.map((g) => -g) : null,
        rows: [['cells moved', String(cells)]],
      };
    }),
  };
}

function gradientsTable(stage: Stage, reply: GradientsReply): FigureTable {
  const { problem, target } = stage;
  return {
    columns: [
      ...['row', 'column', 'cost', 'wanted'],
      ...reply.gradients.map(({ name }) => `gradient, ${nameOf(name)}`),
    ],
    rows: problem.costs.map((cost, cell) => [
      Math.floor(cell / problem.size) + 1,
      (cell % problem.size) + 1,
      cost,
      target.includes(cell) ? 1 : 0,
      ...reply.gradients.map(({ gradient }) => gradient[cell]),
    ]),
  };
}

/** Where three methods push costs, at the same costs and on the same noise; one step of any of them. */
export function GradientsFigure() {
  const { values, stage } = useStage();
  const reply = useGradients();
  const data = gradientsData(stage, reply);
  const fitting = isOf(stage, reply) ? reply : null;
  return (
    <Figure
      id="gradients"
      title="Fenchel-Young moves a band of cells, blackbox two paths or none"
      sentence={sentenceOf(stage)}
      description={`${describePathPanels(data)} ${sentenceOf(stage)}`}
      legend={legendOf(stage)}
      source={
        fitting
          ? { backend: 'cpu', adapter: '', samples: fitting.samples, seed: values.seed }
          : undefined
      }
      {...(fitting && { table: () => gradientsTable(stage, fitting) })}
      controls={<Steps reply={fitting} length={values.step} />}
      wide
      height={340}
    >
      {(frame) => <PathPanelsChart {...data} {...frame} />}
    </Figure>
  );
}

/** The goal where nobody knows the right path. */
const FIRST = 'first costs of your picture';

/** How far the path still is from the one that is wanted. */
function sentenceOf(stage: Stage): string {
  const { isKnown } = stage.map;
  const goal = isKnown ? 'the path of the map' : `that of the ${FIRST}`;
  if (isThere(stage))
    return `The prediction is ${goal}: blackbox sees no gradient any more, others still do.`;
  const where = isKnown ? 'on the map' : `by the ${FIRST}, which are the goal,`;
  return `The cheapest path at these costs is ${formatPercent(detourOf(stage), 2)} dearer ${where} than its own. Take a step, and costs move until it follows.`;
}

/** A button for one step of each method. */
function Steps({ reply, length }: { reply: GradientsReply | null; length: number }) {
  const { onStep } = useHandles();
  return (
    <>
      <span>One step of</span>
      {gradientNames.map((name) => {
        const found = reply?.gradients.find((each) => each.name === name);
        return (
          <button
            key={name}
            type="button"
            className="button"
            disabled={!found || movedBy(found.gradient) === 0}
            onClick={() => found && onStep(found.gradient, length)}
          >
            {nameOf(name)}
          </button>
        );
      })}
    </>
  );
}
