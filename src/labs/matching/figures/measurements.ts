import type { MatchingRun } from '../kind';
import { around, percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<MatchingRun>[] = [
  {
    id: 'loss',
    title: 'The training loss falls, and noise keeps it from zero',
    sentence: 'Mean squared difference of the sorted numbers and those the predictor puts there.',
    valueLabel: 'training loss',
    lines: [trained((run) => run.steps.loss)],
    log: true,
  },
  {
    id: 'positions',
    title: 'The loss-augmented prediction leads, the prediction follows',
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
    title: 'What it has learned holds for sequences it has never seen',
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
    title: 'The order is nearly right long before every place is',
    sentence: "Kendall's tau of the predicted and the right order of held-out sequences.",
    valueLabel: 'Kendall’s τ',
    lines: [tested((run) => run.tests.kendall)],
    bounds: [-1, 1],
  },
  {
    id: 'perfect',
    title: 'Perfect sequences come late: one wrong link spoils one',
    sentence: 'Training predictions, with their noise, in which every number is in its place.',
    valueLabel: 'perfect training sequences, %',
    lines: [trained((run) => percent(run.steps.perfect))],
    bounds: [0, 100],
  },
  {
    id: 'sigma',
    title: 'σ(x) is learned per sequence, slowly at the printed rate',
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
    title: 'The gradient dies out as the two predictions agree',
    sentence: 'Norm of the gradient in the weights of the score network.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: 'ε grows when no gradient is left',
    sentence:
      'It grows by a tenth whenever y* and y*(ε) agree everywhere although the loss is positive.',
    valueLabel: 'loss weight |ε|',
    lines: [trained((run) => run.steps.epsilon.map(Math.abs))],
  },
];
