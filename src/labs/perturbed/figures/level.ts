import { wholePercent } from '../../kit/claims';
import { percent, tested, type RunFigureSpec } from '../../kit/run-figure';
import type { ClassRun } from '../kind';
import type { PerturbedValues } from '../params';

/** How far apart shares are called level: two standard errors of 500 images, of which one in ten is wrong. */
const LEVEL = 0.027;

const rightOf = (runs: readonly ClassRun[], id: string) =>
  runs.find((run) => run.id === id)?.tests.right.at(-1);

/** Where a single draw and cross-entropy stand. */
export function levelTitle(runs: readonly ClassRun[]): string {
  const [one, entropy] = ['fenchel-young-1', 'cross-entropy-0'].map((id) => rightOf(runs, id));
  if (one === undefined || entropy === undefined) return 'Is one draw enough to learn by?';
  const apart = one - entropy;
  const says = Math.abs(apart) <= LEVEL ? 'level with' : apart > 0 ? 'ahead of' : 'behind';
  const step = runs.find(({ id }) => id === 'fenchel-young-1')!.tests.step.at(-1);
  return `After ${step} steps one draw is ${says} cross-entropy: ${wholePercent(one)} and ${wholePercent(entropy)} right`;
}

/** What is drawn of every run. */
export const levelSpecs: Readonly<Record<PerturbedValues['measure'], RunFigureSpec<ClassRun>>> = {
  accuracy: {
    id: 'level',
    title: (run) => levelTitle([run]),
    sentence: '',
    valueLabel: 'right of 500 test digits, %',
    lines: [tested((run) => percent(run.tests.right))],
    bounds: [0, 100],
  },
  squared: {
    id: 'level',
    title: (run) => levelTitle([run]),
    sentence: '',
    valueLabel: 'squared error of the mean on test digits',
    lines: [tested((run) => run.tests.squared)],
  },
};
