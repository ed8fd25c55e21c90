import { wilsonInterval } from '../../../core/training/statistics';
import type { KnnRun } from '../kind';
import { percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';

/** 95% intervals of the accuracies on the way. */
const ends = ({ tests: { test, images } }: KnnRun) =>
  test.map((share, i) => wilsonInterval(Math.round(share * images[i]), images[i]));

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<KnnRun>[] = [
  {
    id: 'accuracy',
    title: 'Images never seen are told apart by their neighbours',
    sentence:
      'kNN accuracy with the k that is trained for, of 500 test images among 2000 candidates; thin the ends of its 95% interval.',
    valueLabel: 'right classes, %',
    lines: [
      tested((run) => percent(run.tests.test)),
      tested((run) => ends(run).map(([low]) => 100 * low), ' from', true),
      tested((run) => ends(run).map(([, high]) => 100 * high), ' to', true),
    ],
  },
  {
    id: 'neighbours',
    title: 'The loss-augmented neighbours lead, the neighbours follow',
    sentence: 'Candidates of the right class among the k nearest of a step: y* thick, y*(ε) thin.',
    valueLabel: 'right neighbours, %',
    lines: [
      trained((run) => percent(run.steps.right)),
      trained((run) => percent(run.steps.rightAugmented), ' y*(ε)', true),
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
    sentence: 'Test accuracy with 9 voters thick, with the nearest image alone thin.',
    valueLabel: 'right classes, %',
    lines: [
      tested((run) => percent(run.tests.test9), ' k = 9'),
      tested((run) => percent(run.tests.test1), ' k = 1', true),
    ],
  },
  {
    id: 'memory',
    title: 'What was trained on is hardly easier than what was not',
    sentence:
      'kNN accuracy of test images thick, of training images that are no candidates thin: a gap would be learning by heart.',
    valueLabel: 'right classes, %',
    lines: [
      tested((run) => percent(run.tests.test)),
      tested((run) => percent(run.tests.train), ' training', true),
    ],
  },
  {
    id: 'sigma',
    title: 'σ(x) is learned per query',
    sentence: 'Mean of the noise scale over the queries of a step thick, its spread thin.',
    valueLabel: 'noise scale, in units of distance',
    lines: [
      trained((run) => run.steps.scaleMean),
      trained((run) => run.steps.scaleSpread, ' spread', true),
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
