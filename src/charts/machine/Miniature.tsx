import { textWidth, type Box } from '../shared/labels';
import { cellsOf, some, type Miniature } from './layout';

interface MiniatureProps {
  readonly miniature: Miniature;
  readonly box: Box;
  /** Of text. */
  readonly size: number;
}

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
    case 'text':
      return (
        <text
          className="machine-text"
          x={box.x + box.width / 2}
          y={box.y + box.height / 2}
          dy="0.35em"
          textAnchor="middle"
          fontSize={Math.min(size, (size * box.width) / textWidth(miniature.text, size))}
        >
          {miniature.text}
        </text>
      );
  }
}

function Links({
  places,
  differs,
  look,
  box,
}: Extract<Miniature, { kind: 'links' }> & { box: Box }) {
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
