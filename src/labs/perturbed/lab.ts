import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectPerturbed } from './connect';
import { PolytopeFigure } from './figures/PolytopeFigure';
import { Intro } from './Intro';
import { normalise, perturbedTable } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));

export const lab = defineLab({
  id: 'perturbed',
  title: 'Perturbed',
  table: perturbedTable,
  normalise,
  presets,
  connect: connectPerturbed,
  Intro,
  figures: [
    { id: 'polytope', title: 'Polytope', Figure: PolytopeFigure, idle: ['samples'] },
    { id: 'loss', title: 'Losses', Figure: later('LossFigure'), idle: ['samples'] },
    {
      id: 'jacobians',
      title: 'Four Jacobians',
      Figure: later('JacobiansFigure'),
      idle: ['structure'],
    },
    {
      id: 'price',
      title: 'Price of a gradient',
      Figure: later('PriceFigure'),
      idle: ['structure'],
    },
    {
      id: 'regulariser',
      title: 'Noise is a regulariser',
      Figure: later('RegulariserFigure'),
      idle: ['samples'],
    },
    {
      id: 'disguise',
      title: 'Cross-entropy in disguise',
      Figure: later('DisguiseFigure'),
      idle: ['structure'],
    },
    {
      id: 'level',
      title: 'Classifiers',
      Figure: later('LevelFigure'),
      idle: ['structure', 'samples'],
    },
    { id: 'plateau', title: 'Plateau of σ', Figure: later('PlateauFigure'), idle: 'all' },
  ],
  controls: {
    essential: ['structure', 'sigma', 'samples'],
    rest: [
      'noise',
      {
        title: 'Loss',
        items: ['loss', 'truth', { param: 'lambda', when: ({ loss }) => loss === 'blackbox' }],
      },
      { title: 'Sampling', items: ['seed', 'draw', 'form'] },
    ],
  },
});
