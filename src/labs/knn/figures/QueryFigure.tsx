import { useMemo, useState } from 'react';
import { describeNeighbours } from '../../../charts/neighbours/describe';
import {
  neighboursHeight,
  type NeighbourRow,
  type NeighboursData,
} from '../../../charts/neighbours/layout';
import { NeighboursChart } from '../../../charts/neighbours/NeighboursChart';
import type { ThumbnailItem } from '../../../charts/thumbnails/layout';
import { formatNumber } from '../../../charts/shared/format';
import { DrawingPad, type Stroke } from '../../../ui/controls/DrawingPad';
import { Figure } from '../../../ui/figure/Figure';
import { useNarrow } from '../../../ui/useMedia';
import type { QueryImage, SetInfo } from '../compute/protocol';
import { ParamSlider } from '../../kit/bound';
import { useKnn, useKnnValues, useQuery, useRuns, useSetOf, useSets } from '../context';
import { useRunSource } from '../../kit/training-hooks';
import type { ShownQuery } from '../model';
import { className, picturesOf } from './thumbnails';

/** One query and its nearest candidates: without noise, with it, and pulled by the loss. */
export function QueryFigure() {
  const shown = useQuery();
  const open = useSetOf(shown?.view.run);
  const narrow = useNarrow();
  const stage = useRuns((runs) => runs.stage);
  const source = useRunSource(shown?.view.run ?? null);
  const data = useMemo(() => shown && open && queryData(shown, open, stage), [shown, open, stage]);
  const rows = data?.rows.length ?? 4;
  return (
    <Figure
      id="query"
      wide
      title={titleOf(shown)}
      sentence="The same hundred candidates, the same draw of the noise: what the loss brings in is pulled nearer by the next step, what it drops is pushed away."
      description={data ? describeNeighbours(data) : 'The query is being embedded.'}
      source={source}
      table={() => queryTable(shown, open)}
      panel={<Ask />}
      height={Math.max(260, neighboursHeight(rows, open?.height ?? 28, narrow))}
    >
      {(frame) => data && <NeighboursChart {...data} {...frame} />}
    </Figure>
  );
}

function titleOf(shown: ShownQuery | null): string {
  if (!shown?.right) return 'Who are the nearest?';
  const { prediction, augmented } = shown.predictions;
  const right = [...prediction].filter((i) => shown.right?.[i]).length;
  const moved = augmented && [...augmented].some((i) => !prediction.includes(i));
  const told = `${right} of the ${prediction.length} in y* ${right === 1 ? 'is' : 'are'} right`;
  return moved
    ? `${told}, and the loss knows better ones`
    : `${told}, and the loss changes nothing`;
}

function queryData(shown: ShownQuery, set: SetInfo, stage: number | null): NeighboursData {
  const { view, predictions, right, scale, epsilon } = shown;
  const pictures = picturesOf(view.images, set);
  const item = (i: number): ThumbnailItem => ({
    ...pictures[i],
    name: `training image ${view.numbers[i]}`,
    label: className(set, view.labels[i]),
    verdict: right ? (right[i] ? 'right' : 'wrong') : undefined,
    rows: [
      ['distance', formatNumber(view.distances[i], 3)],
      ...(scale > 0
        ? [['score with noise', formatNumber(predictions.perturbed[i], 3)] as const]
        : []),
    ],
  });
  const row = (id: string, title: string, found: Iterable<number>): NeighbourRow => ({
    ...{ id, title },
    items: Array.from(found, item),
  });
  const { clean, prediction, augmented } = predictions;
  const until = stage ?? Infinity;
  const [asked] = picturesOf(view.pixels, set);
  const noise = scale > 0 ? `noise of scale ${formatNumber(scale, 2)}` : 'no noise';
  return {
    query: {
      ...asked,
      name: view.asked.kind === 'test' ? `test image ${view.asked.number}` : 'your drawing',
      label: className(set, view.label),
    },
    rows: [
      row('clean', 'nearest', clean),
      ...(until >= 2 ? [row('prediction', `y*, with ${noise}`, prediction)] : []),
      ...(augmented && until >= 3
        ? [row('augmented', `y*(ε), ε = ${formatNumber(epsilon, 3)}`, augmented)]
        : []),
      ...(augmented && until >= 4 ? [differenceRow(shown, augmented, item)] : []),
    ],
  };
}

/** The gradient of this query: what only one of the two predictions has. */
function differenceRow(
  { predictions: { prediction }, epsilon }: ShownQuery,
  augmented: Int32Array,
  item: (i: number) => ThumbnailItem,
): NeighbourRow {
  const moved = (from: Int32Array, other: Int32Array, nearer: boolean) =>
    [...from]
      .filter((i) => !other.includes(i))
      .map((i) => {
        const found = item(i);
        const word = nearer ? 'nearer' : 'away';
        return { ...found, caption: word, rows: [...(found.rows ?? []), ['moved', word] as const] };
      });
  const items = [
    ...moved(augmented, prediction, epsilon < 0),
    ...moved(prediction, augmented, epsilon > 0),
  ];
  const title = 'the difference: what the next step moves';
  return { id: 'difference', title, items, empty: 'nothing, they agree' };
}

function queryTable(shown: ShownQuery | null, set: SetInfo | null) {
  const columns = [
    'training image',
    'class',
    'right',
    'distance',
    'score with noise',
    'y*',
    'y*(ε)',
  ];
  if (!shown || !set) return { columns, rows: [] };
  const { view, right, predictions } = shown;
  const rank = (found: Int32Array | null, i: number) => (found ? found.indexOf(i) + 1 || '' : '');
  const rows = Array.from(view.numbers, (number, i) => [
    number,
    className(set, view.labels[i]),
    right ? (right[i] ? 'yes' : 'no') : '',
    view.distances[i],
    predictions.perturbed[i],
    rank(predictions.prediction, i),
    rank(predictions.augmented, i),
  ]);
  return { columns, rows };
}

const NO_STROKES: readonly Stroke[] = [];

/** The drawing that is asked with, where it is one: the pad may be another one than before. */
const strokesOf = (asked: QueryImage | undefined): readonly Stroke[] =>
  asked?.kind === 'strokes' ? asked.strokes : NO_STROKES;

/** Which image is asked: a test image, or one that the reader draws. */
function Ask() {
  const { store, results } = useKnn();
  const { open } = useSets();
  const { query } = useKnnValues();
  const [strokes, setStrokes] = useState(() => strokesOf(results.looks.getState().query?.asked));
  const [before, setBefore] = useState(query);
  if (before !== query) {
    // who asks for another image asks no longer with the drawing
    setBefore(query);
    setStrokes(NO_STROKES);
  }
  const draw = (next: readonly Stroke[]) => {
    setStrokes(next);
    results.draw(next.length > 0 ? next : null);
  };
  return (
    <div className="ask">
      <div className="ask-test">
        <ParamSlider store={store} name="query" max={Math.max(1, (open?.test ?? 1) - 1)} />
        <p className="muted">
          Or draw in the square, with pointer or finger, to ask with a drawing of your own.
        </p>
        <button
          type="button"
          className="button"
          disabled={strokes.length === 0}
          onClick={() => draw([])}
        >
          Clear the drawing
        </button>
      </div>
      <DrawingPad label="Your drawing" strokes={strokes} onChange={draw} />
    </div>
  );
}
