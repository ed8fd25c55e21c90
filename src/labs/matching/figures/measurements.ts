import type { MatchingRun } from '../kind';
import { growthOf, leadOf, trendOf, wholePercent } from '../../kit/claims';
import { around, percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';

/** How much of what was never trained on is wrong in the end. */
export function heldOutTitle({ tests }: Pick<MatchingRun, 'tests'>): string {
  const [step, wrong] = [tests.step.at(-1), tests.wrong.at(-1)];
  if (step === undefined || wrong === undefined) return 'Held-out sequences are not tested yet';
  return `After ${step} steps ${wholePercent(wrong)} of the held-out places are wrong`;
}

/** A rank correlation from which an order is called nearly right. */
export const NEARLY = 0.95;

/** When the order of held-out sequences is nearly right, and when all their places are. */
export function orderTitle({ tests }: Pick<MatchingRun, 'tests'>): string {
  const { step, kendall, anyWrong } = tests;
  const near = step[kendall.findIndex((tau) => tau >= NEARLY)] as number | undefined;
  const right = step[anyWrong.findIndex((share) => share === 0)] as number | undefined;
  if (near === undefined) return trendOf('Kendall’s τ', kendall);
  const order = `The order is nearly right (τ ≥ ${NEARLY}) by step ${near}`;
  if (right === undefined) return `${order}, not yet every place`;
  return right === near
    ? `${order}, and so is every place`
    : `${order}, every place by step ${right}`;
}

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<MatchingRun>[] = [
  {
    id: 'loss',
    title: ({ steps }) => trendOf('The training loss', steps.loss),
    sentence: 'Mean squared difference of the sorted numbers and those the predictor puts there.',
    valueLabel: 'training loss',
    lines: [trained((run) => run.steps.loss)],
    log: true,
  },
  {
    id: 'positions',
    title: ({ steps }) => leadOf('right places', 'y*(ε)', 'y*', steps.rightAugmented, steps.right),
    sentence: 'Numbers in their right places, in y* and in y*(ε); the gradient is the gap.',
    valueLabel: 'right places, %',
    lines: [
      trained((run) => percent(run.steps.right), { name: 'y*' }),
      trained((run) => percent(run.steps.rightAugmented), { name: 'y*(ε)', thin: true }),
    ],
    bounds: [0, 100],
  },
  {
    id: 'held-out',
    title: heldOutTitle,
    sentence: 'Twenty held-out sequences without noise: wrong places, and sequences with any.',
    valueLabel: 'wrong, % of held-out places and sequences',
    lines: [
      tested((run) => percent(run.tests.wrong), { name: 'places' }),
      tested((run) => percent(run.tests.anyWrong), { name: 'sequences', thin: true }),
    ],
    bounds: [0, 100],
  },
  {
    id: 'kendall',
    title: orderTitle,
    sentence: "Kendall's tau of the predicted and the right order of held-out sequences.",
    valueLabel: 'Kendall’s τ',
    lines: [tested((run) => run.tests.kendall)],
    bounds: [-1, 1],
  },
  {
    id: 'perfect',
    title: ({ steps }) => trendOf('The share of perfect sequences', steps.perfect, wholePercent),
    sentence: 'Training predictions, with their noise, in which every number is in its place.',
    valueLabel: 'perfect training sequences, %',
    lines: [trained((run) => percent(run.steps.perfect))],
    bounds: [0, 100],
  },
  {
    id: 'sigma',
    title: ({ steps }) => trendOf('The noise scale', steps.sigmaMean),
    sentence:
      'Mean of the noise scale over the training sequences; the band is one standard deviation wide to each side.',
    valueLabel: 'noise scale',
    lines: [
      trained((run) => run.steps.sigmaMean, {
        band: ({ steps }) => around(steps.sigmaMean, steps.sigmaSpread),
      }),
    ],
  },
  {
    id: 'gradient',
    title: ({ steps }) => trendOf('The gradient', steps.gradientNorm),
    sentence: 'Norm of the gradient in the weights of the score network.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: ({ steps }) => growthOf(steps),
    sentence:
      'It grows by a tenth whenever y* and y*(ε) agree everywhere although the loss is positive.',
    valueLabel: 'loss weight |ε|',
    lines: [trained((run) => run.steps.epsilon.map(Math.abs))],
  },
];
