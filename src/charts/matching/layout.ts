import { formatFixed } from '../shared/format';
import { YOU_SAID } from '../shared/ghost';
import { keyLayout, type KeyItem, type KeyLayout } from '../shared/key';
import { fitText, keepClear, textWidth, type Box, type Label, type Point } from '../shared/labels';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

export interface MatchingData {
  /** x_j in 0 .. 1, in the order in which they came. */
  readonly numbers: Numbers;
  /** Texts of the numbers, where the reader typed them in another unit. */
  readonly labels?: readonly string[];
  /** Place of number j under y*; places count from 0, the least number belongs to place 0. */
  readonly prediction: Numbers;
  /** Place of number j under y*(epsilon). */
  readonly augmented: Numbers;
  /** Right place of number j; equal numbers may swap. */
  readonly truth: Numbers;
  readonly showTruth: boolean;
  /** Numbers at their values, or evenly in the order in which they came. */
  readonly arrange: 'value' | 'order';
  /** y* alone, y* and y*(epsilon) side by side, or no links yet. */
  readonly view: 'prediction' | 'difference' | 'none';
  /** Sign of epsilon: y*(epsilon) is pulled towards the better if negative, the worse if positive. */
  readonly epsilon: number;
  /** How many a reader said are right in y*, and in y*(epsilon). */
  readonly said?: readonly [number, number] | null;
}

/** What a link is drawn as; `faint` links are the same on both sides of a difference. */
export type LinkKind = (typeof LINK_KINDS)[number];
/** In the order in which they are drawn. */
export const LINK_KINDS = ['faint', 'right', 'truth', 'wrong', 'down', 'up'] as const;

/** A link from a number to a place, bent where `linksPath` draws it. */
export interface MatchingLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly from: Point;
  readonly to: Point;
}

export interface MatchingPanel {
  /** The numbers that it shows: panels of others have no marks in common. */
  readonly id: string;
  readonly title: Label;
  /** Kind by kind, those that are least to be seen first. */
  readonly links: readonly MatchingLink[];
  readonly numbers: readonly Point[];
  readonly places: readonly Point[];
  /** Places that a number wants which is elsewhere. */
  readonly rings: readonly Point[];
  readonly labels: readonly Label[];
}

export interface MatchingLayout {
  readonly type: TypeScale;
  readonly panels: readonly MatchingPanel[];
  readonly key: KeyLayout;
  /** Radius of the dots and width of the links, less for more numbers. */
  readonly radius: number;
  readonly strokeWidth: number;
  /** Half a cross. */
  readonly cross: number;
  /** Pixels of the values 0 and 1 where numbers stand at their values. */
  readonly valueRange: readonly [number, number];
}

/** Whether number j stands where a number of its value belongs. */
export function isRight({ numbers, truth }: MatchingData, places: Numbers, j: number): boolean {
  if (places[j] === truth[j]) return true;
  for (let other = 0; other < numbers.length; other++) {
    if (truth[other] === places[j]) return numbers[other] === numbers[j];
  }
  return false;
}

export function countRight(data: MatchingData, places: Numbers): number {
  let right = 0;
  for (let j = 0; j < data.numbers.length; j++) if (isRight(data, places, j)) right++;
  return right;
}

export const countDifferent = ({ prediction, augmented }: MatchingData) =>
  Array.from(prediction).filter((place, j) => place !== augmented[j]).length;

/** Width from which two panels stand side by side. */
const SIDE_BY_SIDE = 520;

/** Numbers at the left, places at the right, links between them; two panels for two matchings. */
export function matchingLayout(data: MatchingData, size: ChartSize): MatchingLayout {
  const type = typeScale(size);
  const d = data.numbers.length;
  const key = keyLayout(keyItems(data), { x: 0, y: 0 }, size.width, type);
  const top = key.height + 6;
  const boxes = panelBoxes(data.view, size, top, type);
  const each = boxes[0].height / d;
  const radius = clamp(each * 0.32, 1.2, type.dot);
  const panels = boxes.map((box, side) => panel(data, box, side, type));
  return {
    type,
    panels,
    key,
    radius,
    strokeWidth: clamp(each * 0.16, 0.7, size.presentation ? 4 : 2),
    cross: clamp(each * 0.35, 1.6, type.dot * 1.1),
    valueRange: [boxes[0].y + boxes[0].height, boxes[0].y],
  };
}

