import { useMemo } from 'react';
import { describeNeighbours } from '../../../charts/neighbours/describe';
import type { NeighboursData } from '../../../charts/neighbours/layout';
import { NeighboursChart } from '../../../charts/neighbours/NeighboursChart';
import type { RingDrag } from '../../../charts/neighbours/RingHandle';
import type { StripGroup } from '../../../charts/neighbours/strip';
import { formatNumber } from '../../../charts/shared/format';
import { nudge, scaleOf as axisOf } from '../../../charts/shared/scale';
import type { ThumbnailItem } from '../../../charts/thumbnails/layout';
import { boundsOf } from '../../../state/params';
import { Terms } from '../../../ui/notation/Terms';
import { Figure } from '../../../ui/figure/Figure';
import { Stages } from '../../../ui/runs/Stages';
import { useQuestion } from '../../kit/question';
import { useRunSource } from '../../kit/training-hooks';
import { useEase } from '../../kit/useEase';
import type { SetInfo } from '../compute/protocol';
import {
  useCurrentRun,
  useKnn,
  useKnnValues,
  useLook,
  useMissing,
  useQuery,
  useRuns,
  useSetOf,
} from '../context';
import { STAGES, type ShownQuery } from '../model';
import { epsilonAt, neighbourhoodOf, SLOW, swapOf, type Neighbourhood } from '../neighbourhood';
import { knnTable } from '../params';
import { absentQuery, querySentence, queryTitle } from '../words';
import { AskQuery } from './AskQuery';
import { sigmaDrag } from './sigma-drag';
import { className, nameOfQuery, picturesOf } from './thumbnails';

/** A query in the middle of its candidates, and who is nearest: under noise, and pulled by the loss. */
export function QueryFigure() {
  const shown = useQuery();
  const shares = useLook('shares');
  const open = useSetOf(shown?.view.run);
  const missing = useMissing(useCurrentRun());
  const stage = useRuns((runs) => runs.stage);
  const source = useRunSource(shown?.view.run ?? null);
  const around = useMemo(
    () => shown && neighbourhoodOf(shown, shares, stage),
    [shown, shares, stage],
  );
  const data = useMemo(
    () => (shown && around && open ? queryData(shown, around, open, stage) : EMPTY),
    [shown, around, open, stage],
  );
  const handles = useHandles(shown, around);
  const imagesOnly = useQuestion().withholds.includes('map');
  const ease = useEase(useRuns((runs) => runs.playing));
  const { query } = useKnnValues();
  const asksTest = stage === null && open && shown?.view.asked.kind === 'test';
  const absent = asksTest ? absentQuery(query, open.test) : '';
  const nameOf = (i: number) => (shown && open ? className(open, shown.view.labels[i]) : '');
  return (
    <Figure
      id="query"
      wide
      title={missing?.title ?? (shown ? queryTitle(shown, nameOf) : 'A query among its candidates')}
      sentence={
        <span className="held-lines">
          <Terms>{querySentence(shown, stage, around?.samples ?? 1) + absent}</Terms>
        </span>
      }
      description={
        missing?.remedy ?? (shown ? describeNeighbours(data) : 'The query is being embedded.')
      }
      source={source && { ...source, samples: around?.samples ?? 1 }}
      table={() => queryTable(shown, around, open)}
      panel={
        <div className="ask">
          {stage === null ? <AskQuery set={open} /> : <Stages stages={STAGES} stage={stage} />}
        </div>
      }
      height="fill"
    >
      {(frame) =>
        missing ? (
          <p className="muted">{missing.remedy}</p>
        ) : (
          <NeighboursChart {...data} {...frame} {...handles} {...{ imagesOnly, ease }} />
        )
      }
    </Figure>
  );
}

const EMPTY: NeighboursData = {
  ...{ query: null, marks: [], moved: null, k: 1, reach: 0, band: null, pull: null, strip: [] },
};

