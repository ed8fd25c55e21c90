import { panelColumns } from '../heatmap/layout';
import {
  fitText,
  keepClear,
  keepWithin,
  squareAround,
  type Box,
  type Label,
} from '../shared/labels';
import { clamp, typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

/** A matrix, or null where it is not known. */
export interface JacobianPanelData {
  readonly id: string;
  readonly title: string;
  /** Row by row [parts * parts]. */
  readonly values: Numbers | null;
  /** How good it is, in a few words. */
  readonly note: string;
}

export interface JacobiansData {
  /** Names of the parts: of y along the rows, of mu along the columns. */
  readonly parts: readonly string[];
  readonly panels: readonly JacobianPanelData[];
  /** The size of an entry that fills its cell. */
  readonly full: number;
}

/** An entry as a square, filled above 0 and hollow below; its area says how large it is. */
export interface Entry {
  readonly cell: Box;
  readonly square: Box;
  readonly sign: 'above' | 'below';
}

export interface JacobianPanel {
  readonly id: string;
  readonly box: Box;
  readonly entries: readonly Entry[];
}

export interface JacobiansLayout {
  readonly type: TypeScale;
  readonly panels: readonly JacobianPanel[];
  readonly labels: readonly Label[];
}

/** Matrices side by side, their titles above and what they are worth below. */
export function jacobiansLayout(data: JacobiansData, size: ChartSize): JacobiansLayout {
  const type = typeScale(size);
  const { text, row } = type;
  const around = { head: 2 * row, foot: 1.4 * row, left: 1.2 * text };
  const count = data.panels.length;
  const columns = panelColumns(count, size.width, size.height, around.head + around.foot);
  const rows = Math.ceil(count / columns);
  const room = { width: size.width / columns, height: size.height / rows };
  const side = Math.max(
    20,
    Math.min(room.width - around.left - text, room.height - around.head - around.foot),
  );
  const panels = data.panels.map((panel, p): JacobianPanel => {
    const x = (p % columns) * room.width + (room.width - side + around.left) / 2;
    const spare = room.height - around.head - side - around.foot;
    const y = Math.floor(p / columns) * room.height + around.head + spare / 2;
    const box = { x, y, width: side, height: side };
    return { id: panel.id, box, entries: entriesIn(panel.values, data, box) };
  });
  return {
    ...{ type, panels },
    labels: keepClear(
      panels.flatMap(({ box }, p) =>
        labelsOf(data, data.panels[p], box, room.width, type).map((label) =>
          keepWithin(label, 0, size.width),
        ),
      ),
      [],
      1,
    ),
  };
}

function entriesIn(values: Numbers | null, { parts, full }: JacobiansData, box: Box): Entry[] {
  if (!values) return [];
  const side = box.width / parts.length;
  return Array.from(values, (value, e) => {
    const cell = {
      x: box.x + (e % parts.length) * side,
      y: box.y + Math.floor(e / parts.length) * side,
      ...{ width: side, height: side },
    };
    const half = 0.46 * side * Math.sqrt(clamp(Math.abs(value) / full, 0, 1));
    const middle = { x: cell.x + side / 2, y: cell.y + side / 2 };
    return { cell, square: squareAround(middle, half), sign: value < 0 ? 'below' : 'above' };
  });
}

function labelsOf(
  { parts }: JacobiansData,
  { title, note }: JacobianPanelData,
  box: Box,
  width: number,
  { text, row }: TypeScale,
): Label[] {
  const side = box.width / parts.length;
  const middle = box.x + box.width / 2;
  const label = (x: number, y: number, words: string, kind: string): Label => ({
    ...{ x, y, text: fitText(words, text, width), anchor: 'middle', kind, size: text },
  });
  const names = parts.flatMap((name, i) => [
    label(box.x + (i + 0.5) * side, box.y - 0.45 * row, name, 'tick'),
    label(box.x - 0.7 * text, box.y + (i + 0.5) * side, name, 'tick'),
  ]);
  return [
    label(middle, box.y - 1.45 * row, title, 'name'),
    label(middle, box.y + box.height + 0.8 * row, note, 'note'),
    ...(side > 1.1 * text ? names : []),
  ];
}
