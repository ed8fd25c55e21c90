import { QUERY, WRONG, type ScatterData, type ScatterLayout } from './layout';
import type { Raster, Stamp } from './raster';
import { faded, type Stamps } from './stamps';

/** How much is left of a point that is not selected while others are. */
const FADED = 0.18;

/**
 * Draws all points of the square, class by class; on top of them the wrong ones, their crosses, and
 * the rings. The selected points come last, the others fade.
 *
 * @param scale pixels of the raster in a pixel of the page
 */
export function drawScatter(
  raster: Raster,
  data: ScatterData,
  layout: ScatterLayout,
  stamps: Stamps,
  selected: ReadonlySet<number> | null,
  scale: number,
): void {
  raster.clear();
  if (!selected) return drawLayer(raster, data, layout, stamps, scale, () => true);
  drawLayer(raster, data, layout, pale(stamps), scale, (i) => !selected.has(i));
  drawLayer(raster, data, layout, stamps, scale, (i) => selected.has(i));
}

function pale({ right, wrong, cross, ring }: Stamps): Stamps {
  const fade = (stamp: Stamp) => faded(stamp, FADED);
  return { right: right.map(fade), wrong: wrong.map(fade), cross: fade(cross), ring: fade(ring) };
}

function drawLayer(
  raster: Raster,
  data: ScatterData,
  layout: ScatterLayout,
  stamps: Stamps,
  scale: number,
  shown: (i: number) => boolean,
): void {
  const { xs, ys, plot, named, letter } = layout;
  const { labels } = data.points;
  const groups = grouped(data, layout, shown);
  const put = (stamp: Stamp | undefined, i: number, aside = 0) => {
    if (stamp)
      raster.put(stamp, (xs[i] + aside - plot.x) * scale, (ys[i] - aside - plot.y) * scale);
  };
  groups.right.forEach((members, label) => {
    for (const i of members) put(stamps.right[label], i);
  });
  for (const i of groups.wrong) put(stamps.wrong[labels[i]], i);
  // beside a name, which must stay readable
  for (const i of groups.wrong) put(stamps.cross, i, named ? letter * 0.6 : 0);
  for (const i of groups.queries) put(stamps.ring, i);
}

interface Groups {
  /** Per class the points that are not wrong. */
  readonly right: readonly number[][];
  readonly wrong: readonly number[];
  readonly queries: readonly number[];
}

function grouped(
  { points, classes }: ScatterData,
  { xs, ys }: ScatterLayout,
  shown: (i: number) => boolean,
): Groups {
  const { labels, marks } = points;
  const right = classes.map((): number[] => []);
  const wrong: number[] = [];
  const queries: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (!shown(i) || !Number.isFinite(xs[i] + ys[i])) continue;
    const mark = marks?.[i] ?? 0;
    if (mark & WRONG) wrong.push(i);
    else right[labels[i]]?.push(i);
    if (mark & QUERY) queries.push(i);
  }
  return { right, wrong, queries };
}