function queryData(
  shown: ShownQuery,
  around: Neighbourhood,
  set: SetInfo,
  stage: number | null,
): NeighboursData {
  const { view, right } = shown;
  const pictures = picturesOf(view.images, set);
  const [asked] = picturesOf(view.pixels, set);
  const items = pictures.map((picture, i): ThumbnailItem => ({
    ...picture,
    name: `training image ${view.numbers[i] + 1}`,
    label: className(set, view.labels[i]),
    verdict: right ? (right[i] ? 'right' : 'wrong') : undefined,
    rows: [['distance', formatNumber(view.distances[i], 3)]],
  }));
  const query = {
    ...asked,
    name: nameOfQuery(view.asked, set),
    label: className(set, view.label),
  };
  const { neighbours, moved, reach, band, pull } = around;
  const names = textsOf(shown);
  return {
    ...{ moved, reach, query },
    band: band && { ends: band, text: names.sigma },
    pull: pull === null ? null : { at: pull, text: names.epsilon },
    k: shown.predictions.clean.length,
    marks: neighbours.map((neighbour, i) => ({
      ...neighbour,
      ...{
        id: String(view.numbers[i]),
        label: items[i].label,
        angle: view.directions[i],
        item: items[i],
      },
    })),
    strip: [
      { id: 'query', title: 'query', items: [query], kind: 'name' },
      ...stripOf(shown, stage, items),
    ],
  };
}

/** What is written at the grips. */
const textsOf = ({ scale, epsilon }: ShownQuery) => ({
  sigma: `noise ${formatNumber(scale, 2)}`,
  epsilon: `ε = ${formatNumber(epsilon, 2)}`,
});

/** One draw as images: who is nearest, and whom the loss would take in. */
function stripOf(
  { predictions, scale, epsilon }: ShownQuery,
  stage: number | null,
  items: readonly ThumbnailItem[],
): StripGroup[] {
  const { clean, prediction, augmented } = predictions;
  const { dropped, taken } = swapOf(predictions);
  const step = stage ?? SLOW.update;
  const early = step < SLOW.top;
  const withLoss = augmented && step >= SLOW.augmented;
  const fate = (i: number): ThumbnailItem =>
    withLoss && dropped.includes(i)
      ? { ...items[i], caption: epsilon < 0 ? 'away' : 'nearer' }
      : items[i];
  const noise = scale > 0 ? `in one draw, noise ${formatNumber(scale, 2)}` : 'without noise';
  return [
    {
      id: 'prediction',
      title: early ? 'nearest, without noise' : `y*: nearest ${noise}`,
      items: [...(early ? clean : prediction)].map(fate),
      kind: 'name',
    },
    ...(withLoss
      ? [
          {
            id: 'taken',
            title: 'y*(ε) takes instead',
            items: taken.map((i) => ({ ...items[i], caption: epsilon < 0 ? 'nearer' : 'away' })),
            empty: 'y*(ε): the same',
            kind: 'loss' as const,
          },
        ]
      : []),
  ];
}

/** Sigma is dragged at the outer edge of the noise, epsilon at the ring up to which the loss reaches. */
function useHandles(shown: ShownQuery | null, around: Neighbourhood | null) {
  const { store } = useKnn();
  const { sigma, epsilon } = useKnnValues();
  if (!shown || !around) return {};
  const { reach, band, pull } = around;
  const { max } = knnTable.epsilon;
  const size = axisOf('log', boundsOf(knnTable.epsilon), [0, 1]);
  const noiseDrag: RingDrag = {
    label: 'Noise: its outer edge',
    text: textsOf(shown).sigma,
    ...sigmaDrag(store, sigma, shown, reach),
  };
  const epsilonDrag: RingDrag = {
    label: 'Loss: the ring up to which it reaches',
    text: textsOf(shown).epsilon,
    value: epsilon,
    bounds: [-max, max],
    valueAt: (distance) => epsilonAt(shown, reach, distance),
    step: (steps) =>
      Math.sign(epsilon) * nudge(size, Math.abs(epsilon), -Math.sign(epsilon) * steps),
    onChange: (value, phase) => store.set({ epsilon: value }, phase),
  };
  return { ...(band && { sigma: noiseDrag }), ...(pull !== null && { epsilon: epsilonDrag }) };
}

function queryTable(shown: ShownQuery | null, around: Neighbourhood | null, set: SetInfo | null) {
  const columns = [
    ...['training image', 'class', 'right', 'distance', 'share of draws', 'share with the loss'],
    ...['score in one draw', 'y*', 'y*(ε)'],
  ];
  if (!shown || !set || !around) return { columns, rows: [] };
  const { view, right, predictions } = shown;
  const rank = (found: Int32Array | null, i: number) => (found ? found.indexOf(i) + 1 || '' : '');
  const rows = Array.from(view.numbers, (number, i) => [
    number + 1,
    className(set, view.labels[i]),
    right ? (right[i] ? 'yes' : 'no') : '',
    view.distances[i],
    around.neighbours[i].share,
    around.neighbours[i].pulled ?? '',
    predictions.perturbed[i],
    rank(predictions.prediction, i),
    rank(predictions.augmented, i),
  ]);
  return { columns, rows };
}