function panelBoxes(
  view: MatchingData['view'],
  { width, height }: ChartSize,
  top: number,
  type: TypeScale,
): Box[] {
  const head = top + type.row;
  const room = height - head - type.row * 0.5;
  if (view !== 'difference') return [{ x: 0, y: head, width, height: room }];
  if (width >= SIDE_BY_SIDE) {
    const gap = 2 * type.row;
    const half = (width - gap) / 2;
    return [0, half + gap].map((x) => ({ x, y: head, width: half, height: room }));
  }
  const half = (room - 1.5 * type.row) / 2;
  return [head, head + half + 1.5 * type.row].map((y) => ({ x: 0, y, width, height: half }));
}

function panel(data: MatchingData, box: Box, side: number, type: TypeScale): MatchingPanel {
  const { numbers, prediction, augmented, truth, view, showTruth } = data;
  const d = numbers.length;
  const own = side === 0 ? prediction : augmented;
  const other = side === 0 ? augmented : prediction;
  const texts = numberTexts(data, box, type);
  const margin = Math.max(0, ...texts.map((text) => textWidth(text, type.text))) + 10;
  const placeMargin = textWidth(String(d), type.text) + 12;
  const left = box.x + margin;
  const right = box.x + box.width - placeMargin;
  const y = rowOf(data, box);
  const points = Array.from({ length: d }, (_, j) => ({ x: left, y: y(j) }));
  const places = Array.from({ length: d }, (_, i) => ({
    x: right,
    y: box.y + box.height * (1 - (i + 0.5) / d),
  }));
  const links: MatchingLink[] = [];
  const add = (kind: LinkKind, j: number, place: number) => {
    const id = kind === 'truth' ? `truth ${j}` : `${j}`;
    links.push({ id, kind, from: points[j], to: places[place] });
  };
  for (let j = 0; j < d && view !== 'none'; j++) {
    const right = isRight(data, own, j);
    if (view === 'difference') {
      const kind =
        own[j] === other[j] ? 'faint' : (side === 0) === data.epsilon < 0 ? 'down' : 'up';
      add(kind, j, own[j]);
    } else {
      add(right ? 'right' : 'wrong', j, own[j]);
    }
    if (showTruth && !right) add('truth', j, truth[j]);
  }
  return {
    id: Array.from(numbers).join(' '),
    title: titleOf(data, own, side, box, type),
    links: LINK_KINDS.flatMap((kind) => links.filter((link) => link.kind === kind)),
    numbers: points,
    places,
    rings: showTruth
      ? Array.from({ length: d }, (_, j) => j)
          .filter((j) => !isRight(data, own, j))
          .map((j) => places[truth[j]])
      : [],
    labels: keepClear(
      [...numberLabels(data, points, texts, box, type), ...placeLabels(places, right, box, type)],
      [],
      1,
    ),
  };
}

/** Height of a number on the left: where its value is, or where it came. */
function rowOf({ numbers, arrange }: MatchingData, box: Box): (j: number) => number {
  const d = numbers.length;
  if (arrange === 'order') return (j) => box.y + (box.height * (j + 0.5)) / d;
  const y = valueRow(d, box);
  return (j) => y(numbers[j]);
}

/** Height of a value: 0 and 1 are level with the lowest and the highest place. */
function valueRow(d: number, box: Box): (value: number) => number {
  const inset = box.height / d / 2;
  return (value) => box.y + inset + (box.height - 2 * inset) * (1 - value);
}

/** The links of a kind in one path. */
export const linksPath = (links: readonly MatchingLink[], kind: LinkKind) =>
  links.map((link) => (link.kind === kind ? curve(link) : '')).join('');

