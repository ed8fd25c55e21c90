import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectArgmax } from './connect';
import { useResult } from './context';
import { ClassTable } from './controls/ClassTable';
import { Sizes } from './controls/Sizes';
import { FrequencyFigure } from './figures/FrequencyFigure';
import { Intro } from './Intro';
import { argmaxTable, nextDraw, normalise } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));

export const lab = defineLab({
  id: 'argmax',
  title: 'Argmax',
  table: argmaxTable,
  normalise,
  follow: nextDraw,
  presets,
  connect: connectArgmax,
  Intro,
  useAnswered: () => useResult('estimate') !== null,
  figures: [
    { id: 'frequency', title: 'Distribution', Figure: FrequencyFigure },
    { id: 'draw', title: 'One draw', Figure: later('DrawFigure') },
    { id: 'flips', title: 'Flips', Figure: later('FlipsFigure'), idle: ['epsilon'] },
    { id: 'simplex', title: 'Simplex', Figure: later('SimplexFigure'), idle: ['epsilon'] },
    { id: 'gradient', title: 'Gradient', Figure: later('GradientFigure') },
    { id: 'bias-variance', title: 'Bias and variance', Figure: later('BiasVarianceFigure') },
    { id: 'loss', title: 'Expected loss', Figure: later('LossFigure'), idle: ['epsilon'] },
  ],
  controls: {
    essential: ['sigma', 'epsilon'],
    rest: [
      Sizes,
      'noise',
      { title: 'Scores, loss and targets in numbers', items: [ClassTable] },
      { title: 'Sampling', items: ['seed', 'variance', 'cap', 'batch'] },
    ],
  },
});
