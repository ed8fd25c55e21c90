import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { runFigures } from '../kit/run-figure';
import { defineTraining, Methods } from '../kit/training';
import { connectPaths } from './connect';
import { MapFigure } from './figures/MapFigure';
import { measurements } from './figures/measurements';
import { Intro } from './Intro';
import { follow, normalise, pathsTable, type PathsTable } from './params';
import { presets } from './presets';
import { detailOf, drawnOf, entryOf, STAGES } from './runs';

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
    { id: 'maps', title: 'Held-out maps', Figure: later('MapsFigure'), idle: ['samples'] },
    {
      id: 'machine',
      title: 'The whole machine',
      Figure: later('MachineFigure'),
      idle: ['samples'],
    },
    { id: 'gradients', title: 'Gradients', Figure: later('GradientsFigure'), idle: ['samples'] },
    { id: 'flips', title: 'Flips along σ', Figure: later('FlipsFigure'), idle: ['samples'] },
    { id: 'laws', title: 'Two laws of paths', Figure: later('LawsFigure'), idle: ['samples'] },
    {
      id: 'believed',
      title: 'What the network believes',
      Figure: later('BelievedFigure'),
      idle: ['samples'],
    },
    ...runFigures(measurements),
  ],
  training: defineTraining<PathsTable>({
    stages: STAGES,
    detail: detailOf,
    drawn: drawnOf,
    goOnTo: (maxSteps) => ({ maxSteps }),
    entry: entryOf,
  }),
  controls: {
    essential: ['sigma', 'samples'],
    rest: [
      'map',
      'part',
      'size',
      'moves',
      'noise',
      { title: 'Gradients', items: ['step', 'lambda', 'epsilon'] },
      { title: 'Sampling', items: ['seed', 'draw'] },
      Methods,
      {
        title: 'Training',
        items: ['network', 'maps', 'batch', 'trainSamples', 'rate', 'maxSteps', 'heldOut'],
      },
    ],
  },
});
