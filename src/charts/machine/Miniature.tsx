import { textWidth, type Box } from '../shared/labels';
import { cross, Lines } from '../shared/Marks';
import { PictureImage } from '../thumbnails/PictureImage';
import { barsOf, cellsOf, gridOf, some, type Miniature } from './miniatures';

interface MiniatureProps {
  readonly miniature: Miniature;
  readonly box: Box;
  /** Of text. */
  readonly size: number;
}

type Kind<K extends Miniature['kind']> = Extract<Miniature, { kind: K }>;

/** What a part holds, in small. */
export function MiniaturePicture({ miniature, box, size }: MiniatureProps) {
  switch (miniature.kind) {
    case 'cells': {
      const { values, columns, hue } = miniature;
      return cellsOf(values, columns, box).map(({ share, ...cell }, i) => (
        <rect key={i} {...cell} className={`machine-cell machine-${hue}`} fillOpacity={share} />
      ));
    }
    case 'links':
      return <Links {...miniature} box={box} />;
    case 'bars':
      return <Bars {...miniature} box={box} />;
    case 'pictures':
      return <Pictures {...miniature} box={box} size={size} />;
    case 'text':
      return <Text text={miniature.text} box={box} size={size} />;
  }
}

function Text({ text, box, size }: { text: string; box: Box; size: number }) {
  return (
    <text
      className="machine-text"
      x={box.x + box.width / 2}
      y={box.y + box.height / 2}
      dy="0.35em"
      textAnchor="middle"
      fontSize={Math.min(size, (size * box.width) / textWidth(text, size))}
    >
      {text}
    </text>
  );
}

function Links({ places, differs, look, box }: Kind<'links'> & { box: Box }) {
  const count = places.length;
  const y = (at: number) => box.y + box.height * (1 - (at + 0.5) / count);
  const [x1, x2] = [box.x + box.width * 0.1, box.x + box.width * 0.9];
  const changed = look === 'augmented' ? 'link-up' : 'link-down';
  return some(count).map((j) => (
    <line
      key={j}
      {...{ x1, x2, y1: y(j), y2: y(places[j]) }}
      className={`link ${differs[j] ? changed : 'link-right'}`}
      strokeWidth={1.5}
    />
  ));
}

function Bars({ values, pictures, hue, box }: Kind<'bars'> & { box: Box }) {
  const { zero, places } = barsOf(values, box);
  return (
    <>
      {places.map(({ bar, image }, i) => (
        <g key={i}>
          <PictureImage picture={pictures[i]} box={image} />
          <rect {...bar} className={`machine-${hue}`} />
        </g>
      ))}
      <Lines lines={[zero]} className="machine-zero" />
    </>
  );
}

function Pictures({ items, text, box, size }: Kind<'pictures'> & { box: Box; size: number }) {
  const head = text === undefined ? 0 : Math.min(box.height, 1.5 * size);
  const rest = { ...box, y: box.y + head, height: box.height - head };
  return (
    <>
      {text !== undefined && <Text text={text} box={{ ...box, height: head }} size={size} />}
      {gridOf(items.length, rest).map((place, i) => {
        const { picture, change, wrong } = items[i];
        return (
          <g key={i}>
            <PictureImage picture={picture} box={place} />
            {change && <rect {...place} className={`link link-${change}`} strokeWidth={2.5} />}
            {wrong && <path d={cornerCross(place)} className="point-cross" />}
          </g>
        );
      })}
    </>
  );
}

/** In the upper right corner of an image. */
function cornerCross({ x, y, width }: Box): string {
  const r = Math.max(2, width / 10);
  return cross({ x: x + width - 1.5 * r, y: y + 1.5 * r }, r);
}
