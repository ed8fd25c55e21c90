import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectPaths } from './connect';
import { MapFigure } from './figures/MapFigure';
import { Intro } from './Intro';
import { follow, normalise, pathsTable } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));

export const lab = defineLab({
  id: 'paths',
  title: 'Paths',
  table: pathsTable,
  normalise,
  follow,
  presets,
  connect: connectPaths,
  Intro,
  figures: [
    { id: 'map', title: 'Map', Figure: MapFigure },
    { id: 'gradients', title: 'Gradients', Figure: later('GradientsFigure'), idle: ['samples'] },
    { id: 'flips', title: 'Flips along σ', Figure: later('FlipsFigure'), idle: ['samples'] },
    { id: 'laws', title: 'Two laws of paths', Figure: later('LawsFigure'), idle: ['samples'] },
  ],
  controls: {
    essential: ['sigma', 'samples'],
    rest: [
      'map',
      'size',
      'moves',
      'noise',
      { title: 'Gradients', items: ['step', 'lambda', 'epsilon'] },
      { title: 'Sampling', items: ['seed', 'draw'] },
    ],
  },
});
