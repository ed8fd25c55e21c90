import { wilsonInterval } from '../../../core/training/statistics';
import type { KnnRun } from '../kind';
import { formatNumber, formatPercent } from '../../../charts/shared/format';
import { growthOf, leadOf, trendOf } from '../../kit/claims';
import { around, percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';

/** The other share, in percent: of errors where it is one of right answers. */
const wrong = (shares: readonly number[]) => shares.map((share) => 100 * (1 - share));

/** 95% intervals of the errors on the way, in percent. */
function ends({ tests: { test, images } }: KnnRun): [number[], number[]] {
  const intervals = test.map((share, i) =>
    wilsonInterval(Math.round(share * images[i]), images[i]),
  );
  return [wrong(intervals.map(([, high]) => high)), wrong(intervals.map(([low]) => low))];
}

/** The errors of a test of 500 images, on a log axis: a fifth of a percent is one of them. */
const errors = { valueLabel: 'wrong classes, %', log: true, bounds: [0.1, 100] } as const;

const others = (shares: readonly number[]) => shares.map((share) => 1 - share);
const percentOf = (share: number) => formatPercent(share, 2);

/** The errors of the last test with other numbers of voters. */
export function otherVotersTitle({ tests }: Pick<KnnRun, 'tests'>): string {
  const [one, nine] = [tests.test1.at(-1), tests.test9.at(-1)];
  if (one === undefined || nine === undefined) return 'Other numbers of voters';
  return `Nine voters get ${percentOf(1 - nine)} wrong, the nearest image alone ${percentOf(1 - one)}`;
}

/** The errors of the last test on images of both kinds. */
export function memoryTitle({ tests }: Pick<KnnRun, 'tests'>): string {
  const [test, train] = [tests.test.at(-1), tests.train.at(-1)];
  if (test === undefined || train === undefined) return 'Test images and training images';
  return `Of test images ${percentOf(1 - test)} are wrong, of training images ${percentOf(1 - train)}`;
}

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<KnnRun>[] = [
  {
    id: 'accuracy',
    title: ({ tests }) => trendOf('The share of wrong classes', others(tests.test), percentOf),
    sentence:
      'Errors of kNN with the k that is trained for, on 500 test images among 2000 candidates; the band is the 95% interval.',
    ...errors,
    lines: [tested((run) => wrong(run.tests.test), { band: ends })],
  },
  {
    id: 'neighbours',
    title: ({ steps }) =>
      leadOf('right neighbours', 'y*(ε)', 'y*', steps.rightAugmented, steps.right),
    sentence: 'Candidates of the right class among the k nearest of a step, in y* and in y*(ε).',
    valueLabel: 'right neighbours, %',
    lines: [
      trained((run) => percent(run.steps.right), { name: 'y*' }),
      trained((run) => percent(run.steps.rightAugmented), { name: 'y*(ε)', thin: true }),
    ],
    bounds: [0, 100],
  },
  {
    id: 'loss',
    title: ({ steps }) => trendOf('The objective', steps.loss),
    sentence:
      'Direct loss: share of wrong neighbours; the relaxations: minus the relaxed mass on right ones; cross-entropy: its own.',
    valueLabel: 'objective of the method',
    lines: [trained((run) => run.steps.loss)],
  },
  {
    id: 'by-k',
    title: otherVotersTitle,
    sentence: 'Errors on test images with 9 voters and with the nearest image alone.',
    ...errors,
    lines: [
      tested((run) => wrong(run.tests.test9), { name: 'k = 9' }),
      tested((run) => wrong(run.tests.test1), { name: 'k = 1', thin: true }),
    ],
  },
  {
    id: 'memory',
    title: memoryTitle,
    sentence:
      'Errors of kNN on test images, and on training images that are no candidates: a gap would be learning by heart.',
    ...errors,
    lines: [
      tested((run) => wrong(run.tests.test), { name: 'test' }),
      tested((run) => wrong(run.tests.train), { name: 'training', thin: true }),
    ],
  },
  {
    id: 'sigma',
    title: ({ steps }) => trendOf('The noise scale', steps.scaleMean),
    sentence:
      'Mean of the noise scale over the queries of a step; the band is one standard deviation wide to each side.',
    valueLabel: 'noise scale, in units of distance',
    lines: [
      trained((run) => run.steps.scaleMean, {
        band: ({ steps }) => around(steps.scaleMean, steps.scaleSpread),
      }),
    ],
  },
  {
    id: 'sparsity',
    title: ({ steps }) => trendOf('The share of active pairs', steps.active, percentOf),
    sentence: 'Pairs of query and candidate on which the gradient of a step acts.',
    valueLabel: 'active pairs, %',
    lines: [trained((run) => percent(run.steps.active))],
    log: true,
  },
  {
    id: 'gradient',
    title: ({ steps }) => trendOf('The gradient', steps.gradientNorm),
    sentence: 'Norm of the gradient in the weights of the embedding.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: ({ steps }) => growthOf(steps),
    sentence: 'By a tenth whenever y* and y*(ε) agree for all queries although some are wrong.',
    valueLabel: 'loss weight |ε|',
    lines: [trained((run) => run.steps.epsilon.map(Math.abs))],
  },
  {
    id: 'time',
    title: ({ steps }) =>
      trendOf('The time of a step', steps.milliseconds, (ms) => `${formatNumber(ms, 2)} ms`),
    sentence: 'Computing time of one step, without drawing.',
    valueLabel: 'milliseconds per step',
    lines: [trained((run) => run.steps.milliseconds)],
    log: true,
  },
];
