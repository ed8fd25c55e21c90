import type { ScatterLayout } from './layout';
import { createStamp, trimmed, type Stamp } from './raster';
import { colourName, drawCross, drawShape } from './shapes';

/** The marks of a chart as small pictures, to be copied to where points are. */
export interface Stamps {
  /** Per class the mark of a point, and of one that is wrong. */
  readonly right: readonly Stamp[];
  readonly wrong: readonly Stamp[];
  readonly cross: Stamp;
  readonly ring: Stamp;
}

/** The colours and the type that hold at a place of the page. */
export interface Ink {
  readonly classes: readonly string[];
  readonly error: string;
  readonly text: string;
  readonly card: string;
  readonly font: string;
}

export function inkAt(place: Element, classes: number): Ink {
  const style = getComputedStyle(place);
  const value = (name: string) => style.getPropertyValue(name).trim();
  return {
    classes: Array.from({ length: classes }, (_, c) => value(colourName(c))),
    error: value('--error'),
    text: value('--text'),
    card: value('--card'),
    font: style.fontFamily,
  };
}

/** Radius of the ring around a point. */
export const ringRadius = ({ named, letter, radius }: ScatterLayout) =>
  named ? letter * 0.75 : radius + 3;

/** Half of the cross of a wrong point: beside a name, across a mark. */
const crossReach = ({ named, letter, radius }: ScatterLayout) =>
  named ? letter * 0.22 : radius + 2.5;

/** More points than this have no rim: they are too small for one. */
const RIMS = 1200;
/** Among more points than this, rings are hairlines: they would hide what they ring. */
const RINGS = 400;

/**
 * Draws each mark once.
 * @param context of any canvas, which it uses up
 * @param scale pixels of the raster in a pixel of the page
 */
export function createStamps(
  context: CanvasRenderingContext2D,
  classes: readonly string[],
  layout: ScatterLayout,
  ink: Ink,
  scale: number,
): Stamps {
  const { radius, named, letter } = layout;
  const rim = layout.xs.length <= RIMS;
  const stamp = (reach: number, draw: () => void) => stampOf(context, reach, scale, draw);
  const mark = (name: string, label: number, colour: string) =>
    named
      ? stamp(letter, () => drawName(context, name, letter, colour, ink))
      : stamp(1.4 * radius + 2, () => drawMark(context, label, radius, colour, rim && ink.card));
  const crowded = layout.xs.length > RINGS;
  const line = (reach: number, width: number, colour: string, draw: () => void, ground = rim) =>
    stamp(reach + 3, () => {
      context.beginPath();
      draw();
      // on a wider line in the colour of the ground, where that does not hide too many others
      if (ground) stroke(context, ink.card, width + 1.5);
      stroke(context, colour, width);
    });
  const [cross, ring] = [crossReach(layout), ringRadius(layout)];
  return {
    right: classes.map((name, label) => mark(name, label, ink.classes[label])),
    wrong: classes.map((name, label) => mark(name, label, ink.error)),
    cross: line(cross, 1.5, ink.error, () => drawCross(context, 0, 0, cross)),
    ring: line(
      ring,
      crowded ? 0.75 : 1.25,
      ink.text,
      () => context.arc(0, 0, ring, 0, 2 * Math.PI),
      rim && !crowded,
    ),
  };
}

function stampOf(
  context: CanvasRenderingContext2D,
  reach: number,
  scale: number,
  draw: () => void,
): Stamp {
  const side = 2 * Math.ceil(reach * scale) + 1;
  const { canvas } = context;
  canvas.width = canvas.height = side;
  context.setTransform(scale, 0, 0, scale, side / 2, side / 2);
  draw();
  return trimmed(createStamp(side, side, context.getImageData(0, 0, side, side).data));
}

function drawMark(
  context: CanvasRenderingContext2D,
  label: number,
  radius: number,
  colour: string,
  rim: string | false,
): void {
  context.beginPath();
  drawShape(context, label, 0, 0, radius);
  if (rim) stroke(context, rim, 1.5);
  context.fillStyle = colour;
  context.fill();
}

function drawName(
  context: CanvasRenderingContext2D,
  name: string,
  size: number,
  colour: string,
  ink: Ink,
): void {
  context.font = `600 ${size}px ${ink.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.strokeStyle = ink.card;
  context.lineWidth = size / 4;
  context.strokeText(name, 0, 0);
  context.fillStyle = colour;
  context.fillText(name, 0, 0);
}

function stroke(context: CanvasRenderingContext2D, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/** A paler copy. */
export function faded(stamp: Stamp, share: number): Stamp {
  const bytes = stamp.bytes.slice();
  for (let i = 3; i < bytes.length; i += 4) bytes[i] *= share;
  return createStamp(stamp.width, stamp.height, bytes);
}
