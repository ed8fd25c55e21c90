import { formatNumber } from '../../../charts/shared/format';
import { trendOf, wholePercent } from '../../kit/claims';
import { percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';
import type { PathsRun } from '../kind';

type Tested = Pick<PathsRun, 'tests'>;

/** How many held-out maps are solved in the end. */
export function heldOutTitle({ tests: { step, optimal } }: Tested): string {
  const [at, right] = [step.at(-1), optimal.at(-1)];
  if (at === undefined || right === undefined) return 'Held-out maps are not tested yet';
  return `After ${at} steps ${wholePercent(right)} of the held-out maps get a cheapest path`;
}

/** What the paths cost too much in the end. */
export function ratioTitle({ tests: { ratio } }: Tested): string {
  const last = ratio.at(-1);
  if (last === undefined) return 'Held-out maps are not tested yet';
  if (!Number.isFinite(last)) return 'No held-out map gets a path at all';
  return `Its paths cost ${formatNumber(100 * (last - 1), 2)}% more than the cheapest`;
}

/** On how many held-out maps there is a path. */
export function validTitle({ tests: { valid } }: Tested): string {
  const last = valid.at(-1);
  if (last === undefined) return 'Held-out maps are not tested yet';
  return last === 1
    ? 'Every held-out map gets a path: a solver finds one'
    : `${wholePercent(last)} of the held-out maps get a path at all`;
}

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<PathsRun>[] = [
  {
    id: 'held-out',
    title: heldOutTitle,
    sentence: 'A hundred maps that no run is trained on, solved without noise.',
    valueLabel: 'held-out maps with a cheapest path, %',
    lines: [tested((run) => percent(run.tests.optimal))],
    bounds: [0, 100],
  },
  {
    id: 'ratio',
    title: ratioTitle,
    sentence:
      'Mean cost of the path over that of the cheapest one, on held-out maps that get a path.',
    valueLabel: 'cost over the cheapest',
    lines: [tested((run) => run.tests.ratio)],
  },
  {
    id: 'valid',
    title: validTitle,
    sentence: 'A fit of the path itself marks cells that need not join the corners.',
    valueLabel: 'held-out maps with a path, %',
    lines: [tested((run) => percent(run.tests.valid))],
    bounds: [0, 100],
  },
  {
    id: 'loss',
    title: ({ steps }) => trendOf('The training loss', steps.loss),
    sentence:
      'Of Fenchel-Young the loss itself; where it is estimated, cells that differ from the right path.',
    valueLabel: 'training loss',
    lines: [trained((run) => run.steps.loss)],
  },
  {
    id: 'active',
    title: ({ steps }) => trendOf('The share of cells with a gradient', steps.active, wholePercent),
    sentence: 'Cells of the maps of a step whose cost the method moves.',
    valueLabel: 'cells with a gradient, %',
    lines: [trained((run) => percent(run.steps.active))],
    bounds: [0, 100],
  },
  {
    id: 'clamped',
    title: ({ steps }) => trendOf('The share of costs below 0', steps.clamped, wholePercent),
    sentence: 'Noisy costs below 0 count as 0 in the solver; noise that multiplies makes none.',
    valueLabel: 'noisy costs below 0, %',
    lines: [trained((run) => percent(run.steps.clamped))],
    bounds: [0, 100],
  },
];
