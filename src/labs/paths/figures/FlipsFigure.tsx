import { useMemo } from 'react';
import { describePathFlips } from '../../../charts/path-flips/describe';
import type { NamedStretch, PathFlipsData } from '../../../charts/path-flips/layout';
import { PathFlipsChart } from '../../../charts/path-flips/PathFlipsChart';
import { formatNumber } from '../../../charts/shared/format';
import { Figure } from '../../../ui/figure/Figure';
import type { FigureTable, LegendItem } from '../../../ui/figure/types';
import type { SweepReply } from '../compute/protocol';
import { usePaths, useResult } from '../context';
import { stretchesOf, type PathStretch } from '../experiment/flips';
import { costOfPath, type Path } from '../experiment/problem';
import { sameProblem } from '../model';
import { sigmaBounds, type PathsValues } from '../params';
import { THREADS, type Stage } from './data';
import { useHandles, useStage } from './useStage';

const LEGEND: readonly LegendItem[] = [
  { label: 'share of the cheapest path', color: 'var(--prediction)', mark: 'line' },
  { label: 'entropy of the paths', color: 'var(--noise)', mark: 'dash' },
];

/** Letters for paths in the order in which they come up, the cheapest first. */
function namesFor({ path, cost, problem }: Stage) {
  const known = [path.join()];
  return ({ from, to, path: own }: PathStretch): NamedStretch => {
    const key = own.join();
    if (!known.includes(key)) known.push(key);
    const number = known.indexOf(key);
    const name = number < 26 ? String.fromCharCode(65 + number) : String(number + 1);
    return { from, to, name, extra: Math.max(0, costOfPath(own, problem.costs) - cost) };
  };
}

/** The path of most draws between two places where it changes; where all draws differ there is none. */
function modalStretches({ points, samples }: SweepReply): PathStretch[] {
  const [least, most] = sigmaBounds;
  const found: PathStretch[] = [];
  let last: PathStretch | null = null;
  points.forEach(({ sigma, most: { path, share } }, i) => {
    const from = i === 0 ? least : Math.sqrt(points[i - 1].sigma * sigma);
    const to = i + 1 < points.length ? Math.sqrt(points[i + 1].sigma * sigma) : most;
    if (share * samples < 2) last = null;
    else if (last && samePath(last.path, path)) found[found.length - 1] = last = { ...last, to };
    else found.push((last = { from, to, path }));
  });
  return found;
}

const samePath = (one: Path, other: Path) => one.join() === other.join();

/** What becomes of paths along sigma, with the sweep as far as it is of these values. */
export function flipsData(
  { draw, sigma }: Pick<PathsValues, 'draw' | 'sigma'>,
  stage: Stage,
  stretches: readonly PathStretch[],
  sweep: SweepReply | null,
): PathFlipsData {
  const reply = sweep && sameProblem(sweep.problem, stage.problem, true) ? sweep : null;
  const named = namesFor(stage);
  const own = stretches.map(named);
  const points = reply?.points ?? [];
  const samples = reply?.samples ?? 0;
  return {
    ...{ sigma, sigmaBounds, samples, drawName: `draw ${draw + 1}` },
    sigmas: points.map((point) => point.sigma),
    cheapest: points.map(({ cheapest }) => cheapest),
    entropy: points.map(({ entropy }) => (samples > 1 ? entropy / Math.log(samples) : 0)),
    most: reply ? modalStretches(reply).map(named) : [],
    draw: own,
  };
}

function flipsTable({ points }: SweepReply): FigureTable {
  return {
    columns: ['sigma', 'share of the cheapest', 'paths', 'entropy', 'cost over the cheapest'],
    rows: points.map(({ sigma, cheapest, paths, entropy, ratio }) => [
      ...[sigma, cheapest, paths, entropy, ratio],
    ]),
  };
}

/** Which path wins along sigma: of all draws, and of one. */
export function FlipsFigure() {
  const { values, ground, stage } = useStage();
  const { onSigma } = useHandles();
  const reply = useResult('sweep');
  const { size, moves, noise, seed, draw } = values;
  // what is seen along sigma does not depend on it
  const stretches = useMemo(() => {
    const { costs } = ground;
    const problem = { size: Number(size), moves, noise, seed, costs };
    return stretchesOf(problem, draw, sigmaBounds);
  }, [ground, size, moves, noise, seed, draw]);
  const data = flipsData(values, stage, stretches, reply);
  return (
    <Figure
      id="flips"
      title="Threads leave the path one by one, each at a noise scale of its own"
      sentence={sentenceOf(data)}
      description={describePathFlips(data)}
      legend={LEGEND}
      source={reply ? { backend: 'cpu', adapter: '', samples: reply.samples, seed } : undefined}
      {...(reply && { table: () => flipsTable(reply) })}
      controls={<NextDraw draw={draw} />}
      wide
      height={320}
    >
      {(frame) => <PathFlipsChart {...data} {...frame} onSigma={onSigma} />}
    </Figure>
  );
}

function sentenceOf({ draw, drawName }: PathFlipsData): string {
  if (draw.length < 2) return `The path of ${drawName} is the same at every σ.`;
  return `The path of ${drawName} changes ${draw.length - 1} times, first at σ = ${formatNumber(draw[0].to)}.`;
}

/** Follows another draw. */
function NextDraw({ draw }: { draw: number }) {
  const { store } = usePaths();
  return (
    <button
      type="button"
      className="button"
      onClick={() => store.set({ draw: (draw + 1) % THREADS })}
    >
      Next draw
    </button>
  );
}
