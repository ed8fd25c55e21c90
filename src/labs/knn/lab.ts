import { useVanilla } from '../../state/react';
import { defineLab } from '../kit/lab';
import { lazily } from '../kit/lazily';
import { sigmaLabel } from '../kit/params';
import { withoutRun } from '../kit/pins';
import { runFigures } from '../kit/run-figure';
import { defineTraining, Engine, Methods } from '../kit/training';
import { connectKnn } from './connect';
import { useKnn, usePresetFaults } from './context';
import { DroppedImages } from './controls/DroppedImages';
import { ImageSets } from './controls/ImageSets';
import { Networks } from './controls/Networks';
import { knnVariants, methodEntries } from './experiment/spec';
import { EmbeddingFigure } from './figures/EmbeddingFigure';
import { EntriesFigure } from './figures/EntriesFigure';
import { QueryFigure } from './figures/QueryFigure';
import { measurements } from './figures/measurements';
import { Intro } from './Intro';
import { detailOf, drawnOf, STAGES } from './model';
import { knnTable, initial, normalise, type KnnTable } from './params';
import { presets } from './presets';

/** What is about batches and tests of everything: its code comes after that of the training figures. */
const later = lazily(() => import('./figures/later'));

export const lab = defineLab({
  id: 'knn',
  title: 'Neighbours',
  table: knnTable,
  normalise,
  initial,
  presets,
  usePresetFaults,
  connect: connectKnn,
  Intro,
  Files: DroppedImages,
  figures: [
    { id: 'query', title: 'A query and its neighbours', Figure: QueryFigure },
    { id: 'machine', title: 'The whole machine', Figure: later('MachineFigure') },
    { id: 'embedding', title: 'Embedding', Figure: EmbeddingFigure },
    { id: 'entries', title: 'Among the nearest', Figure: EntriesFigure },
    { id: 'distances', title: 'Distances and noise', Figure: later('DistancesFigure') },
    { id: 'map', title: 'Map of σ and ε', Figure: later('MapFigure') },
    ...runFigures(measurements),
    { id: 'starves', title: 'Pairs with a gradient', Figure: later('StarvesFigure') },
    { id: 'confusion', title: 'Confusion matrix', Figure: later('ConfusionFigure') },
    { id: 'hardest', title: 'Hardest queries', Figure: later('HardestFigure') },
    { id: 'table', title: 'Table 3', Figure: later('TableFigure'), idle: 'all' },
    { id: 'sweep', title: 'Two settings', Figure: later('SweepFigure') },
  ],
  training: defineTraining<KnnTable>({
    stages: STAGES,
    detail: detailOf,
    drawn: drawnOf,
    without: (values, id) => ({ pins: withoutRun(values, id) }),
    goOnTo: (maxSteps) => ({ maxSteps }),
    entry: ({ method }) => methodEntries[knnVariants[method].method],
    useBlocked: () => useVanilla(useKnn().results.sets, ({ open }) => open === null),
  }),
  controls: {
    essential: [
      {
        param: 'sigma',
        label: ({ method }) => sigmaLabel(knnVariants[method].scale === 'learned'),
      },
      'epsilon',
    ],
    rest: [
      ImageSets,
      Methods,
      'k',
      Networks,
      {
        title: 'Training',
        items: [
          'network',
          'queries',
          'candidates',
          'samples',
          'lossForm',
          'grow',
          'optimiser',
          'rate',
          'sigmaRate',
          'augment',
          'maxSteps',
        ],
      },
      { title: 'Seed, noise, temperature', items: ['seed', 'noise', 'temperature'] },
      { title: 'Engine', items: [Engine] },
    ],
  },
});
