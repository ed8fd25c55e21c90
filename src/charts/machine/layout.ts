import { fitText, textWidth, type Box, type Label, type Point } from '../shared/labels';
import { clamp, typeScale, type ChartSize, type TypeScale } from '../shared/size';
import type { Miniature } from './miniatures';

export const PARTS = [
  'input',
  'score',
  'scale',
  'noise',
  'prediction',
  'augmented',
  'difference',
] as const;
export type PartName = (typeof PARTS)[number];

export interface MachinePart {
  readonly title: string;
  /** The title where there is little room. */
  readonly symbol: string;
  /** What is read of it, name and value. */
  readonly rows: readonly (readonly [string, string])[];
  readonly miniature: Miniature;
}

/** From an input to two predictions, and back into the networks. */
export interface MachineData {
  readonly parts: Readonly<Record<PartName, MachinePart>>;
  /** Words on the way back. */
  readonly back: string;
  /** Stage of a slow step from 0 to 5, or null: what it has not come to is pale. */
  readonly stage: number | null;
}

export interface PlacedPart {
  readonly name: PartName;
  readonly box: Box;
  readonly inner: Box;
  readonly lit: boolean;
  readonly pale: boolean;
}

export interface Arrow {
  readonly d: string;
  readonly head: string;
  readonly pale: boolean;
}

export interface MachineLayout {
  readonly type: TypeScale;
  readonly parts: readonly PlacedPart[];
  readonly arrows: readonly Arrow[];
  readonly labels: readonly Label[];
}

/** The stage at which a part is reached, its column of five, and its place: above, between or below. */
const PLACES: Readonly<Record<PartName, readonly [stage: number, column: number, row: number]>> = {
  input: [0, 0, 0.5],
  score: [0, 1, 0],
  scale: [0, 1, 1],
  noise: [1, 2, 0.5],
  prediction: [2, 3, 0],
  augmented: [3, 3, 1],
  difference: [4, 4, 0.5],
};
const BACK_STAGE = 5;
const COLUMNS = 5;

const FLOWS: readonly (readonly [PartName, PartName])[] = [
  ['input', 'score'],
  ['input', 'scale'],
  ['score', 'noise'],
  ['scale', 'noise'],
  ['noise', 'prediction'],
  ['noise', 'augmented'],
  ['prediction', 'difference'],
  ['augmented', 'difference'],
];

/** Five columns of parts from left to right, arrows between them, and the way back under them. */
export function machineLayout({ parts, back, stage }: MachineData, size: ChartSize): MachineLayout {
  const type = typeScale(size);
  const { row } = type;
  const gap = clamp(size.width * 0.045, 12, 60);
  const width = (size.width - 2 - gap * (COLUMNS - 1)) / COLUMNS;
  const half = (size.height - 2.2 * row) / 2;
  const isPale = (at: number) => stage !== null && at > stage;
  const placed = PARTS.map((name): PlacedPart => {
    const [at, column, level] = PLACES[name];
    const box = { x: 1 + column * (width + gap), y: 1 + level * half, width, height: half - 8 };
    const head = { x: box.x + 4, y: box.y + row, width: width - 8, height: box.height - row - 4 };
    return { name, box, inner: head, lit: at === stage, pale: isPale(at) };
  });
  const boxOf = Object.fromEntries(placed.map(({ name, box }) => [name, box])) as Record<
    PartName,
    Box
  >;
  const level = size.height - 0.6 * row;
  const way = wayBack(boxOf, level, isPale(BACK_STAGE));
  return {
    type,
    parts: placed,
    arrows: [
      ...FLOWS.map(([from, to]) => flow(boxOf[from], boxOf[to], isPale(PLACES[to][0]))),
      way,
    ],
    labels: [
      ...placed.map(({ name, box }) => titleLabel(parts[name], box, type)),
      {
        ...{
          x: size.width / 2,
          y: level - 0.75 * row,
          anchor: 'middle',
          kind: 'axis',
          size: type.text,
        },
        text: textWidth(back, type.text) < size.width / 2 ? back : 'back',
        term: 'gradient',
      },
    ],
  };
}

function titleLabel(
  { title, symbol }: MachinePart,
  box: Box,
  { text: size, row }: TypeScale,
): Label {
  const room = box.width - 4;
  const text = textWidth(title, size) <= room ? title : fitText(symbol, size, room);
  const at = { x: box.x + box.width / 2, y: box.y + row / 2 };
  return { ...at, text, anchor: 'middle', kind: 'name', size };
}

/** From the right side of a part to the left side of the next. */
function flow(from: Box, to: Box, pale: boolean): Arrow {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const bend = (end.x - start.x) / 2;
  return {
    d: `M${start.x},${start.y}C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y}`,
    head: headAt(end, -1, 0),
    pale,
  };
}

/** From under the difference along the bottom and up into the networks. */
function wayBack(
  { difference, scale }: Readonly<Record<PartName, Box>>,
  level: number,
  pale: boolean,
): Arrow {
  const from = { x: difference.x + difference.width / 2, y: difference.y + difference.height };
  const to = { x: scale.x + scale.width / 2, y: scale.y + scale.height };
  return { d: `M${from.x},${from.y}V${level}H${to.x}V${to.y}`, head: headAt(to, 0, 1), pale };
}

/** The head of an arrow at its end; it came from the direction (dx, dy). */
function headAt({ x, y }: Point, dx: number, dy: number): string {
  const [bx, by] = [x + 7 * dx, y + 7 * dy];
  return `M${x},${y}L${bx + 4 * dy},${by + 4 * dx}L${bx - 4 * dy},${by - 4 * dx}Z`;
}
