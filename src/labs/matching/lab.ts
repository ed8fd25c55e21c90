import type { ProgramForm } from '../../ui/figure/programs';
import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { sigmaLabel } from '../kit/params';
import { withoutRun } from '../kit/pins';
import { runFigures } from '../kit/run-figure';
import { defineTraining, Engine, Methods } from '../kit/training';
import { connectMatching } from './connect';
import { matchingVariants, methodEntries, type MatchingVariant } from './experiment/spec';
import { MatchingFigure } from './figures/MatchingFigure';
import { MatricesFigure } from './figures/MatricesFigure';
import { measurements } from './figures/measurements';
import { Intro } from './Intro';
import { detailOf, drawnOf, STAGES } from './model';
import {
  matchingTable,
  initial,
  normalise,
  TEST_SEQUENCES,
  type MatchingTable,
  type MatchingValues,
} from './params';
import { presets } from './presets';

/** The program in Julia has no relaxation; what repeats trainings, or measures them otherwise, is one of NumPy. */
function forms(figure: string, { method, compare }: MatchingValues): readonly ProgramForm[] {
  if (['table', 'sweep', 'outgrow'].includes(figure)) return ['numpy'];
  const relaxes = (name: MatchingVariant) => name === 'gumbel-sinkhorn';
  const own = !figure.startsWith('sign') && [method, ...compare].some(relaxes);
  return own ? ['numpy', 'torch'] : ['numpy', 'torch', 'julia'];
}

/** Whole experiments: their code follows that of the training figures. */
const later = lazily(() => import('./figures/experiments'));

export const lab = defineLab({
  id: 'matching',
  title: 'Matching',
  table: matchingTable,
  normalise,
  initial,
  presets,
  connect: connectMatching,
  Intro,
  programs: {
    forms,
    write: async (asked) => (await import('./programs/write')).write(asked),
  },
  figures: [
    { id: 'matching', title: 'Matching', Figure: MatchingFigure },
    { id: 'machine', title: 'The whole machine', Figure: later('MachineFigure') },
    { id: 'matrices', title: 'Matrices', Figure: MatricesFigure },
    { id: 'outgrow', title: 'Scores against noise', Figure: later('OutgrowFigure') },
    { id: 'loud', title: 'Noise per sequence', Figure: later('LoudFigure') },
    { id: 'map', title: 'Map of σ and ε', Figure: later('MapFigure') },
    ...runFigures(measurements),
    { id: 'loss-forms', title: 'Loss as printed and exact', Figure: later('LossFormsFigure') },
    { id: 'fan', title: 'One right, many wrong', Figure: later('FanFigure') },
    { id: 'own-matrix', title: 'Your own matrix', Figure: later('OwnMatrixFigure') },
    { id: 'sign', title: 'Sign of ε', Figure: later('SignLossFigure'), idle: 'all' },
    {
      id: 'sign-10',
      title: 'Sign of ε, d = 10',
      Figure: later('SignPositions10Figure'),
      idle: 'all',
    },
    {
      id: 'sign-100',
      title: 'Sign of ε, d = 100',
      Figure: later('SignPositions100Figure'),
      idle: 'all',
    },
    { id: 'table', title: 'Table 1', Figure: later('TableFigure'), idle: 'all' },
    { id: 'sweep', title: 'Two settings', Figure: later('SweepFigure') },
  ],
  training: defineTraining<MatchingTable>({
    stages: STAGES,
    detail: detailOf,
    drawn: drawnOf,
    without: (values, id) => ({ pins: withoutRun(values, id) }),
    goOnTo: (maxSteps) => ({ stop: false, maxSteps }),
    entry: ({ method }) => methodEntries[matchingVariants[method].method],
  }),
  controls: {
    essential: [
      {
        param: 'sigma',
        label: ({ method }) => sigmaLabel(matchingVariants[method].knobs.scale === 'learned'),
      },
      'epsilon',
    ],
    figure: ['view', 'arrange', 'truth'],
    rest: [
      Methods,
      'd',
      'instance',
      { param: 'own', when: ({ instance }) => instance === 'own' },
      {
        param: 'row',
        when: ({ instance }) => instance !== 'own',
        max: ({ instance, sequences }) => (instance === 'test' ? TEST_SEQUENCES : sequences) - 1,
      },
      'noisy',
      {
        title: 'Training',
        items: [
          'samples',
          'lossForm',
          'grow',
          'optimiser',
          'rate',
          'sigmaRate',
          'stop',
          'maxSteps',
        ],
      },
      { title: 'Data and noise', items: ['seed', 'sequences', 'noise'] },
      {
        title: 'Other methods, engine',
        items: ['temperature', 'iterations', 'lambda', Engine],
      },
    ],
  },
});
