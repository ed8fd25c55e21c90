import { defineLab } from '../../kit/lab';
import { lazily } from '../../kit/lazily';
import { ClassTable } from '../controls/ClassTable';
import { Sizes } from '../controls/Sizes';
import { initial } from '../params';
import { connectMap } from './connect';
import { useAnswered } from './context';
import { MapsFigure } from './figures/Maps';
import { MapDrop, TakeHome } from './Files';
import { Intro } from './Intro';
import { mapTable, normalise } from './params';
import './page.css';
import { PinControls } from './PinControls';
import { presets } from './presets';

/** The figures under the map: their code follows it. */
const later = lazily(() => import('./figures/secondary'));

/** The page of the regime map: a lab in all but its place in the header. */
export const lab = defineLab({
  id: 'map',
  title: 'Regime map',
  table: mapTable,
  normalise,
  initial,
  presets,
  connect: connectMap,
  Intro,
  Files: MapDrop,
  useAnswered,
  programs: {
    forms: () => ['numpy'],
    write: async (asked) => (await import('./write')).write(asked),
  },
  figures: [
    { id: 'map', title: 'Regime map', Figure: MapsFigure },
    { id: 'difference', title: 'Difference of two maps', Figure: later('DifferenceFigure') },
    { id: 'pins', title: 'Pins and cuts', Figure: later('PinsFigure') },
  ],
  controls: {
    essential: ['sigma', 'epsilon'],
    rest: [
      PinControls,
      'beside',
      { param: 'otherLaw', when: ({ beside }) => beside === 'law' },
      { param: 'otherBatch', when: ({ beside }) => beside === 'batch' },
      { param: 'otherClasses', when: ({ beside }) => beside === 'classes' },
      {
        param: 'otherK',
        when: ({ beside }) => beside === 'subset',
        max: ({ scores }) => Math.max(2, scores.length - 1),
      },
      Sizes,
      'noise',
      { title: 'Scores, loss and targets in numbers', items: [ClassTable] },
      { title: 'Sampling', items: ['seed', 'variance', 'draws', 'batch'] },
      { title: 'Take the map home', items: [TakeHome] },
    ],
  },
});
