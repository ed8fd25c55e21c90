import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { connectRankings } from './connect';
import { DroppedRankings } from './controls/DroppedRankings';
import { RankingSets } from './controls/RankingSets';
import { LineAxisSelect } from './figures/LineAxisSelect';
import { LinesFigure } from './figures/LinesFigure';
import { WatchedLabel } from './figures/WatchedLabel';
import { Intro } from './Intro';
import { normalise, rankingsTable, type RankingsValues } from './params';
import { presets } from './presets';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));

/** A parameter that only generated examples have. */
const ofMade = (param: 'labels' | 'examples' | 'blur') => ({
  param,
  when: ({ data }: RankingsValues) => data === 'made',
});

export const lab = defineLab({
  id: 'rankings',
  title: 'Rankings',
  table: rankingsTable,
  normalise,
  presets,
  connect: connectRankings,
  Intro,
  Files: DroppedRankings,
  figures: [
    { id: 'lines', title: 'Ranking from lines', Figure: LinesFigure },
    { id: 'learning', title: 'Learning', Figure: later('LearningFigure') },
    { id: 'places', title: 'Places under noise', Figure: later('PlacesFigure') },
    { id: 'pairs', title: 'Which pairs push', Figure: later('PairsFigure') },
    { id: 'sets', title: 'Sets of the paper', Figure: later('SetsFigure'), idle: 'all' },
    { id: 'noisy', title: 'Rankings under noise', Figure: later('NoisyFigure'), idle: 'all' },
  ],
  controls: {
    essential: ['sigma', 'step'],
    figure: ['method', WatchedLabel, LineAxisSelect],
    rest: [
      RankingSets,
      {
        title: 'Examples and seed',
        items: [...(['labels', 'examples', 'blur'] as const).map(ofMade), 'seed'],
      },
      {
        title: 'Training',
        items: ['noise', 'samples', 'lambda', 'rate'],
      },
      { title: 'Looked at', items: ['x', 'watch', 'example', 'curve'] },
    ],
  },
});
