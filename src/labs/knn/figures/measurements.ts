import { wilsonInterval } from '../../../core/training/statistics';
import type { KnnRun } from '../kind';
import { titles } from '../titles';
import { percent, tested, trained, type RunFigureSpec } from '../../kit/run-figure';

/** 95% intervals of the accuracies on the way. */
const ends = ({ tests: { test, images } }: KnnRun) =>
  test.map((share, i) => wilsonInterval(Math.round(share * images[i]), images[i]));

/** What is drawn of every run. */
export const measurements: readonly RunFigureSpec<KnnRun>[] = [
  {
    id: 'accuracy',
    title: 'Images never seen, told apart by their neighbours',
    titleOf: titles.accuracy,
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
    title: 'Right ones among the neighbours of a step',
    titleOf: titles.neighbours,
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
    title: 'The objective of each method',
    sentence:
      'Direct loss: share of wrong neighbours; the relaxations: minus the relaxed mass on right ones; cross-entropy: its own.',
    valueLabel: 'objective of the method',
    lines: [trained((run) => run.steps.loss)],
  },
  {
    id: 'by-k',
    title: 'One embedding, one voter or nine',
    titleOf: titles.byK,
    sentence: 'Test accuracy with 9 voters thick, with the nearest image alone thin.',
    valueLabel: 'right classes, %',
    lines: [
      tested((run) => percent(run.tests.test9), ' k = 9'),
      tested((run) => percent(run.tests.test1), ' k = 1', true),
    ],
  },
  {
    id: 'memory',
    title: 'Images never seen beside images trained on',
    titleOf: titles.memory,
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
    title: 'The noise scale, step by step',
    titleOf: titles.sigma,
    sentence: 'Mean of the noise scale over the queries of a step thick, its spread thin.',
    valueLabel: 'noise scale, in units of distance',
    lines: [
      trained((run) => run.steps.scaleMean),
      trained((run) => run.steps.scaleSpread, ' spread', true),
    ],
  },
  {
    id: 'sparsity',
    title: 'Pairs of images on which the gradient acts',
    titleOf: titles.sparsity,
    sentence: 'Pairs of query and candidate on which the gradient of a step acts.',
    valueLabel: 'active pairs, %',
    lines: [trained((run) => percent(run.steps.active))],
    log: true,
  },
  {
    id: 'gradient',
    title: 'The size of the gradient',
    titleOf: titles.gradient,
    sentence: 'Norm of the gradient in the weights of the embedding.',
    valueLabel: 'gradient norm',
    lines: [trained((run) => run.steps.gradientNorm)],
    log: true,
  },
  {
    id: 'epsilon',
    title: 'ε grows when no gradient is left',
    titleOf: titles.epsilon,
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
