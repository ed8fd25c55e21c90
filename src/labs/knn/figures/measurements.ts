import { wilsonInterval } from '../../../core/training/statistics';
import type { KnnRun } from '../kind';
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

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<KnnRun>[] = [
  {
    id: 'accuracy',
    title: 'Images never seen are told apart by their neighbours',
    sentence:
      'Errors of kNN with the k that is trained for, on 500 test images among 2000 candidates; the band is the 95% interval.',
    ...errors,
    lines: [tested((run) => wrong(run.tests.test), { band: ends })],
  },
  {
    id: 'neighbours',
    title: 'The loss-augmented neighbours lead, the neighbours follow',
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
    title: 'Every method goes down its own objective',
    sentence:
      'Direct loss: share of wrong neighbours; the relaxations: minus the relaxed mass on right ones; cross-entropy: its own.',
    valueLabel: 'objective of the method',
    lines: [trained((run) => run.steps.loss)],
  },
  {
    id: 'by-k',
    title: 'The same embedding serves other k',
    sentence: 'Errors on test images with 9 voters and with the nearest image alone.',
    ...errors,
    lines: [
      tested((run) => wrong(run.tests.test9), { name: 'k = 9' }),
      tested((run) => wrong(run.tests.test1), { name: 'k = 1', thin: true }),
    ],
  },
  {
    id: 'memory',
    title: 'What was trained on is hardly easier than what was not',
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
    title: 'σ(x) is learned per query',
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
    title: 'Direct loss touches few pairs of images, a relaxation all',
    sentence: 'Pairs of query and candidate on which the gradient of a step acts.',
    valueLabel: 'active pairs, %',
    lines: [trained((run) => percent(run.steps.active))],
    log: true,
  },
  {
    id: 'gradient',
    title: 'The gradient weakens as neighbours come right',
    sentence: 'Norm of the gradient in the weights of the embedding.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: 'ε grows when no gradient is left',
    sentence: 'By a tenth whenever y* and y*(ε) agree for all queries although some are wrong.',
    valueLabel: 'loss weight |ε|',
    lines: [trained((run) => run.steps.epsilon.map(Math.abs))],
  },
  {
    id: 'time',
    title: 'What a step costs on this machine',
    sentence: 'Computing time of one step, without drawing.',
    valueLabel: 'milliseconds per step',
    lines: [trained((run) => run.steps.milliseconds)],
    log: true,
  },
];
