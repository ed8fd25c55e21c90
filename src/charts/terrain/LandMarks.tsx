import { memo } from 'react';
import type { Box } from '../shared/labels';
import { pictureUrl, type Picture } from '../thumbnails/picture';
import type { LandData } from './data';
import { cellBox, centreOf, sameSquare, type Square } from './square';

/** Cells smaller than this have no room for the sign of their terrain. */
const ROOM = 13;

/** The sign of a terrain, of half-width r around a point: the dearer, the more ink. */
const signs: readonly ((x: number, y: number, r: number) => string)[] = [
  () => '',
  (x, y, r) => `M${x - r},${y - r / 2}l${r / 2},${r}M${x + r},${y - r / 2}l${-r / 2},${r}`,
  (x, y, r) => `M${x - r},${y + r}L${x},${y - r}L${x + r},${y + r}Z`,
  (x, y, r) =>
    `M${x - r},${y - r / 2}q${r / 2},${-r} ${r},0t${r},0M${x - r},${y + r / 2}q${r / 2},${-r} ${r},0t${r},0`,
  (x, y, r) => `M${x - r},${y - r}l${2 * r},${2 * r}M${x + r},${y - r}l${-2 * r},${2 * r}`,
];

/** What a terrain looks like, in a box of its own. */
export function LandSample({ box, look }: { box: Box; look: number }) {
  const { x, y, width, height } = box;
  return (
    <>
      <rect {...box} className={`land-ground land-${look}`} />
      <path d={signs[look](x + width / 2, y + height / 2, 3.5)} className="land-sign" />
    </>
  );
}

interface LandMarksProps {
  readonly looks: LandData['looks'];
  readonly square: Square;
  /** Without signs, where something else is drawn on the cells. */
  readonly plain?: boolean;
}

/** The cells by their terrain: the dearer, the darker, each terrain with its sign in a corner. */
export const LandMarks = memo(DrawnLand, sameLand);

/** A layout is made anew with every answer, and its square stays where it was. */
function sameLand(a: LandMarksProps, b: LandMarksProps): boolean {
  return a.looks === b.looks && a.plain === b.plain && sameSquare(a.square, b.square);
}

function DrawnLand({ looks, square, plain = false }: LandMarksProps) {
  const { cell } = square;
  const grounds = signs.map(() => '');
  const marks = signs.map(() => '');
  const r = Math.min(3.5, cell * 0.1);
  looks.forEach((look, number) => {
    grounds[look] += outline(cellBox(square, number));
    const { x, y } = centreOf(square, number);
    if (cell >= ROOM && !plain)
      marks[look] += signs[look](round(x + 0.32 * cell), round(y + 0.32 * cell), r);
  });
  return (
    <>
      {grounds.map((d, look) => (
        <path key={look} d={d} className={`land-ground land-${look}`} data-term="cost" />
      ))}
      {marks.map((d, look) => d && <path key={look} d={d} className="land-sign" />)}
      <rect {...square.box} className="cells-frame" />
    </>
  );
}

interface PictureMarksProps {
  readonly picture: Picture;
  readonly square: Square;
}

/** A picture in place of terrains. */
export const PictureMarks = memo(DrawnPicture, samePicture);

function samePicture(a: PictureMarksProps, b: PictureMarksProps): boolean {
  return a.picture.pixels === b.picture.pixels && sameSquare(a.square, b.square);
}

function DrawnPicture({ picture, square }: PictureMarksProps) {
  const url = pictureUrl(picture);
  return (
    <>
      {url && <image href={url} {...square.box} className="land-picture" data-term="cost" />}
      <rect {...square.box} className="cells-frame" />
    </>
  );
}

const round = (pixel: number) => Math.round(10 * pixel) / 10;
const outline = ({ x, y, width }: Box) =>
  `M${round(x)},${round(y)}h${round(width)}v${round(width)}h${round(-width)}Z`;
