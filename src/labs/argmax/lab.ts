import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectArgmax } from './connect';
import { useAnswered } from './context';
import { ClassTable } from './controls/ClassTable';
import { Sizes } from './controls/Sizes';
import { FrequencyFigure } from './figures/FrequencyFigure';
import { Intro } from './Intro';
import { argmaxTable, initial, nextDraw, normalise } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));
const sweep = lazily(() => import('./figures/SweepFigure'));

export const lab = defineLab({
  id: 'argmax',
  title: 'Argmax',
  table: argmaxTable,
  normalise,
  follow: nextDraw,
  initial,
  presets,
  connect: connectArgmax,
  Intro,
  useAnswered,
  programs: {
    forms: (figure) =>
      ['map', 'sweep'].includes(figure) ? ['numpy'] : ['numpy', 'torch', 'jax', 'julia'],
    write: async (asked) => (await import('./programs/write')).write(asked),
  },
  onStarted: (results) => results.start(),
  figures: [
    { id: 'frequency', title: 'Distribution', Figure: FrequencyFigure, formerly: ['draw'] },
    { id: 'flips', title: 'Flips', Figure: later('FlipsFigure'), idle: ['epsilon'] },
    { id: 'simplex', title: 'Simplex', Figure: later('SimplexFigure'), idle: ['epsilon'] },
    { id: 'plane', title: 'Plane of the noise', Figure: later('PlaneFigure') },
    { id: 'envelope', title: 'Both derivatives', Figure: later('EnvelopeFigure') },
    { id: 'secant', title: 'Secant', Figure: later('SecantFigure') },
    { id: 'gradient', title: 'Gradient', Figure: later('GradientFigure') },
    { id: 'bias-variance', title: 'Bias and variance', Figure: later('BiasVarianceFigure') },
    { id: 'map', title: 'Regime map', Figure: later('MapFigure') },
    { id: 'loss', title: 'Expected loss', Figure: later('LossFigure'), idle: ['epsilon'] },
    { id: 'let-go', title: 'Let σ go', Figure: later('LetGoFigure') },
    { id: 'few-noises', title: 'Few noises', Figure: later('FewNoisesFigure') },
    { id: 'sweep', title: 'Two settings', Figure: sweep('SweepFigure') },
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
