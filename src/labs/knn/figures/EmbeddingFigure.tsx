import { useMemo, useState } from 'react';
import { describeScatter } from '../../../charts/scatter/describe';
import { QUERY, type ScatterData } from '../../../charts/scatter/layout';
import { ScatterChart } from '../../../charts/scatter/ScatterChart';
import { Thumbnail } from '../../../charts/thumbnails/Thumbnail';
import type { ThumbnailItem } from '../../../charts/thumbnails/layout';
import { ThumbnailRow } from '../../../charts/thumbnails/ThumbnailRow';
import type { ChartSize } from '../../../charts/shared/size';
import type { KnnRun } from '../kind';
import type { Scatter, SetInfo } from '../compute/protocol';
import { Toggle } from '../../../ui/controls/choices';
import { useFigureActions } from '../../../ui/figure/context';
import { Figure } from '../../../ui/figure/Figure';
import { useRunSource } from '../../kit/training-hooks';
import { useCurrentRun, useKnn, useLook, useMissing, useSetOf } from '../context';
import { PRETRAINED } from '../model';
import { className } from './thumbnails';
import { useImages } from './useImages';

/** Images of a selection that are shown: on a narrow page two lines. */
const MOST = 10;
const NONE: readonly number[] = [];

/** Where the network puts the images, in the plane of the two main directions. */
export function EmbeddingFigure() {
  const scatter = useLook('scatter');
  const open = useSetOf(scatter?.run);
  const run = useCurrentRun();
  const missing = useMissing(run);
  const [hovered, setHovered] = useState<number | null>(null);
  const [selected, setSelected] = useState<readonly number[]>(NONE);
  const [circling, setCircling] = useState(false);
  const { store } = useKnn();
  const source = useRunSource(scatter?.run ?? null);
  const data = useMemo(() => scatter && open && scatterData(scatter, open), [scatter, open]);
  const { presenting } = useFigureActions();
  const examples = useMemo(() => (data ? firstOfEach(data) : NONE), [data]);
  const chosen = selected.length > 0 ? selected.slice(0, MOST) : examples;
  const wanted = hovered === null ? chosen : [hovered];
  const items = useItems(wanted, scatter, open);
  const shownTitle = titleOfShown(hovered !== null, selected.length);
  return (
    <Figure
      id="embedding"
      title={missing?.title ?? titleOf(scatter?.run ?? null)}
      sentence="Marks are images, ringed ones of the test set: point at one, circle some, or ask with a ringed one."
      description={data && !missing ? describeScatter(data) : 'No images are shown.'}
      source={source}
      table={() => scatterTable(scatter, open)}
      panel={!presenting && <Selection items={items} title={shownTitle} />}
      controls={
        <Toggle
          label="circle"
          help="A mouse or a pen circles by a drag. A finger scrolls the page: it circles after a rest of half a second, or at once while this is on."
          checked={circling}
          onChange={setCircling}
        />
      }
      height={380}
    >
      {(frame) => {
        if (missing) return <p className="muted">{missing.remedy}</p>;
        if (!data) return null;
        const plane = widthOfPlane(frame);
        return (
          <div className="beside">
            <ScatterChart
              {...data}
              {...frame}
              width={plane}
              selected={selected}
              onHover={setHovered}
              onSelect={setSelected}
              onPick={(i) =>
                scatter && i >= scatter.train && store.set({ query: i - scatter.train })
              }
              circling={circling}
            />
            {plane < frame.width && (
              <ThumbnailRow
                {...{ ...frame, items, title: shownTitle }}
                width={frame.width - plane - GAP}
              />
            )}
          </div>
        );
      }}
    </Figure>
  );
}

/** A presentation that is wide shows the images beside the plane, which is not much wider than high. */
const WIDEST = 1.35;
const GAP = 24;
const widthOfPlane = ({ width, height, presentation }: ChartSize) =>
  presentation && width > 2 * height ? Math.round(WIDEST * height) : width;

/** The first image of each class: they stay while the plane moves. */
function firstOfEach({ points: { labels }, classes }: ScatterData): readonly number[] {
  const first = classes.map((_, label) => labels.indexOf(label)).filter((i) => i >= 0);
  return first.slice(0, MOST);
}

/** What the images are that are shown. */
function titleOfShown(pointed: boolean, selected: number): string {
  if (pointed) return 'where you point';
  if (selected === 0) return 'one of each class';
  return selected > MOST ? `the first ${MOST} of ${selected}` : 'what you have chosen';
}

/** Share of test images by which a training must have gained before it is said to gather them. */
const GAIN = 0.03;

function titleOf(run: KnnRun | null): string {
  if (run?.id === PRETRAINED)
    return 'A network trained before puts each digit in a place of its own';
  if (!run || run.step === 0) return 'Before training the classes lie mixed';
  const { test } = run.tests;
  if (test.length === 0) return 'Where this network puts the images';
  return test[test.length - 1] - test[0] > GAIN
    ? 'Training gathers the images of a class'
    : 'Training has begun, and the classes still lie mixed';
}

function scatterData(scatter: Scatter, set: SetInfo): ScatterData {
  const marks = new Uint8Array(scatter.labels.length).fill(QUERY, scatter.train);
  const share = Math.round(100 * scatter.share);
  return {
    points: { positions: scatter.positions, labels: scatter.labels, marks },
    classes: set.classes,
    note: `${share}% of the variance`,
  };
}

function scatterTable(scatter: Scatter | null, set: SetInfo | null) {
  const columns = ['part', 'number', 'class', 'x', 'y'];
  if (!scatter || !set) return { columns, rows: [] };
  const rows = Array.from(scatter.labels, (label, i) => {
    const test = i >= scatter.train;
    const number = test ? i - scatter.train : i;
    const [x, y] = scatter.positions.subarray(2 * i, 2 * i + 2);
    return [test ? 'test' : 'training', number + 1, className(set, label), x, y];
  });
  return { columns, rows };
}

/** The images of some points, or none until they are there. */
function useItems(
  points: readonly number[],
  scatter: Scatter | null,
  set: SetInfo | null,
): readonly ThumbnailItem[] {
  const train = scatter?.train ?? 0;
  const wanted = points.map((n) =>
    n < train
      ? { part: 'train' as const, number: n }
      : { part: 'test' as const, number: n - train },
  );
  const pictures = useImages(wanted, set);
  if (!pictures || !scatter || !set) return [];
  return wanted.map(({ part, number }, i) => ({
    ...pictures[i],
    name: `${part === 'test' ? 'test' : 'training'} image ${number + 1}`,
    label: className(set, scatter.labels[points[i]]),
  }));
}

function Selection({ items, title }: { items: readonly ThumbnailItem[]; title: string }) {
  return (
    <div className="selection">
      <p className="muted">{title}</p>
      {items.map((item) => (
        <Thumbnail key={item.name} {...item} scale={2} />
      ))}
    </div>
  );
}
