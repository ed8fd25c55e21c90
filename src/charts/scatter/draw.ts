import { QUERY, WRONG, type ScatterData, type ScatterLayout } from './layout';
import { colourName, drawCross, drawShape } from './shapes';

/** The colours and the type that a canvas has where it is on the page. */
export interface Ink {
  readonly classes: readonly string[];
  readonly error: string;
  readonly text: string;
  readonly card: string;
  readonly font: string;
}

export function inkOf(canvas: HTMLCanvasElement, classes: number): Ink {
  const style = getComputedStyle(canvas);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: Array.from({ length: classes }, (_, c) => value(colourName(c))),
    error: value('--error'),
    text: value('--text'),
    card: value('--card'),
    font: style.fontFamily,
  };
}

/** What a context must do: a part of CanvasRenderingContext2D, so that tests can watch it. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'setTransform'
  | 'clearRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'arc'
  | 'closePath'
  | 'fill'
  | 'stroke'
  | 'fillText'
  | 'strokeText'
  | 'globalAlpha'
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

/** How much is left of a point that is not selected while others are. */
const FADED = 0.18;
/** More points than this have no rim: they are too small for one, and it would double the time. */
const RIMS = 1200;

/**
 * Draws all points of the square, with one path per class; then the rings and crosses on top, again
 * a path each. The selected points come last, the others fade.
 *
 * @param scale pixels of the canvas in a pixel of the page
 */
export function drawScatter(
  surface: Surface,
  data: ScatterData,
  layout: ScatterLayout,
  ink: Ink,
  selected: ReadonlySet<number> | null,
  scale: number,
): void {
  const { plot } = layout;
  surface.setTransform(scale, 0, 0, scale, -plot.x * scale, -plot.y * scale);
  surface.clearRect(plot.x, plot.y, plot.width, plot.height);
  const draw = (alpha: number, shown: (i: number) => boolean) => {
    surface.globalAlpha = alpha;
    const groups = grouped(data, layout, shown);
    groups.classes.forEach((members, label) => {
      if (layout.named) drawNames(surface, data.classes[label], members, layout, ink, label);
      else drawMarks(surface, label, members, layout, ink.classes[label], ink);
    });
    drawWrong(surface, data, groups.wrong, layout, ink);
    drawRings(surface, groups.queries, layout, ink);
  };
  if (selected) {
    draw(FADED, (i) => !selected.has(i));
    draw(1, (i) => selected.has(i));
  } else draw(1, () => true);
  surface.globalAlpha = 1;
}

interface Groups {
  /** Per class the points that are not wrong. */
  readonly classes: readonly number[][];
  readonly wrong: readonly number[];
  readonly queries: readonly number[];
}

function grouped(
  { points, classes }: ScatterData,
  { xs, ys }: ScatterLayout,
  shown: (i: number) => boolean,
): Groups {
  const { labels, marks } = points;
  const groups = { classes: classes.map((): number[] => []), wrong: [] as number[] };
  const queries: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (!shown(i) || !Number.isFinite(xs[i] + ys[i])) continue;
    const mark = marks?.[i] ?? 0;
    if (mark & WRONG) groups.wrong.push(i);
    else groups.classes[labels[i]]?.push(i);
    if (mark & QUERY) queries.push(i);
  }
  return { ...groups, queries };
}

function drawMarks(
  surface: Surface,
  label: number,
  members: readonly number[],
  { xs, ys, radius }: ScatterLayout,
  colour: string,
  ink: Ink,
): void {
  if (members.length === 0) return;
  surface.beginPath();
  for (const i of members) drawShape(surface, label, xs[i], ys[i], radius);
  if (xs.length <= RIMS) {
    surface.strokeStyle = ink.card;
    surface.lineWidth = 1.5;
    surface.stroke();
  }
  surface.fillStyle = colour;
  surface.fill();
}

function drawNames(
  surface: Surface,
  name: string,
  members: readonly number[],
  { xs, ys, type }: ScatterLayout,
  ink: Ink,
  label: number,
): void {
  surface.font = `600 ${type.text}px ${ink.font}`;
  surface.textAlign = 'center';
  surface.textBaseline = 'middle';
  surface.lineJoin = 'round';
  surface.strokeStyle = ink.card;
  surface.lineWidth = 3;
  surface.fillStyle = ink.classes[label];
  for (const i of members) {
    surface.strokeText(name, xs[i], ys[i]);
    surface.fillText(name, xs[i], ys[i]);
  }
}

/** In the colour of errors, each in the shape (or with the name) of its class, and a cross. */
function drawWrong(
  surface: Surface,
  { points, classes }: ScatterData,
  wrong: readonly number[],
  layout: ScatterLayout,
  ink: Ink,
): void {
  if (wrong.length === 0) return;
  const { xs, ys, radius, type } = layout;
  const inkOfErrors = { ...ink, classes: classes.map(() => ink.error) };
  for (let label = 0; label < classes.length; label++) {
    const members = wrong.filter((i) => points.labels[i] === label);
    if (layout.named) drawNames(surface, classes[label], members, layout, inkOfErrors, label);
    else drawMarks(surface, label, members, layout, ink.error, ink);
  }
  const reach = layout.named ? type.text * 0.55 : radius + 2.5;
  surface.beginPath();
  for (const i of wrong) drawCross(surface, xs[i], ys[i], reach);
  strokeTwice(surface, ink.error, ink.card, 1.5);
}

function drawRings(surface: Surface, queries: readonly number[], layout: ScatterLayout, ink: Ink) {
  if (queries.length === 0) return;
  const { xs, ys } = layout;
  const r = ringRadius(layout);
  surface.beginPath();
  for (const i of queries) {
    surface.moveTo(xs[i] + r, ys[i]);
    surface.arc(xs[i], ys[i], r, 0, 2 * Math.PI);
  }
  strokeTwice(surface, ink.text, ink.card, 1.25);
}

/** On a wider line in the colour of the ground, so that it shows on any mark. */
function strokeTwice(surface: Surface, colour: string, ground: string, width: number): void {
  surface.strokeStyle = ground;
  surface.lineWidth = width + 1.5;
  surface.stroke();
  surface.strokeStyle = colour;
  surface.lineWidth = width;
  surface.stroke();
}

/** Radius of the ring around a point. */
export const ringRadius = ({ named, type, radius }: ScatterLayout) =>
  named ? type.text * 0.75 : radius + 3;
