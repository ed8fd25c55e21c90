import { formatNumber } from '../shared/format';
import {
  fitText,
  keepClear,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';
import { domainOf, type Extent, type Hue } from './colours';
import { cellTexts, MARK_AT, numberLabels } from './numbers';

export interface HeatmapPanelData {
  readonly id: string;
  readonly title: string;
  /** Row-major, rows * columns. */
  readonly values: Numbers;
  readonly hue: Hue;
  readonly extent?: Extent;
  /** Column per row: the prediction as dots, the truth as rings. */
  readonly dots?: Numbers;
  readonly rings?: Numbers;
}

export interface HeatmapData {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** What a row and a column are called, in one word each. */
  readonly rowTitle: string;
  readonly columnTitle: string;
  /** Whether rows and columns bear their names where these fit. */
  readonly named?: boolean;
  /** Whether each cell bears its number where all of them fit. */
  readonly numbered?: boolean;
  readonly panels: readonly HeatmapPanelData[];
}

export interface HeatmapPanel {
  readonly id: string;
  readonly box: Box;
  readonly domain: readonly [number, number];
  readonly dots: readonly Point[];
  readonly rings: readonly Point[];
  /** The truth as a line, where cells are too small for rings and it is a diagonal. */
  readonly truth: Line | null;
  readonly labels: readonly Label[];
  readonly numbers: readonly Label[];
}

export interface HeatmapLayout {
  readonly type: TypeScale;
  readonly panels: readonly HeatmapPanel[];
  /** Size of a cell in pixels, the same in all panels. */
  readonly cell: { readonly width: number; readonly height: number };
  /** Radius of the dots of the prediction, and of the rings of the truth. */
  readonly radius: number;
  readonly ring: number;
  readonly labels: readonly Label[];
}

/** Panels in as few rows as leave each a readable width. */
export function panelColumns(count: number, width: number, height: number, head = 0): number {
  let best = 1;
  let size = -Infinity;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const side = Math.min(width / columns, height / rows - head);
    if (side > size + 0.5) [best, size] = [columns, side];
  }
  return best;
}

/** Square panels of equal cells, in as few rows as leave them large, with names where these fit. */
export function heatmapLayout(data: HeatmapData, size: ChartSize): HeatmapLayout {
  const type = typeScale(size);
  const head = 2.7 * type.row;
  const foot = type.row;
  const columns = panelColumns(data.panels.length, size.width, size.height - foot, head);
  const rows = Math.ceil(data.panels.length / columns);
  const gap = type.row * 0.7;
  const room = {
    width: (size.width - gap * (columns - 1)) / columns,
    height: (size.height - foot) / rows - head,
  };
  const names = namesOf(data, room, type);
  const side = Math.max(20, Math.min(room.width - names.left, room.height - names.under));
  const step = names.left + side + gap;
  const offset = (size.width - (step * columns - gap)) / 2 + names.left;
  const cell = { width: side / data.columns.length, height: side / data.rows.length };
  const small = data.rows.length > MOST_RINGS;
  const texts = data.numbered ? data.panels.map(({ values }) => cellTexts(values, cell, type)) : [];
  // marks stand in one place in all panels
  const numbered = texts.length > 0 && texts.every((each) => each !== null);
  const share = numbered ? 0.15 : 0.3;
  const radius = small ? 1 : clamp(Math.min(cell.width, cell.height) * share, 0.8, 6);
  const markAt = numbered ? MARK_AT : 0.5;
  const panels = data.panels.map((panel, p): HeatmapPanel => {
    const box = {
      x: offset + (p % columns) * step,
      y: Math.floor(p / columns) * (room.height + head) + head,
      width: side,
      height: side,
    };
    const domain = domainOf(panel.values, panel.extent ?? 'values');
    const at = (places: Numbers | undefined): Point[] =>
      places
        ? Array.from(places, (column, row) => ({
            x: box.x + (column + 0.5) * cell.width,
            y: box.y + (row + markAt) * cell.height,
          }))
        : [];
    return {
      id: panel.id,
      box,
      domain,
      dots: at(panel.dots),
      ...truthOf(at(panel.rings), small && isDiagonal(panel.rings)),
      labels: headLabels(panel, domain, box, type),
      numbers: numbered ? numberLabels(texts[p], data.columns.length, box, cell, type) : [],
    };
  });
  const titles = keepClear(panels.flatMap(({ labels }) => labels));
  const lowest = panels.slice(columns * (rows - 1));
  return {
    type,
    panels: panels.map((panel) => ({
      ...panel,
      labels: panel.labels.filter((label) => titles.includes(label)),
    })),
    cell,
    radius,
    ring: radius * (small ? 1 : 1.4),
    labels: [
      ...panels.flatMap(({ box }) => nameLabels(names, box, cell, type)),
      ...lowest.flatMap(({ box }) => axisLabels(data, box, names, type)),
    ],
  };
}

