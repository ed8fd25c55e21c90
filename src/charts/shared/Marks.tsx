import { categoryStyle } from './category';
import type { KeyEntry } from './key';
import { glyphWidth } from './key';
import { squareAround, type Box, type Label, type Line, type Point } from './labels';
import type { TypeScale } from './size';

export function Labels({ labels }: { readonly labels: readonly Label[] }) {
  return labels.map(({ x, y, text, anchor, kind, size, term, part, tail }, i) => (
    <text
      key={i}
      className={`label label-${kind}`}
      x={x}
      y={y}
      dy="0.35em"
      textAnchor={anchor}
      fontSize={size}
      data-term={term}
      data-part={part}
    >
      {text}
      {tail && <tspan data-part={tail.part}>{tail.text}</tspan>}
    </text>
  ));
}

interface LinesProps {
  readonly lines: readonly Line[];
  readonly className: string;
  readonly term?: string;
  readonly part?: string;
}

export function Lines({ lines, className, term, part }: LinesProps) {
  return lines.map((line, i) => (
    <line key={i} {...line} className={className} data-term={term} data-part={part} />
  ));
}

/** Diagonal strokes in the colour of the noise; `id` must be unique on the page. */
export function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className="hatch" x1={1} y1={0} x2={1} y2={5} />
      </pattern>
    </defs>
  );
}

/** A diamond of half-width r around a point. */
export function diamond({ x, y }: Point, r: number): string {
  return `M${x},${y - r}L${x + r},${y}L${x},${y + r}L${x - r},${y}Z`;
}

/** The cross of what is wrong, of half-width r. */
export function cross({ x, y }: Point, r: number): string {
  return `M${x - r},${y - r}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}`;
}

/** Left, top and right side of a column that stands on its axis. */
export function openBox({ x, y, width, height }: Box): string {
  return `M${x},${y + height}v${-height}h${width}v${height}`;
}

interface KeyProps {
  readonly entries: readonly KeyEntry[];
  readonly type: TypeScale;
  /** Fill of what is hatched: the noise, or what is wrong. */
  readonly hatch?: string;
}

export function Key({ entries, type, hatch }: KeyProps) {
  return entries.map((entry, i) => (
    <g key={i} data-term={entry.term} data-part={entry.part}>
      <KeyGlyph {...entry} type={type} hatch={hatch} />
    </g>
  ));
}

type KeyGlyphProps = KeyEntry & { readonly type: TypeScale; readonly hatch: string | undefined };

function KeyGlyph({ glyph, at: { x, y }, type, hatch }: KeyGlyphProps) {
  const half = glyphWidth(type, glyph) / 2;
  const side = type.text * 0.4;
  const box = squareAround({ x, y }, side);
  const line = { x1: x - half, x2: x + half, y1: y, y2: y };
  if (typeof glyph === 'object') {
    return <line {...line} className="run-line" style={categoryStyle(glyph.category)} />;
  }
  switch (glyph) {
    case 'signal':
      return <rect {...box} className="signal-bar" />;
    case 'noise':
      return <rect {...box} className="noise-bar" fill={hatch} />;
    case 'outline':
      return <rect {...box} className="augmented-bar" />;
    case 'loss':
      return <line {...line} className="loss-line" />;
    case 'law':
      return <line {...line} className="law-line" />;
    case 'truth':
      return <circle cx={x} cy={y} r={type.dot + 1.5} className="truth-ring" />;
    case 'ring-tick':
      return <RingTick x={x} y={y} r={type.dot + 2} reach={type.text * 0.7} />;
    case 'square':
      return <rect {...box} className="noiseless" />;
    case 'printed':
      return <circle cx={x} cy={y} r={type.dot} className="printed-ring" />;
    case 'prediction':
      return <circle cx={x} cy={y} r={type.dot} className="prediction-dot" />;
    case 'share':
      return <rect {...box} className="prediction-bar" />;
    case 'winner':
      return <line {...line} className="winner-line" />;
    case 'augmented':
      return <circle cx={x} cy={y} r={type.dot + 2} className="augmented-ring" />;
    case 'dots':
      return (
        <path d={`M${x - half + 2},${y}h0m${half - 2},0h0m${half - 2},0h0`} className="dots" />
      );
    case 'wrong':
      return <rect {...box} x={x - half} width={2 * half} className="wrong-cells" fill={hatch} />;
    case 'map-trail':
      return <line {...line} className="map-trail" />;
    case 'diamond':
      return <path d={diamond({ x, y }, type.dot + 1)} className="gibbs-diamond" />;
    case 'link-right':
    case 'link-wrong':
    case 'link-down':
    case 'link-up':
    case 'link-faint':
      return <LinkGlyph line={line} kind={glyph} r={side * 0.6} />;
    default:
      return <line {...line} className={`series ${glyph}`} />;
  }
}

/** A link as it is drawn between numbers and places; a wrong one bears a cross. */
function LinkGlyph({ line, kind, r }: { line: Line; kind: string; r: number }) {
  const middle = { x: (line.x1 + line.x2) / 2, y: line.y1 };
  return (
    <>
      <line {...line} className={`link ${kind}`} strokeWidth={2} />
      {kind === 'link-wrong' && <path className="link-cross" d={cross(middle, r)} />}
    </>
  );
}

interface RingTickProps extends Point {
  readonly r: number;
  readonly reach: number;
}

/** The exact value in a dot plot: a ring with a stroke above and below it. */
export function RingTick({ x, y, r, reach }: RingTickProps) {
  return (
    <g className="truth-ring">
      <circle cx={x} cy={y} r={r} />
      <path d={`M${x},${y - reach}V${y - r}M${x},${y + r}V${y + reach}`} />
    </g>
  );
}
