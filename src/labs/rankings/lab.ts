import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectRankings } from './connect';
import { LinesFigure } from './figures/LinesFigure';
import { WatchedLabel } from './figures/WatchedLabel';
import { Intro } from './Intro';
import { normalise, rankingsTable } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));

export const lab = defineLab({
  id: 'rankings',
  title: 'Rankings',
  table: rankingsTable,
  normalise,
  presets,
  connect: connectRankings,
  Intro,
  figures: [
    { id: 'lines', title: 'Ranking from lines', Figure: LinesFigure },
    { id: 'learning', title: 'Learning', Figure: later('LearningFigure') },
    { id: 'places', title: 'Places under noise', Figure: later('PlacesFigure') },
    { id: 'pairs', title: 'Which pairs push', Figure: later('PairsFigure') },
  ],
  controls: {
    essential: ['sigma', 'step'],
    figure: ['method', WatchedLabel],
    rest: [
      { title: 'Data', items: ['labels', 'examples', 'blur', 'seed'] },
      {
        title: 'Training',
        items: ['noise', 'samples', 'lambda', 'rate'],
      },
      { title: 'Looked at', items: ['x', 'watch', 'example', 'curve'] },
    ],
  },
});