/** Rows from which rings would merge into a bar. */
const MOST_RINGS = 40;

const isDiagonal = (columns: Numbers | undefined): boolean =>
  columns !== undefined && Array.from(columns).every((column, row) => column === row);

/** Where the truth is: in rings, or along a line. */
function truthOf(points: readonly Point[], line: boolean): Pick<HeatmapPanel, 'rings' | 'truth'> {
  const [first, last] = [points[0], points.at(-1)];
  if (!line || !last) return { rings: points, truth: null };
  return { rings: [], truth: { x1: first.x, y1: first.y, x2: last.x, y2: last.y } };
}

/** What rows and columns are, under the cells. */
function axisLabels(
  { rowTitle, columnTitle }: HeatmapData,
  { x, y, width, height }: Box,
  { under }: Names,
  { text: size, row }: TypeScale,
): readonly Label[] {
  const at = { y: y + height + under + 0.55 * row, kind: 'tick', size } as const;
  return keepClear([
    { ...at, x: x + width, text: `${columnTitle} →`, anchor: 'end' },
    { ...at, x, text: `↓ ${rowTitle}`, anchor: 'start' },
  ]);
}

interface Names {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Room for them at the left and under the cells. */
  readonly left: number;
  readonly under: number;
}

/** The names that fit: of rows where these are as high as a text, of columns where all are short. */
function namesOf(
  { named, rows, columns }: HeatmapData,
  room: { readonly width: number; readonly height: number },
  type: TypeScale,
): Names {
  const none = { rows: [], columns: [], left: 0, under: 0 };
  const side = Math.min(room.width, room.height - type.row);
  if (!named || side / rows.length < type.text * 0.9) return none;
  const texts = rows.map((name) => fitText(name, type.text, room.width / 4));
  const left = Math.max(...texts.map((text) => textWidth(text, type.text))) + type.text * 0.6;
  const short = columns.every((name) => textWidth(name, type.text) < side / columns.length);
  return { rows: texts, left, columns: short ? columns : [], under: short ? type.row : 0 };
}

function nameLabels(
  { rows, columns }: Names,
  box: Box,
  cell: HeatmapLayout['cell'],
  type: TypeScale,
): Label[] {
  const label = (text: string, x: number, y: number, anchor: 'middle' | 'end'): Label => ({
    ...{ text, x, y, anchor, kind: 'tick', size: type.text },
  });
  const under = box.y + box.height + type.row * 0.55;
  return [
    ...rows.map((text, row) =>
      label(text, box.x - type.text * 0.4, box.y + (row + 0.5) * cell.height, 'end'),
    ),
    ...columns.map((text, column) =>
      label(text, box.x + (column + 0.5) * cell.width, under, 'middle'),
    ),
  ];
}

/** The title, and under it the ends of the colours, between which the colour bar runs. */
function headLabels(
  panel: HeatmapPanelData,
  [lo, hi]: readonly [number, number],
  box: Box,
  type: TypeScale,
): Label[] {
  const bar = box.y - type.row * 0.75;
  const end = (x: number, anchor: 'start' | 'end', value: number): Label => ({
    x,
    y: bar,
    text: formatNumber(value, 2),
    anchor,
    kind: 'tick',
    size: type.text,
  });
  return [
    {
      x: box.x + box.width / 2,
      y: box.y - type.row * 2,
      text: panel.title,
      anchor: 'middle',
      kind: 'name',
      size: type.text,
    },
    end(box.x, 'start', lo),
    end(box.x + box.width, 'end', hi),
  ];
}

/** The bar of colours between the labels of its ends. */
export function colourBar(box: Box, type: TypeScale): Box {
  const margin = type.text * 3.4;
  return {
    x: box.x + margin,
    y: box.y - type.row,
    width: Math.max(0, box.width - 2 * margin),
    height: type.row * 0.5,
  };
}

/** Row and column of the cell at a point, in whichever panel it lies, or null. */
export function cellAt(
  { panels, cell }: HeatmapLayout,
  { x, y }: Point,
): { readonly row: number; readonly column: number } | null {
  for (const { box } of panels) {
    const column = Math.floor((x - box.x) / cell.width);
    const row = Math.floor((y - box.y) / cell.height);
    if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue;
    return { row, column };
  }
  return null;
}
