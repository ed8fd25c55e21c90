import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { runFigures } from '../kit/run-figure';
import { defineTraining, Engine, Methods } from '../kit/training';
import { connectPaths } from './connect';
import { DroppedMaps } from './controls/DroppedMaps';
import { Maps } from './controls/Maps';
import { Network } from './controls/Network';
import { MapFigure } from './figures/MapFigure';
import { measurements } from './figures/measurements';
import { Intro } from './Intro';
import { follow, normalise, pathsTable, PICTURED, type PathsTable } from './params';
import { presets } from './presets';
import { detailOf, drawnOf, entryOf, STAGES } from './runs';

/** The figures under the main one: their code follows the first picture instead of delaying it. */
const later = lazily(() => import('./figures/secondary'));
/** Whole experiments: their code follows that of the figures that move. */
const experiments = lazily(() => import('./figures/Figure6'));

export const lab = defineLab({
  id: 'paths',
  title: 'Paths',
  table: pathsTable,
  normalise,
  follow,
  presets,
  connect: connectPaths,
  Intro,
  Files: DroppedMaps,
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
    { id: 'figure-6', title: 'Figure 6', Figure: experiments('Figure6Figure'), idle: 'all' },
    {
      id: 'figure-6-curves',
      title: 'Figure 6, curves',
      Figure: experiments('Figure6CurvesFigure'),
      idle: 'all',
    },
    {
      id: 'gates',
      title: 'How hard the maps are',
      Figure: experiments('GatesFigure'),
      idle: 'all',
    },
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
      Maps,
      { param: 'part', when: ({ source }) => source === 'terrain' },
      {
        param: 'size',
        when: ({ source, costsFrom }) => source === 'terrain' && costsFrom === 'map',
      },
      { param: 'costsFrom', when: ({ source, size }) => source !== 'own' && size === PICTURED },
      'moves',
      'noise',
      { title: 'Gradients', items: ['step', 'lambda', 'epsilon'] },
      { title: 'Sampling', items: ['seed', 'draw'] },
      Methods,
      {
        title: 'Training',
        items: [Network, 'maps', 'batch', 'trainSamples', 'rate', 'maxSteps', 'heldOut'],
      },
      { title: 'Engine', items: [Engine] },
    ],
  },
});
