import { defineLab } from '../kit/lab';
import { connectPaths } from './connect';
import { MapFigure } from './figures/MapFigure';
import { Intro } from './Intro';
import { follow, normalise, pathsTable } from './params';
import { presets } from './presets';

export const lab = defineLab({
  id: 'paths',
  title: 'Paths',
  table: pathsTable,
  normalise,
  follow,
  presets,
  connect: connectPaths,
  Intro,
  figures: [{ id: 'map', title: 'Map', Figure: MapFigure }],
  controls: {
    essential: ['sigma', 'map'],
    rest: ['size', 'moves', 'noise', 'samples', { title: 'Sampling', items: ['seed'] }],
  },
});