const curve = ({ from, to }: MatchingLink) => {
  const bend = (to.x - from.x) * 0.4;
  const n = (value: number) => Math.round(value * 10) / 10;
  return `M${n(from.x)},${n(from.y)}C${n(from.x + bend)},${n(from.y)} ${n(to.x - bend)},${n(to.y)} ${n(to.x)},${n(to.y)}`;
};

/** The middle of a link, which by symmetry is that of its ends. */
export const middleOf = ({ from, to }: MatchingLink): Point => ({
  x: (from.x + to.x) / 2,
  y: (from.y + to.y) / 2,
});

/** Every number's text where lines of text fit one under the other, else those of an axis. */
function numberTexts({ numbers, labels }: MatchingData, box: Box, type: TypeScale): string[] {
  const texts = labels ?? Array.from(numbers, (x) => formatFixed(x, 2));
  if (box.height / numbers.length >= type.row * 0.62) {
    return texts.map((text) => fitText(text, type.text, box.width * 0.25));
  }
  return ['0.00'];
}

function numberLabels(
  data: MatchingData,
  points: readonly Point[],
  texts: readonly string[],
  box: Box,
  type: TypeScale,
): Label[] {
  const label = (y: number, text: string, kind: string): Label => ({
    x: points[0].x - type.dot - 3,
    y,
    text,
    anchor: 'end',
    kind,
    size: type.text,
  });
  if (texts.length === points.length) {
    // of numbers of nearly the same value the first keeps its text
    return points.map(({ y }, j) => label(y, texts[j], 'tick'));
  }
  if (data.arrange === 'order' || data.labels) return [];
  const row = valueRow(points.length, box);
  return [0, 0.25, 0.5, 0.75, 1].map((value) => label(row(value), String(value), 'tick'));
}

/** Places counted from 1, as many as there is room for. */
function placeLabels(places: readonly Point[], x: number, box: Box, type: TypeScale): Label[] {
  const d = places.length;
  const every = [1, 2, 5, 10, 20, 50].find((step) => (box.height / d) * step >= type.row) ?? d;
  return places.flatMap(({ y }, i) =>
    (i + 1) % every === 0 || i === 0
      ? [
          {
            x: x + type.dot + 4,
            y,
            text: String(i + 1),
            anchor: 'start' as const,
            kind: 'tick',
            size: type.text,
          },
        ]
      : [],
  );
}

function titleOf(data: MatchingData, own: Numbers, side: number, box: Box, type: TypeScale): Label {
  const d = data.numbers.length;
  const name = side === 0 ? 'y*' : 'y*(ε)';
  return {
    x: box.x + box.width / 2,
    y: box.y - type.row / 2,
    text: data.view === 'none' ? '' : name,
    ...(data.view !== 'none' && {
      tail: { text: `: ${countRight(data, own)} of ${d} right`, part: 'links' },
    }),
    anchor: 'middle',
    kind: 'name',
    size: type.text,
  };
}

function keyItems(data: MatchingData): KeyItem[] {
  const { said } = data;
  const answer: KeyItem[] = said ? [{ text: `${YOU_SAID}: ${said[0]} and ${said[1]}` }] : [];
  const truth: KeyItem[] = data.showTruth ? [{ text: 'right place', glyph: 'truth' }] : [];
  if (data.view !== 'difference') {
    return [
      { text: 'right link', glyph: 'link-right' },
      { text: 'wrong link', glyph: 'link-wrong' },
      ...truth,
    ];
  }
  const differ = `${countDifferent(data)} of ${data.numbers.length} links differ`;
  return [
    { text: differ, part: 'links' },
    { text: 'pushed down', glyph: 'link-down', part: 'links' },
    { text: 'pushed up', glyph: 'link-up', part: 'links' },
    { text: 'in both', glyph: 'link-faint', part: 'links' },
    ...truth,
    ...answer,
  ];
}
